#include "studies/adoption/occasions/study.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
constexpr int never = -1;

struct Window {
  int from, until;
  std::string name() const { return std::to_string(from) + " to " + std::to_string(until - 1); }
};

// Both uses of a form.
struct Pair {
  OccasionModel first, again;
  Pair(const OccasionForm& form, const Opportunities& data, std::span<const Occasion> occasions,
       std::span<const int> weights)
      : first(form, Uses::first, data, occasions, weights), again(form, Uses::again, data, occasions, weights) {}
  const OccasionModel& of(const Occasion& occasion) const { return uses_of(occasion) == Uses::first ? first : again; }
};

void add_terms(OccasionStudy& study, const OccasionForm& form, const Opportunities& data,
               std::span<const Occasion> occasions, std::span<const std::vector<int>> resamples) {
  const std::vector<int> once(data.people.size(), 1);
  for (const Uses uses : {Uses::first, Uses::again}) {
    const OccasionModel whole(form, uses, data, occasions, once);
    std::vector<std::vector<double>> values(whole.coefficients().size());
    for (const std::vector<int>& weights : resamples) {
      const OccasionModel again(form, uses, data, occasions, weights);
      for (std::size_t i = 0; i < values.size(); ++i) values[i].push_back(again.coefficients()[i]);
    }
    const std::vector<std::string> terms = terms_of(form, uses, data);
    for (std::size_t i = 0; i < terms.size(); ++i)
      study.terms.push_back({form.name, uses, terms[i], resampled_estimate(whole.coefficients()[i], values[i]),
                             whole.log_likelihood(),
                             2.0 * static_cast<double>(terms.size()) - 2 * whole.log_likelihood()});
  }
}

// What happens, or is simulated to happen, in a window: shares and counts.
struct Course {
  double opportunities = 0, uses = 0, first_uses = 0, practising = 0, lapses = 0;
  void add(Standing standing, bool used) {
    ++opportunities, uses += used;
    first_uses += used && standing == Standing::never;
    practising += standing == Standing::practising;
    lapses += standing == Standing::practising && !used;
  }
  static constexpr std::array<std::string_view, 3> measures{"share used", "first uses", "lapse"};
  std::array<double, 3> values() const {
    return {uses / opportunities, first_uses, practising > 0 ? lapses / practising : nothing};
  }
};

// The past of everybody when a window begins.
struct Past {
  std::vector<int> first_day, first_used;
  std::vector<bool> last_used;
  Past(const Opportunities& data, int from)
      : first_day(data.people.size(), never), first_used(first_day), last_used(data.people.size()) {
    for (const Opportunity& row : data.rows)
      if (row.day < from) add(row.person, row.day, row.used);
  }
  void add(std::uint32_t person, int day, bool used) {
    if (first_day[person] == never) first_day[person] = day;
    if (used && first_used[person] == never) first_used[person] = day;
    last_used[person] = used;
  }
  static bool had(int day, int before) { return day != never && day < before; }
};

// One run of a window. A gate stays as strict as it was at the begin: what it will let through is not known.
Course simulated(const Opportunities& data, std::span<const Occasion> window, const Past& past, const Pair& model,
                 bool ties, std::uint64_t seed, std::uint32_t run) {
  const KeyedRandom random(seed, run);
  Past now = past;
  Course course;
  for (Occasion occasion : window) {
    const std::uint32_t person = occasion.person;
    occasion.standing = now.first_used[person] == never ? Standing::never
                        : now.last_used[person]         ? Standing::practising
                                                        : Standing::lapsed;
    if (ties) {
      double known = 0, users = 0;
      for (const Opportunities::Tie& tie : data.ties[person]) {
        if (tie.day >= occasion.day) break;
        known += Past::had(now.first_day[tie.other], occasion.day);
        users += Past::had(now.first_used[tie.other], occasion.day);
      }
      occasion.has_ties = known > 0;
      occasion.ties = known > 0 ? users / known : 0;
    }
    const double luck =
        open_unit_interval(random.draw(person, static_cast<std::uint32_t>(occasion.day + 1'000'000), using_it));
    const bool used = luck < model.of(occasion).probability(occasion);
    course.add(occasion.standing, used);
    now.add(person, occasion.day, used);
  }
  return course;
}

struct Predicted {
  Window window;
  std::vector<Occasion> occasions;
  std::vector<std::vector<double>> scores;  // per form, per occasion
  std::vector<ForwardRow> forward;
};

