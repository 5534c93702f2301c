#include "studies/adoption/hazard.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

namespace kantel::adoption {

namespace {

using enum Calendar;
using enum Granted;

//  name, calendar, what it does to contagion, ties, place, frailty
constexpr HazardForm forms[] = {
    {"kernel", none, added, true, false, false, "p + q·g, g = y²/(y² + θ²) of those one names"},
    {"bass", none, added, false, true, false, "p + q·Y, Y of one's place"},
    {"constant", none, added, false, false, false, "p"},
    {"calendar", line, added, false, false, false, "p·exp(b·u), u the period from −1 to 1"},
    {"calendar_curve", curve, added, false, false, false, "p·exp(b·u + c·u²)"},
    {"kernel_on_calendar", curve, added, true, false, false, "p·exp(b·u + c·u²) + q·g"},
    {"kernel_times_calendar", curve, multiplied, true, false, false, "(p + q·g)·exp(b·u + c·u²)"},
    {"kernel_and_bass", none, added, true, true, false, "p + q·g + r·Y"},
    {"constant_frailty", none, added, false, false, true, "p, times a person's own factor of variance v"},
    {"kernel_frailty", none, added, true, false, true, "p + q·g, times a person's own factor of variance v"},
};

// What those a person looks at had done by each period, as a share.
double share_of_named(const AdoptionData& data, Person person, int by_period) {
  const auto named = data.named_by(person);
  if (named.empty()) return 0;
  std::size_t started = 0;
  for (const Person other : named) started += data.period[other] <= by_period;
  return static_cast<double>(started) / static_cast<double>(named.size());
}

// Below this v·Λ, the series of (1 + v·Λ)^(−1/v) about v = 0 is the better arithmetic.
constexpr double nearly_none = 1e-4;

// Derivatives of the likelihood by the rate of each cell, and by v.
struct Slopes {
  std::vector<double> by_rate;
  double by_v = 0;
};

// Without frailty: a cell stands for itself.
double of_cells(std::span<const double> rate, const Counts& counts, Slopes& slopes) {
  double sum = 0;
  for (std::size_t cell = 0; cell < rate.size(); ++cell) {
    const double started = counts.started[cell], stayed = counts.stayed[cell];
    sum -= stayed * rate[cell];
    slopes.by_rate[cell] = -stayed;
    if (started == 0) continue;
    const double starts = -std::expm1(-rate[cell]);
    sum += started * std::log(starts);
    slopes.by_rate[cell] += started * (1 - starts) / starts;
  }
  return sum;
}

// With frailty: who has not started yet tells, by that, of their own factor, so that a path is taken as a whole.
double of_paths(const Hazard& hazard, const Exposure& exposure, std::span<const double> rate, const Counts& counts,
                Slopes& slopes) {
  double likelihood = 0;
  for (std::size_t i = 0; i < exposure.paths().size(); ++i) {
    const double people = counts.people[i];
    const Exposure::Path& path = exposure.paths()[i];
    const auto cells = exposure.cells_of(path);
    const auto known = static_cast<std::size_t>(counts.after);
    if (people == 0 || cells.size() <= known) continue;
    double sum = 0;
    for (std::size_t k = 0; k < known; ++k) sum += rate[cells[k]];
    const Survival entry = hazard.survival(sum);
    for (std::size_t k = known; k + 1 < cells.size(); ++k) sum += rate[cells[k]];
    const double before_last = sum;
    const Survival whole = hazard.survival(sum + rate[cells.back()]);
    // log S(whole), or log(S(before) − S(whole)), less log S(entry).
    double value = whole.log, by_v = whole.by_v, last = whole.by_sum, middle = last;
    if (path.starts) {
      const Survival before = hazard.survival(before_last);
      const double starts = -std::expm1(whole.log - before.log), stays = 1 - starts;
      value = before.log + std::log(starts);
      by_v = (before.by_v - stays * whole.by_v) / starts;
      last = -stays * whole.by_sum / starts;
      middle = last + before.by_sum / starts;
    }
    likelihood += people * (value - entry.log);
    slopes.by_v += people * (by_v - entry.by_v);
    for (std::size_t k = 0; k < cells.size(); ++k)
      slopes.by_rate[cells[k]] += people * (k + 1 == cells.size() ? last : k < known ? middle - entry.by_sum : middle);
  }
  return likelihood;
}

// `social_proof` per cell: g.
Values derivatives(const Hazard& hazard, const Exposure& exposure, const std::vector<double>& social_proof,
                   const Slopes& slopes) {
  Values sums{};
  const bool is_multiplied = hazard.form().granted == Granted::multiplied;
  const double of_q = hazard.value(Symbol::q), of_r = hazard.value(Symbol::r), of_p = hazard.value(Symbol::p);
  double by_theta = 0;
  for (std::size_t i = 0; i < exposure.cells().size(); ++i) {
    const Exposure::Cell& cell = exposure.cells()[i];
    const double h = hazard.calendar(cell.period), u = hazard.position(cell.period), g = social_proof[i];
    const double slope = slopes.by_rate[i], of_added = is_multiplied ? slope * h : slope;
    const double under_calendar = slope * h * (is_multiplied ? of_p + of_q * g + of_r * cell.place : of_p);
    sums[Symbol::p] += slope * h;
    sums[Symbol::b] += under_calendar * u;
    sums[Symbol::c] += under_calendar * u * u;
    sums[Symbol::q] += of_added * g;
    sums[Symbol::r] += of_added * cell.place;
    by_theta += of_added * g * (1 - g);  // dg/dθ = −2·g·(1 − g)/θ
  }
  sums[Symbol::theta] = -2 * of_q * by_theta / hazard.value(Symbol::theta);
  sums[Symbol::v] = slopes.by_v;
  return sums;
}

}  // namespace

std::span<const HazardForm> hazard_forms() { return forms; }

std::size_t hazard_form(std::string_view name) {
  const auto found = std::ranges::find(forms, name, &HazardForm::name);
  assert(found != std::end(forms));
  return static_cast<std::size_t>(found - std::begin(forms));
}

std::vector<HazardParameter> parameters_of(const HazardForm& form) {
  std::vector<HazardParameter> parameters{{"p", Symbol::p, 1e-5, 10, Scale::logarithmic}};
  if (form.calendar != none) parameters.push_back({"b", Symbol::b, -10, 10, Scale::linear});
  if (form.calendar == curve) parameters.push_back({"c", Symbol::c, -10, 10, Scale::linear});
  if (form.ties) parameters.push_back({"q", Symbol::q, 0, 10, Scale::from_zero});
  if (form.ties)
    parameters.push_back({"theta", Symbol::theta, .05, .95, Scale::logarithmic});  // as the change model clips
  // Where one looks at one's place alone, its weight is Bass's q.
  if (form.place) parameters.push_back({form.ties ? "r" : "q", Symbol::r, 0, 10, Scale::from_zero});
  if (form.frailty) parameters.push_back({"v", Symbol::v, 0, 20, Scale::from_zero});
  return parameters;
}

Hazard::Hazard(const HazardForm& form, std::span<const double> values, int periods)
    : form_(&form), values_{}, periods_(periods), calendar_(static_cast<std::size_t>(periods) + 1, 1.0) {
  values_[Symbol::theta] = 1;
  std::size_t next = 0;
  for (const HazardParameter& parameter : parameters_of(form)) values_[parameter.symbol] = values[next++];
  if (form.calendar == none) return;
  for (int period = 1; period <= periods; ++period) {
    const double u = position(period);
    calendar_[static_cast<std::size_t>(period)] = std::exp(values_[Symbol::b] * u + values_[Symbol::c] * u * u);
  }
}

Survival Hazard::survival(double sum) const {
  const double variance = values_[Symbol::v], x = variance * sum;
  if (x < nearly_none) return {sum * (x / 2 - x * x / 3 - 1), -1 / (1 + x), sum * sum * (.5 - 2 * x / 3)};
  const double log = std::log1p(x);
  return {-log / variance, -1 / (1 + x), (log - x / (1 + x)) / (variance * variance)};
}

double Counts::person_periods() const {
  return std::accumulate(started.begin(), started.end(), 0.0) + std::accumulate(stayed.begin(), stayed.end(), 0.0);
}

Exposure::Exposure(const AdoptionData& data, bool ties, bool place) {
  std::map<std::tuple<int, double, double>, std::uint32_t> cell_at;
  std::map<std::pair<std::vector<std::uint32_t>, bool>, std::uint32_t> path_at;
  std::vector<std::uint32_t> lived;
  for (std::size_t here = 0; here < data.places.size(); ++here)
    for (Person person = data.first_of_place[here]; person < data.first_of_place[here + 1]; ++person) {
      lived.clear();
      for (int period = 1; period <= std::min(data.periods, data.period[person]); ++period) {
        const double y = ties ? share_of_named(data, person, period - 1) : 0;
        const double of_place = place ? data.observed_share(here, period - 1) : 0;
        const auto [cell, fresh] =
            cell_at.try_emplace({period, y, of_place}, static_cast<std::uint32_t>(cells_.size()));
        if (fresh) cells_.push_back({period, y, of_place});
        lived.push_back(cell->second);
      }
      const bool starts = data.period[person] <= data.periods;
      const auto [path, fresh] = path_at.try_emplace({lived, starts}, static_cast<std::uint32_t>(paths_.size()));
      if (fresh) {
        const auto first = static_cast<std::uint32_t>(path_cells_.size());
        path_cells_.insert(path_cells_.end(), lived.begin(), lived.end());
        paths_.push_back({first, static_cast<std::uint32_t>(path_cells_.size()), starts});
      }
      path_of_.push_back(path->second);
    }
}

Counts Exposure::counts(std::span<const int> weight, int after) const {
  Counts counts{std::vector<double>(cells_.size()), std::vector<double>(cells_.size()),
                std::vector<double>(paths_.size()), after};
  for (std::size_t person = 0; person < weight.size(); ++person) counts.people[path_of_[person]] += weight[person];
  for (std::size_t i = 0; i < paths_.size(); ++i) {
    if (counts.people[i] == 0) continue;
    const auto cells = cells_of(paths_[i]);
    for (auto k = static_cast<std::size_t>(after); k < cells.size(); ++k)
      (paths_[i].starts && k + 1 == cells.size() ? counts.started : counts.stayed)[cells[k]] += counts.people[i];
  }
  return counts;
}

double log_likelihood(const Hazard& hazard, const Exposure& exposure, const Counts& counts,
                      std::span<double> gradient) {
  const auto& cells = exposure.cells();
  std::vector<double> rate(cells.size()), social_proof(cells.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    social_proof[i] = hazard.social_proof(cells[i].y);
    rate[i] = hazard.rate(cells[i].period, social_proof[i], cells[i].place);
  }
  Slopes slopes{std::vector<double>(cells.size())};
  const double value =
      hazard.form().frailty ? of_paths(hazard, exposure, rate, counts, slopes) : of_cells(rate, counts, slopes);
  if (gradient.empty()) return value;
  const Values by_symbol = derivatives(hazard, exposure, social_proof, slopes);
  std::size_t next = 0;
  for (const HazardParameter& parameter : parameters_of(hazard.form())) gradient[next++] = by_symbol[parameter.symbol];
  return value;
}

}  // namespace kantel::adoption
