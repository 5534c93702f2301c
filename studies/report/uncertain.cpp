#include "studies/report/uncertain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"

namespace kantel::report {

namespace {

using Json = nlohmann::ordered_json;

struct Row {
  const char *metric, *words;
  int day = 0;  // of a milestone: shown where it is not the last day
};
constexpr std::array<Row, 6> drawn_rows{{{"practising_60", "practising, day 60", 60},
                                         {"practising_250", "practising, day 250", 250},
                                         {"practising_end", "practising, end"},
                                         {"durable_end", "internalised, end"},
                                         {"retained_60", "kept for 60 days"},
                                         {"dip_depth", "dip in output"}}};
constexpr std::array<Row, 2> main_rows{{{"practising_end", "practising"}, {"durable_end", "internalised practice"}}};

constexpr std::size_t few = 2;  // so many pairs are told one by one

const std::vector<Stroke>& strokes() {
  static const std::vector<Stroke> list{{"at the defaults, and the 95% interval that luck leaves", "#56b4e9", {}},
                                        {"mean of the draws, and where 9 in 10 of them lie", "#e69f00", {}}};
  return list;
}

// "that rollout is ahead of movement in practising holds in 58 of 64 draws (9 in 10) and turns round in 6"
std::string held(const Results& results, const Results::Pair& pair, const Row& row, const std::string& of_what) {
  const Metric at_defaults = results.metric(pair.name(), row.metric);
  const Drawn drawn = results.drawn(pair.name(), row.metric);
  if (!at_defaults.value.is_defined() || at_defaults.value.mean == 0 || drawn.draws == 0) return "";
  const bool later_ahead = at_defaults.value.mean > 0;
  const std::string &ahead = later_ahead ? pair.later : pair.earlier, &behind = later_ahead ? pair.earlier : pair.later;
  std::string text = "that " + ahead + " is ahead of " + behind + " in " + row.words + " holds in " +
                     share_words(drawn.holds, drawn.draws, of_what);
  if (drawn.holds < drawn.draws)
    text += drawn.turns == 0 ? " and turns round in none" : " and turns round in " + grouped(drawn.turns);
  if (at_defaults.value.includes_zero()) text += ", though luck alone could turn it";
  return text;
}

std::string goes_with(const Results& results, const Results::Pair& pair, const Row& row) {
  std::vector<std::string> names;
  for (const DrawnSettings::Dependence& one : results.about.uncertain.depends)
    if (one.arm == pair.name() && one.metric == row.metric && names.size() < 3)
      names.push_back(one.key.substr(one.key.find('.') + 1) + " (" + (one.rank_correlation > 0 ? "+" : "") +
                      fixed(one.rank_correlation, 2) + ")");
  return names.empty()
             ? ""
             : std::string(row.words) + " of " + pair.later + " minus " + pair.earlier + " with " + listed(names);
}

// "the order in practising on the last day holds in 45 of 64 draws for movement minus rollout, 50 for …"
std::string held_by_pair(const Results& results, const std::vector<Results::Pair>& pairs, const Row& row) {
  std::vector<std::string> parts;
  for (const auto& pair : pairs)
    if (const Drawn drawn = results.drawn(pair.name(), row.metric); drawn.draws > 0)
      parts.push_back(grouped(drawn.holds) + " of " + grouped(drawn.draws) + " for " + pair.later + " minus " +
                      pair.earlier);
  return parts.empty() ? "" : "the order in " + std::string(row.words) + " on the last day holds in " + listed(parts);
}

// "of 12 differences, 9 go with q and 1 with delta", by rank correlation over draws.
std::string goes_with_most(const Results& results, const std::vector<Results::Pair>& pairs) {
  std::vector<std::pair<std::string, int>> counts;
  for (const DrawnSettings::Dependence& one : results.about.uncertain.depends) {
    if (std::ranges::find(pairs, one.arm, &Results::Pair::name) == pairs.end()) continue;
    if (std::ranges::find(main_rows, one.metric, &Row::metric) == main_rows.end()) continue;
    const auto known = std::ranges::find(counts, one.key, &std::pair<std::string, int>::first);
    known == counts.end() ? counts.push_back({one.key, 1}) : static_cast<void>(++known->second);
  }
  if (counts.empty()) return "";
  std::ranges::stable_sort(counts, std::ranges::greater{}, &std::pair<std::string, int>::second);
  std::vector<std::string> parts;
  for (const auto& [key, count] : counts)
    if (parts.size() < 3)
      parts.push_back(grouped(count) + (count == 1 ? " goes with " : " go with ") + key.substr(key.find('.') + 1));
  return "of these " + std::to_string(pairs.size() * main_rows.size()) + " differences, by rank correlation, " +
         listed(parts);
}

// "A. B. ", each with a capital.
void add_sentence(std::string& text, const std::string& sentence) {
  if (!sentence.empty()) text += (text.empty() ? "" : " ") + capitalised(sentence) + ".";
}

std::string figure_sentence(const Results& results) {
  const DrawnSettings& about = results.about.uncertain;
  std::string text = grouped(about.finished) + " draws of " + counted(about.numbers, "number") +
                     " that nobody knows exactly, each from its plausible range and all at once, " +
                     counted(about.replicates, "replicate") + " a draw.";
  const auto pairs = drawn_pairs(results);
  if (pairs.size() > few) {
    for (const Row& row : main_rows) add_sentence(text, held_by_pair(results, pairs, row));
    add_sentence(text, goes_with_most(results, pairs));
  } else {
    std::string with;
    for (const auto& pair : pairs)
      for (const Row& row : main_rows) {
        add_sentence(text, held(results, pair, row, " draws"));
        if (const std::string found = goes_with(results, pair, row); !found.empty())
          with += (with.empty() ? "" : "; ") + found;
      }
    if (!with.empty()) add_sentence(text, "over draws, differences go with (rank correlation): " + with);
  }
  double luck = 0;
  for (const auto& pair : pairs)
    for (const Row& row : main_rows)
      if (const double share = results.drawn(pair.name(), row.metric).luck; std::isfinite(share))
        luck = std::max(luck, share);
  if (luck > 0)
    text += " Of the variance between draws, luck explains " +
            (luck < .005 ? "less than 1%" : "at most " + told(luck, Scale::percent)) + ".";
  if (!about.held.empty()) {
    std::vector<std::string> names;
    for (const std::string& key : about.held) names.push_back(key.substr(key.find('.') + 1));
    text += " Not drawn, since the scenario decides them: " + listed(names) + ".";
  }
  return text;
}

// With room for the longest, from a multiple of five or twenty to another.
std::pair<double, double> domain_of(const std::vector<double>& values) {
  double low = 0, high = 0;
  for (const double value : values)
    if (std::isfinite(value)) low = std::min(low, value), high = std::max(high, value);
  const double step = high - low > 60 ? 20 : high - low > 12 ? 5 : 1;
  low = std::floor(low / step) * step, high = std::ceil(high / step) * step;
  return low < high ? std::pair{low, high} : std::pair{-step, step};
}

Json number(double value) { return std::isfinite(value) ? Json(std::round(value * 100) / 100) : Json(nullptr); }

}  // namespace

std::string share_words(int part, int all, const std::string& of_what) {
  if (part == all) return "all " + grouped(all) + of_what;
  const long tenths = std::lround(10.0 * part / all);
  const std::string about = part == 0      ? "none"
                            : tenths == 0  ? "fewer than 1 in 10"
                            : tenths == 10 ? "more than 9 in 10"
                                           : std::to_string(tenths) + " in 10";
  return grouped(part) + " of " + grouped(all) + of_what + " (" + about + ")";
}

std::string uncertain_sentence(const Results& results) {
  if (results.about.uncertain.draws == 0) return "";
  std::string text;
  for (const Row& row : main_rows) {
    if (results.arms.size() == 1) {
      const Estimate spread = results.drawn(results.arms[0], row.metric).spread;
      add_sentence(text, "in 9 of 10 of the worlds we consider possible, " + std::string(row.words) + " ends between " +
                             told(spread.low, Scale::percent) + " and " + told(spread.high, Scale::percent));
      continue;
    }
    // The two highest arms, as the paragraph names them.
    std::vector<std::string> arms = results.arms;
    std::ranges::stable_sort(arms, std::ranges::greater{}, [&](const std::string& arm) {
      const double mean = results.metric(arm, row.metric).value.mean;
      return std::isfinite(mean) ? mean : -1;
    });
    for (const auto& pair : results.pairs())
      if ((pair.later == arms[0] && pair.earlier == arms[1]) || (pair.later == arms[1] && pair.earlier == arms[0]))
        add_sentence(text, held(results, pair, row, " of the worlds we consider possible"));
  }
  return text;
}

nlohmann::ordered_json uncertain_panels(const Results& results) {
  Json panels = Json::array(), names = Json::array(), colors = Json::array();
  for (const Stroke& stroke : strokes()) {
    names.push_back(stroke.label);
    colors.push_back(stroke.color);
  }
  for (const auto& pair : drawn_pairs(results)) {
    Json bars = Json::array(), order = Json::array();
    std::vector<double> all;
    for (const Row& row : drawn_rows) {
      const Estimate at_defaults = results.metric(pair.name(), row.metric).value.scaled(100),
                     draws = results.drawn(pair.name(), row.metric).spread.scaled(100);
      if (!at_defaults.is_defined() || row.day >= results.last_day()) continue;
      order.push_back(row.words);
      for (std::size_t series = 0; const Estimate& one : {at_defaults, draws}) {
        bars.push_back({row.words, names[series++], number(one.mean), number(one.low), number(one.high)});
        all.insert(all.end(), {one.mean, one.low, one.high});
      }
    }
    const auto [low, high] = domain_of(all);
    panels.push_back({{"chart", "bars"},
                      {"y", "difference, percentage points"},
                      {"height", 40 + 48 * static_cast<int>(order.size())},
                      {"names", names},
                      {"colors", colors},
                      {"y_order", order},
                      {"bars", bars},
                      {"domain", {low, high}},
                      {"description", "Two bars for each measure of " + pair.later + " minus " + pair.earlier +
                                          ": at the defaults with the interval that luck leaves, and over draws of the "
                                          "parameters with where 9 in 10 of them lie."}});
  }
  return panels;
}

Figure uncertain_figure(const Results& results) {
  std::vector<std::string> titles;
  for (const auto& pair : drawn_pairs(results)) titles.push_back(pair.later + " minus " + pair.earlier);
  return {"uncertain",
          "How sure it is: luck, and what nobody knows",
          legend(strokes()),
          plots("uncertain", titles, titles.size() == 1 ? "one" : "two"),
          figure_sentence(results),
          uncertain_table(results)};
}

}  // namespace kantel::report