Predicted predicted(const Opportunities& data, std::span<const Occasion> occasions, const OccasionSettings& settings,
                    const Window& window) {
  Predicted out{window, {}, {}, {}};
  std::vector<Occasion> before;
  for (const Occasion& occasion : occasions)
    if (occasion.day < window.from)
      before.push_back(occasion);
    else if (occasion.day < window.until)
      out.occasions.push_back(occasion);
  std::vector<Occasion> ahead = out.occasions;
  std::vector<double> strictness;
  for (std::uint32_t gate = 0; gate < data.gates.size(); ++gate)
    strictness.push_back(strictness_of(data, gate, window.from, std::nullopt));
  for (Occasion& occasion : ahead)
    if (!strictness.empty()) occasion.gate = strictness[data.rows[occasion.row].gate];
  Course observed;
  for (const Occasion& occasion : out.occasions) observed.add(occasion.standing, occasion.used);
  const Past past(data, window.from);
  const std::vector<int> once(data.people.size(), 1);
  for (const OccasionForm& form : occasion_forms()) {
    const Pair model(form, data, before, once);
    out.scores.emplace_back();
    for (const Occasion& occasion : out.occasions) out.scores.back().push_back(model.of(occasion).log_score(occasion));
    std::array<std::vector<double>, Course::measures.size()> values;
    for (int run = 0; run < settings.runs; ++run) {
      const auto course =
          simulated(data, ahead, past, model, form.ties, settings.seed, static_cast<std::uint32_t>(run)).values();
      for (std::size_t m = 0; m < values.size(); ++m)
        if (!std::isnan(course[m])) values[m].push_back(course[m]);
    }
    for (std::size_t m = 0; m < values.size(); ++m) {
      double sum = 0;
      for (const double value : values[m]) sum += value;
      const double mean = values[m].empty() ? nothing : sum / static_cast<double>(values[m].size());
      out.forward.push_back({window.name(), form.name, Course::measures[m], observed.values()[m],
                             resampled_estimate(mean, std::move(values[m]))});
    }
  }
  return out;
}

// Log scores an opportunity, of each form and as its difference from what it is held against, over some windows
// together.
void add_scores(OccasionStudy& study, std::span<const Predicted> windows, const std::string& days,
                std::span<const std::vector<int>> resamples) {
  const auto forms = occasion_forms();
  for (const bool only_first : {false, true}) {
    const auto mean = [&](std::size_t form, std::size_t minus, const std::vector<int>* weights) {
      double sum = 0, times = 0;
      for (const Predicted& window : windows)
        for (std::size_t i = 0; i < window.occasions.size(); ++i) {
          const Occasion& occasion = window.occasions[i];
          if (only_first && occasion.standing != Standing::never) continue;
          const double weight = weights ? (*weights)[occasion.person] : 1;
          sum += weight * (window.scores[form][i] - (minus == no_form ? 0 : window.scores[minus][i]));
          times += weight;
        }
      return sum / times;
    };
    const auto add = [&](std::size_t form, std::size_t minus) {
      std::vector<double> values;
      for (const std::vector<int>& weights : resamples)
        if (const double value = mean(form, minus, &weights); !std::isnan(value)) values.push_back(value);
      study.scores.push_back({days, forms[form].name, minus == no_form ? "" : forms[minus].name,
                              only_first ? "log_score_first_use" : "log_score",
                              resampled_estimate(mean(form, minus, nullptr), std::move(values))});
    };
    for (std::size_t form = 0; form < forms.size(); ++form) add(form, no_form);
    for (std::size_t form = 0; form < forms.size(); ++form)
      if (!forms[form].minus.empty())
        add(form,
            static_cast<std::size_t>(std::ranges::find(forms, forms[form].minus, &OccasionForm::name) - forms.begin()));
  }
}

}  // namespace

std::vector<int> resampled_persons(std::size_t people, std::uint64_t seed, std::uint32_t number) {
  std::vector<int> weights(people);
  const KeyedRandom random(seed, number);
  for (std::uint32_t i = 0; i < people; ++i)
    ++weights[static_cast<std::size_t>(std::uint64_t{random.draw(i, 0, resampling)} * people >> 32)];
  return weights;
}

OccasionStudy study_occasions(const Opportunities& data, const OccasionSettings& settings, const Workers& workers,
                              const std::function<void(double done)>& progress) {
  OccasionStudy study;
  const std::vector<Occasion> all = occasions(data);
  study.occasions = all.size();
  std::vector<std::vector<int>> resamples;
  for (int number = 0; number < settings.resamples; ++number)
    resamples.push_back(resampled_persons(data.people.size(), settings.seed, static_cast<std::uint32_t>(number)));
  set_rates(study, data, all, resamples);
  std::vector<Window> windows;
  if (settings.fit_until) {
    windows.push_back({*settings.fit_until, data.last_day + 1});
    for (int from = *settings.fit_until; from <= data.last_day; from += settings.window)
      windows.push_back({from, std::min(from + settings.window, data.last_day + 1)});
  }
  const auto forms = occasion_forms();
  std::vector<OccasionStudy> fitted(forms.size());
  std::vector<Predicted> made(windows.size());
  std::atomic<int> done{0};
  const double work = static_cast<double>(forms.size() + windows.size());
  workers.for_each(forms.size() + windows.size(), [&](std::size_t piece) {
    if (progress) progress(done / work);
    if (piece < forms.size())
      add_terms(fitted[piece], forms[piece], data, all, resamples);
    else
      made[piece - forms.size()] = predicted(data, all, settings, windows[piece - forms.size()]);
    ++done;
  });
  for (OccasionStudy& one : fitted) std::ranges::move(one.terms, std::back_inserter(study.terms));
  if (made.empty()) return study;
  const std::span<const Predicted> rolling = std::span(made).subspan(1);
  add_scores(study, rolling, "all", resamples);
  for (const Predicted& window : rolling) add_scores(study, std::span(&window, 1), window.window.name(), resamples);
  if (rolling.size() > 1) add_scores(study, std::span(made).first(1), made[0].window.name() + " at once", resamples);
  for (Predicted& window : made) std::ranges::move(window.forward, std::back_inserter(study.forward));
  return study;
}

}  // namespace kantel::adoption
