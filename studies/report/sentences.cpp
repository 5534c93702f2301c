#include "studies/report/sentences.hpp"

#include <algorithm>
#include <functional>

#include "studies/report/asked.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

constexpr std::size_t few = 4;    // so many arms are named one by one; of more, the highest and the lowest
constexpr double no_dip = 0.005;  // half a percent of output

struct Reached {
  std::string arm;
  Estimate value;
  int day = 0;
};

std::vector<Reached> per_arm(const Results& results, const std::function<Estimate(const std::string&)>& value_of) {
  std::vector<Reached> list;
  for (const std::string& arm : results.arms) list.push_back({arm, value_of(arm), 0});
  return list;
}

std::vector<Reached> on_day(const Results& results, const char* measure, int day) {
  return per_arm(results, [&](const std::string& arm) { return estimate_on(results.curve(arm, measure), day); });
}

std::string day_words(int day) { return told_whole(day, Scale::days); }

// When half of everybody does it, arm by arm; arms that never get so far are named at the end.
std::string half_sentence(const Results& results) {
  std::vector<std::string> never, parts;
  std::vector<Reached> when;
  for (const std::string& arm : results.arms) {
    const Estimate half = results.metric(arm, "t50").value;
    half.is_defined() ? when.push_back({arm, half, 0}) : never.push_back(name_words(arm));
  }
  std::ranges::stable_sort(when, {}, [](const Reached& one) { return one.value.mean; });
  if (when.size() > few) when = {when.front(), when.back()};
  for (const Reached& one : when) {
    const double reached = results.metric(one.arm, "t50_reached").value.mean;
    parts.push_back(
        say(reached < 1 ? "caption.half_some" : "caption.half_from", {{"day", told_whole(one.value.mean, Scale::days)},
                                                                      {"a", name_words(one.arm)},
                                                                      {"x", told_whole(reached, Scale::percent)}}));
  }
  if (!never.empty()) parts.push_back(say("caption.half_never", {{"list", listed(never)}}));
  return say("caption.half", {{"list", listed(parts)}});
}

// The day on which a curve is lowest or highest.
const Point* extreme(const Curve& curve, bool lowest) {
  const Point* found = nullptr;
  for (const Point& point : curve)
    if (point.value.is_defined() &&
        (!found || (lowest ? point.value.mean < found->value.mean : point.value.mean > found->value.mean)))
      found = &point;
  return found;
}

// "0.46 with rollout, on day 97 and 0.55 with movement, …", of more than two arms the first and the last; "" when
// undefined.
std::string extremes(const Results& results, const char* measure, bool lowest, Scale scale) {
  std::vector<Reached> list;
  for (const std::string& arm : told_arms(results))
    if (const Point* point = extreme(results.curve(arm, measure), lowest))
      list.push_back({arm, point->value, point->day});
  std::ranges::stable_sort(list, [&](const Reached& a, const Reached& b) {
    return lowest ? a.value.mean < b.value.mean : a.value.mean > b.value.mean;
  });
  if (list.size() > 2) list = {list.front(), list.back()};
  std::vector<std::string> parts;
  for (const Reached& one : list)
    parts.push_back(
        say(one.day == 0 ? "caption.start" : "caption.on",
            {{"x", told_whole(one.value.mean, scale)}, {"a", name_words(one.arm)}, {"day", day_words(one.day)}}));
  return listed(parts);
}

std::string of_pair(const Results& results, const Results::Pair& pair, const char* measure) {
  const Estimate value = estimate_on(results.difference(pair.later, pair.earlier, measure), results.last_day());
  if (!value.is_defined()) return say("undefined");
  const std::string text = told_whole_difference(value.mean, Scale::percent);
  return value.includes_zero() ? say("caption.luck", {{"x", text}}) : text;
}

}  // namespace

Estimate estimate_on(const Curve& curve, int day) {
  const Point* point = at_day(curve, day);
  return point ? point->value : Estimate{};
}

