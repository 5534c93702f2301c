#include "studies/report/uncertain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "studies/report/asked.hpp"
#include "studies/report/panels.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<const char*, 6> drawn_metrics{"practising_60", "practising_250", "practising_end",
                                                   "durable_end",   "retained_60",    "dip_depth"};
constexpr std::array<const char*, 2> main_metrics{"practising_end", "durable_end"};

std::vector<Stroke> strokes() {
  const Json& colors = panels::theme()["sureness"];
  return {{say("series.luck"), colors["luck"], {}}, {say("series.assumptions"), colors["assumptions"], {}}};
}

bool is_shown(const Results& results, const std::string& metric) {
  const auto day = metric.substr(metric.rfind('_') + 1);
  return !metric.starts_with("practising_") || day == "end" || std::stoi(day) < results.last_day();
}

// "rollout ahead of movement in doing it: in 58 of 64 draws (9 in 10), and turned round in 6"
std::string held(const Results& results, const Results::Pair& pair, const char* metric) {
  const Metric at_defaults = results.difference_of(pair.later, pair.earlier, metric);
  const Drawn drawn = results.drawn_difference(pair.later, pair.earlier, metric);
  if (!at_defaults.value.is_defined() || at_defaults.value.mean == 0 || drawn.draws == 0) return "";
  const bool first_ahead = at_defaults.value.mean > 0;
  std::string text = say("caption.uncertain_held", {{"a", name_words(first_ahead ? pair.later : pair.earlier)},
                                                    {"b", name_words(first_ahead ? pair.earlier : pair.later)},
                                                    {"what", say("series." + std::string(spoken_stem(metric)))},
                                                    {"held", share_words(drawn.holds, drawn.draws, say("draws"))}});
  if (drawn.holds < drawn.draws) text += say("caption.uncertain_turns", {{"n", grouped(drawn.turns)}});
  if (at_defaults.value.includes_zero()) text += say("caption.uncertain_luck");
  return text;
}

// The keys that the shown differences go with, the most frequent first.
std::string goes_with(const Results& results, const std::vector<Results::Pair>& pairs) {
  std::vector<std::pair<std::string, int>> counts;
  for (const DrawnSettings::Dependence& one : results.about.uncertain.depends) {
    if (std::ranges::none_of(pairs, [&](const auto& pair) {
          return one.arm == pair.name() || one.arm == pair.earlier + "-" + pair.later;
        }))
      continue;
    if (std::ranges::find(main_metrics, one.metric) == main_metrics.end()) continue;
    const auto known = std::ranges::find(counts, one.key, &std::pair<std::string, int>::first);
    known == counts.end() ? counts.push_back({one.key, 1}) : static_cast<void>(++known->second);
  }
  std::ranges::stable_sort(counts, std::ranges::greater{}, &std::pair<std::string, int>::second);
  std::vector<std::string> names;
  for (const auto& [key, count] : counts)
    if (names.size() < 3) names.push_back(name_words(key.substr(key.find('.') + 1)));
  return names.empty() ? "" : " " + say("caption.uncertain_with", {{"list", listed(names)}});
}

std::string figure_sentence(const Results& results) {
  const DrawnSettings& about = results.about.uncertain;
  const auto pairs = asked_pairs(results);
  std::string text = say("caption.uncertain", {{"n", grouped(about.finished)}, {"numbers", grouped(about.numbers)}});
  double luck = 0;
  for (const auto& pair : pairs)
    for (const char* metric : main_metrics) {
      if (const std::string found = held(results, pair, metric); !found.empty()) text += " " + capitalised(found) + ".";
      if (const double share = results.drawn_difference(pair.later, pair.earlier, metric).luck; std::isfinite(share))
        luck = std::max(luck, share);
    }
  text += goes_with(results, pairs);
  if (luck > 0)
    text += " " + say("caption.uncertain_share",
                      {{"x", luck < .005 ? say("caption.uncertain_least")
                                         : say("caption.uncertain_most", {{"x", told_whole(luck, Scale::percent)}})}});
  if (!about.held.empty()) {
    std::vector<std::string> names;
    for (const std::string& key : about.held) names.push_back(name_words(key.substr(key.find('.') + 1)));
    text += " " + say("caption.uncertain_not", {{"list", listed(names)}});
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

std::string share_words(int part, int all, const std::string& what) {
  if (part == all) return say("share.all", {{"n", grouped(all)}, {"what", what}});
  const long tenths = std::lround(10.0 * part / all);
  const std::string about = part == 0      ? say("share.none")
                            : tenths == 0  ? say("share.fewer")
                            : tenths == 10 ? say("share.more")
                                           : say("share.tenths", {{"n", std::to_string(tenths)}});
  return say("share.part", {{"part", grouped(part)}, {"n", grouped(all)}, {"what", what}, {"about", about}});
}

nlohmann::ordered_json uncertain_panels(const Results& results) {
  Json list = Json::array(), names = Json::array(), colors = Json::array();
  for (const Stroke& stroke : strokes()) {
    names.push_back(stroke.label);
    colors.push_back(stroke.color);
  }
  for (const auto& pair : asked_pairs(results)) {
    Json bars = Json::array(), order = Json::array();
    std::vector<double> all;
    for (const std::string metric : drawn_metrics) {
      const Estimate at_defaults = results.difference_of(pair.later, pair.earlier, metric).value.scaled(100),
                     draws = results.drawn_difference(pair.later, pair.earlier, metric).spread.scaled(100);
      if (!at_defaults.is_defined() || !is_shown(results, metric)) continue;
      const std::string words = metric_words(results, metric);
      order.push_back(words);
      for (std::size_t series = 0; const Estimate& one : {at_defaults, draws}) {
        bars.push_back({words, names[series++], number(one.mean), number(one.low), number(one.high)});
        all.insert(all.end(), {one.mean, one.low, one.high});
      }
    }
    const auto [low, high] = domain_of(all);
    const std::string title = capitalised(pair_words(pair));
    list.push_back({{"chart", "bars"},
                    {"title", title},
                    {"y", say("axis.difference")},
                    {"height", 30 + 34 * static_cast<int>(order.size())},
                    {"names", names},
                    {"colors", colors},
                    {"y_order", order},
                    {"bars", bars},
                    {"domain", {low, high}},
                    {"format", ",.10~g"},
                    {"description", say("describe.uncertain", {{"pair", title}})}});
  }
  return list;
}

Figure uncertain_figure(const Results& results) {
  std::vector<std::string> titles;
  for (const auto& pair : asked_pairs(results)) titles.push_back(capitalised(pair_words(pair)));
  return {"uncertain",
          say("figure.uncertain"),
          legend(strokes()),
          plots("uncertain", titles, titles.size() == 1 ? "one" : "two"),
          figure_sentence(results),
          uncertain_table(results)};
}

}  // namespace kantel::report
