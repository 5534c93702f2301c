// The sentences about people: what holds them back, their needs, what it costs, need for structure, the same people.
#include <algorithm>
#include <array>

#include "studies/report/asked.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

constexpr std::array<const char*, 5> gates{"know", "want", "can", "dare", "may"};

using Values = std::vector<std::pair<std::string, double>>;

// Of the arms that have panels.
Values on_day(const Results& results, const char* measure, int day) {
  Values values;
  for (const std::string& arm : told_arms(results))
    values.emplace_back(arm, estimate_on(results.curve(arm, measure), day).mean);
  return values;
}

Values of_metric(const Results& results, const char* metric, double divisor) {
  Values values;
  for (const std::string& arm : told_arms(results))
    values.emplace_back(arm, results.metric(arm, metric).value.mean / divisor);
  return values;
}

bool any_defined(const Values& values) {
  return std::ranges::any_of(values, [](const auto& one) { return std::isfinite(one.second); });
}

std::string gate_words(const std::string& gate) { return say("gate." + gate); }

// By unit: one gate everywhere, or those that occur.
std::string units_sentence(const Results& results, int day) {
  std::vector<std::string> seen;
  for (const std::string& arm : told_arms(results))
    for (const std::string& unit : results.units)
      if (const Block block = strongest_block(results, arm, unit, day);
          !block.gate.empty() && std::ranges::find(seen, gate_words(block.gate)) == seen.end())
        seen.push_back(gate_words(block.gate));
  if (seen.empty() || results.units.size() < 2) return "";
  return " " + (seen.size() == 1 ? say("caption.units_one", {{"gate", seen[0]}})
                                 : say("caption.units_differ", {{"list", listed(seen)}}));
}

}  // namespace

std::string pair_words(const Results::Pair& pair) {
  return say("against", {{"a", name_words(pair.later)}, {"b", name_words(pair.earlier)}});
}

Estimate held_back(const Results& results, const std::string& arm, const std::string& group, const std::string& gate,
                   int day) {
  const Estimate doing = estimate_on(results.curve(arm, "practising", group), day),
                 share = estimate_on(results.curve(arm, "barrier_" + gate, group), day);
  return share.scaled(1 - doing.mean);
}

Block strongest_block(const Results& results, const std::string& arm, const std::string& group, int day) {
  Block strongest;
  for (const char* gate : gates)
    if (const Estimate share = held_back(results, arm, group, gate, day);
        share.is_defined() && share.mean > 0 && (strongest.gate.empty() || share.mean > strongest.share.mean))
      strongest = {gate, share};
  return strongest;
}

std::string barriers_sentence(const Results& results) {
  const int day = results.recorded_until(results.day_under_pressure());
  std::vector<std::string> parts;
  for (const std::string& arm : told_arms(results))
    if (const Block block = strongest_block(results, arm, "all", day); !block.gate.empty())
      parts.push_back(say("caption.barrier", {{"gate", gate_words(block.gate)},
                                              {"x", told_whole(block.share.mean, Scale::percent)},
                                              {"a", name_words(arm)}}));
  if (parts.empty()) return say("caption.no_barrier", {{"day", std::to_string(day)}});
  return say("caption.barriers", {{"day", std::to_string(day)}, {"list", listed(parts)}}) +
         units_sentence(results, day);
}

std::string needs_sentence(const Results& results) {
  const int day = results.day_under_pressure();
  return say("caption.needs", {{"day", std::to_string(day)},
                               {"list", ranked(on_day(results, "autonomy", day), Scale::level)},
                               {"trust", ranked(on_day(results, "trust", day), Scale::level)}});
}

std::string cost_sentence(const Results& results) {
  const double people = static_cast<double>(std::max(1LL, results.about.employees));
  std::string text = say("caption.cost", {{"hours", ranked(of_metric(results, "hours_total", people), Scale::hours)},
                                          {"exits", ranked(of_metric(results, "exits", 1), Scale::count)}});
  const Values gained = of_metric(results, "gained_durable", 1);
  return any_defined(gained) ? text + " " + say("caption.gained", {{"list", ranked(gained, Scale::points)}}) : text;
}

std::string terciles_sentence(const Results& results) {
  const int day = results.recorded_until(results.day_under_pressure());
  std::vector<std::string> parts;
  for (const std::string& arm : told_arms(results)) {
    const Estimate low = estimate_on(results.curve(arm, "internalisation", "structure=low"), day),
                   high = estimate_on(results.curve(arm, "internalisation", "structure=high"), day);
    if (low.is_defined() && high.is_defined())
      parts.push_back(say("caption.from_to", {{"x", told_whole(low.mean, Scale::level)},
                                              {"y", told_whole(high.mean, Scale::level)},
                                              {"a", name_words(arm)}}));
  }
  if (parts.empty()) return say("caption.terciles_undefined");
  return say("caption.terciles", {{"day", std::to_string(day)}, {"list", listed(parts)}});
}

std::string same_people_sentence(const Results& results) {
  const auto days = results.same_people_days();
  const auto pairs = asked_pairs(results);
  if (days.empty() || pairs.empty()) return "";
  const int day = days.back();
  const auto& pair = pairs.front();
  const Estimate value =
      results.difference_of(pair.later, pair.earlier, "same_people_internalisation_" + std::to_string(day)).value;
  if (!value.is_defined()) return say("caption.same_people_none");
  const std::string higher = name_words(value.mean < 0 ? pair.earlier : pair.later);
  return say(value.includes_zero() ? "caption.same_people_luck" : "caption.same_people",
             {{"a", name_words(pair.later)},
              {"b", name_words(pair.earlier)},
              {"day", std::to_string(day)},
              {"x", told_whole(std::abs(value.mean), Scale::level)},
              {"c", higher}});
}

}  // namespace kantel::report