std::string ranked(const std::vector<std::pair<std::string, double>>& values, Scale scale) {
  std::vector<std::string> undefined_arms, parts;
  auto list = values;
  std::erase_if(list, [&](const auto& one) {
    if (!std::isfinite(one.second)) undefined_arms.push_back(name_words(one.first));
    return !std::isfinite(one.second);
  });
  std::ranges::stable_sort(list, std::ranges::greater{}, [](const auto& one) { return one.second; });
  if (list.size() > few)
    parts.push_back(say("caption.extremes", {{"x", told_whole(list.front().second, scale)},
                                             {"a", name_words(list.front().first)},
                                             {"y", told_whole(list.back().second, scale)},
                                             {"b", name_words(list.back().first)}}));
  else
    for (const auto& [arm, value] : list)
      parts.push_back(say("with", {{"x", told_whole(value, scale)}, {"a", name_words(arm)}}));
  if (!undefined_arms.empty()) parts.push_back(say("caption.undefined_in", {{"list", listed(undefined_arms)}}));
  return listed(parts);
}

namespace {

std::string ranked(const std::vector<Reached>& list, Scale scale) {
  std::vector<std::pair<std::string, double>> values;
  for (const Reached& one : list) values.emplace_back(one.arm, one.value.mean);
  return report::ranked(values, scale);
}

}  // namespace

std::string adoption_sentence(const Results& results) {
  return say("caption.adoption", {{"list", ranked(on_day(results, "practising", results.last_day()), Scale::percent)},
                                  {"half", half_sentence(results)}});
}

std::string durable_sentence(const Results& results) {
  const int last = results.last_day(), before = results.day_under_pressure();
  const auto of = [&](int day) { return ranked(on_day(results, "durable", day), Scale::percent); };
  std::string text = say("caption.lasting", {{"list", of(last)}});
  if (results.lifts_a_mandate() && before < last)
    text += " " + say("caption.lasting_before", {{"day", std::to_string(before)}, {"list", of(before)}});
  return text;
}

std::string difference_sentence(const Results& results) {
  if (results.arms.size() < 2) return say("caption.no_pair");
  std::vector<std::string> parts;
  for (const auto& pair : asked_pairs(results))
    parts.push_back(say("caption.pair", {{"pair", pair_words(pair)},
                                         {"x", of_pair(results, pair, "practising")},
                                         {"y", of_pair(results, pair, "durable")}}));
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text.empty() ? say("caption.no_difference") : say("caption.difference", {{"list", text}});
}

std::string change_sentence(const Results& results) {
  std::vector<std::string> parts, none;
  std::vector<Reached> list;
  for (const std::string& arm : told_arms(results)) list.push_back({arm, results.metric(arm, "dip_depth").value, 0});
  std::erase_if(list, [](const Reached& one) { return !one.value.is_defined(); });
  std::ranges::stable_sort(list, std::ranges::greater{}, [](const Reached& one) { return one.value.mean; });
  for (const Reached& one : list) {
    if (one.value.mean < no_dip) {
      none.push_back(name_words(one.arm));
      continue;
    }
    const Estimate day = results.metric(one.arm, "dip_day").value;
    parts.push_back(
        say(day.is_defined() ? "caption.dip_on" : "caption.dip", {{"x", told_whole(one.value.mean, Scale::percent)},
                                                                  {"a", name_words(one.arm)},
                                                                  {"day", told_whole(day.mean, Scale::days)}}));
  }
  if (!none.empty()) parts.push_back(say("caption.no_dip", {{"list", listed(none)}}));
  const std::string lowest = extremes(results, "morale", true, Scale::level);
  return (parts.empty() ? "" : say("caption.dips", {{"list", listed(parts)}}) + " ") +
         (lowest.empty() ? say("caption.morale_undefined") : say("caption.morale", {{"list", lowest}}));
}

std::string phases_sentence(const Results& results) {
  const std::string peak = extremes(results, "phase_resistance", false, Scale::percent);
  if (peak.empty()) return say("caption.phases_undefined");
  return say(
      "caption.phases",
      {{"list", peak}, {"end", ranked(on_day(results, "phase_commitment", results.last_day()), Scale::percent)}});
}

}  // namespace kantel::report
