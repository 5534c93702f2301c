#include "studies/report/sentences.hpp"

#include <algorithm>
#include <functional>

#include "studies/report/text.hpp"

namespace kantel::report {

namespace {

constexpr std::size_t few = 4;  // so many arms are named one by one; of more, the highest and the lowest

struct Named {
  std::string arm;
  Estimate value;
};

std::vector<Named> per_arm(const Results& results, const std::function<Estimate(const std::string&)>& value_of) {
  std::vector<Named> list;
  for (const std::string& arm : results.arms) list.push_back({arm, value_of(arm)});
  return list;
}

Estimate on_day(const Curve& curve, int day) {
  const Point* point = at_day(curve, day);
  return point ? point->value : Estimate{};
}

std::string day_words(int day) { return "day " + std::to_string(day); }

// "81% (80% to 82%) in hybrid, 76% (…) in movement and 34% (…) in drift", highest first.
std::string ranked(std::vector<Named> list, Scale scale) {
  std::vector<std::string> undefined_arms, parts;
  std::erase_if(list, [&](const Named& item) {
    if (!item.value.is_defined()) undefined_arms.push_back(item.arm);
    return !item.value.is_defined();
  });
  std::ranges::stable_sort(list, std::ranges::greater{}, [](const Named& item) { return item.value.mean; });
  if (list.size() > few) {
    const Named &top = list.front(), &bottom = list.back();
    parts = {"highest in " + top.arm + ", " + told(top.value, scale) + ",",
             "lowest in " + bottom.arm + ", " + told(bottom.value, scale)};
  } else {
    for (const Named& item : list) parts.push_back(told(item.value, scale) + " in " + item.arm);
  }
  std::string text = listed(parts);
  if (!undefined_arms.empty()) text += std::string(text.empty() ? "" : "; ") + "undefined in " + listed(undefined_arms);
  return text;
}

// When half of everyone practises, arm by arm; arms that never get so far are named at the end.
std::string half_sentence(const Results& results) {
  std::vector<std::string> never, sometimes;
  std::vector<Named> when;
  for (const std::string& arm : results.arms) {
    const Estimate half = results.metric(arm, "t50").value;
    const double reached = results.metric(arm, "t50_reached").value.mean;
    if (!half.is_defined()) {
      never.push_back(arm);
      continue;
    }
    when.push_back({arm, half});
    if (reached < 1) sometimes.push_back(told(reached, Scale::percent) + " of the runs of " + arm);
  }
  std::ranges::stable_sort(when, {}, [](const Named& item) { return item.value.mean; });
  std::vector<std::string> parts;
  for (const Named& item : when) parts.push_back("by " + told(item.value, Scale::days) + " in " + item.arm);
  if (parts.empty())
    return results.arms.size() == 1 ? "Half of all employees is never reached."
                                    : "No arm brings half of all employees to practise.";
  std::string text = "Half of all employees practise ";
  text += parts.size() > few ? "first " + parts.front() + " and last " + parts.back() : listed(parts);
  if (!sometimes.empty()) text += " (reached in " + listed(sometimes) + ")";
  if (!never.empty())
    text += "; " + listed(never) + (never.size() == 1 ? " never gets that far" : " never get that far");
  return text + ".";
}

// "+1 point, −1 to 3": told without brackets of its own.
std::string in_words(const Estimate& difference) {
  std::string text = told_difference(difference, Scale::percent);
  const auto bracket = text.find(" (");
  if (bracket == std::string::npos) return text;
  text.replace(bracket, 2, ", ");
  text.pop_back();
  return text;
}

// a minus b on a day, whichever way round the files have the pair.
Estimate difference_on(const Results& results, const std::string& a, const std::string& b, const char* measure,
                       int day) {
  const Curve& straight = results.difference(a + "-" + b, measure);
  return straight.empty() ? on_day(results.difference(b + "-" + a, measure), day).negated() : on_day(straight, day);
}

// "5 points (3 to 7) above rollout", or that the two cannot be told apart.
std::string compared(const Results& results, const std::string& a, const std::string& b, const char* measure) {
  const Estimate difference = difference_on(results, a, b, measure, results.last_day());
  if (!difference.is_defined()) return "with an undefined difference from " + b;
  if (difference.includes_zero())
    return "not clearly different from " + b + " (" + in_words(difference) + ", an interval that includes 0)";
  return told(difference.mean < 0 ? difference.negated() : difference, Scale::points) +
         (difference.mean < 0 ? " below " : " above ") + b;
}

// The arms by a measure on the last day, highest first; those where it is undefined are left out.
std::vector<Named> ranking(const Results& results, const char* measure) {
  auto list =
      per_arm(results, [&](const auto& arm) { return on_day(results.curve(arm, measure), results.last_day()); });
  std::erase_if(list, [](const Named& item) { return !item.value.is_defined(); });
  std::ranges::stable_sort(list, std::ranges::greater{}, [](const Named& item) { return item.value.mean; });
  return list;
}

std::string first_use(const Estimate& estimate, Scale scale) {
  std::string text = told(estimate, scale);
  if (estimate.has_interval()) text.insert(text.find('(') + 1, "95% interval ");
  return text;
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

// "is 0.46 (…) on day 97 in rollout and 0.55 (…) …", of more than two arms "goes from … to …"; "" when undefined.
std::string extremes(const Results& results, const char* measure, bool lowest, Scale scale) {
  std::vector<std::pair<Named, int>> list;
  for (const std::string& arm : results.arms)
    if (const Point* point = extreme(results.curve(arm, measure), lowest))
      list.push_back({{arm, point->value}, point->day});
  const auto less = [](const auto& a, const auto& b) { return a.first.value.mean < b.first.value.mean; };
  std::ranges::stable_sort(list, [&](const auto& a, const auto& b) { return lowest ? less(a, b) : less(b, a); });
  if (list.empty()) return "";
  const bool shortened = list.size() > 2;
  if (shortened) list = {list.front(), list.back()};
  std::vector<std::string> parts;
  for (const auto& [item, day] : list)
    parts.push_back(told(item.value, scale) + (day == 0 ? std::string(", at the start,") : " on " + day_words(day)) +
                    " in " + item.arm);
  return shortened ? "goes from " + parts[0] + " to " + parts[1] : "is " + listed(parts);
}

}  // namespace

std::string answer(const Results& results) {
  const std::string last = day_words(results.last_day());
  const auto reach = ranking(results, "practising"), lasting = ranking(results, "durable");
  if (reach.empty()) return "What share practises on " + last + " is undefined.";
  const Named& first = reach.front();
  std::string text;
  if (results.arms.size() == 1) {
    text = "On " + last + ", " + first_use(first.value, Scale::percent) + " of employees practise";
    if (!lasting.empty())
      text += "; internalised practice, what people have made their own, stands at " +
              told(lasting[0].value, Scale::percent);
    return text + ".";
  }
  const auto against = [&](const std::vector<Named>& list, const char* measure) {
    std::string words;
    if (list.size() > 1) words += ", " + compared(results, list[0].arm, list[1].arm, measure);
    if (list.size() > 2) words += " and " + compared(results, list[0].arm, list.back().arm, measure);
    return words + ".";
  };
  text = "Most is reached by " + first.arm + ": on " + last + ", " + first_use(first.value, Scale::percent) +
         " of employees practise" + against(reach, "practising");
  if (!lasting.empty())
    text += " Internalised practice, what people have made their own, is highest in " + lasting[0].arm + ": " +
            told(lasting[0].value, Scale::percent) + against(lasting, "durable");
  return text;
}

std::string adoption_sentence(const Results& results) {
  const int last = results.last_day();
  const auto list = per_arm(results, [&](const auto& arm) { return on_day(results.curve(arm, "practising"), last); });
  return "On " + day_words(last) + " the share of employees who practise is " + ranked(list, Scale::percent) + ". " +
         half_sentence(results);
}

std::string durable_sentence(const Results& results) {
  const int last = results.last_day();
  const auto of = [&](int day) {
    return per_arm(results, [&](const auto& arm) { return on_day(results.curve(arm, "durable"), day); });
  };
  std::string text = "Internalised practice on " + day_words(last) + " is " + ranked(of(last), Scale::percent) + ".";
  const int before = results.day_under_pressure();
  if (results.lifts_a_mandate() && before < last)
    text +=
        " On " + day_words(before) + ", the last under a mandate, it was " + ranked(of(before), Scale::percent) + ".";
  return text;
}

std::string difference_sentence(const Results& results) {
  if (results.arms.size() < 2) return "There is one arm, so there is nothing to compare it with.";
  const int last = results.last_day();
  std::string text;
  for (const char* measure : {"practising", "durable"}) {
    std::vector<std::string> same;
    Named widest;
    const Results::Pair* widest_pair = nullptr;
    const auto pairs = results.pairs();
    for (const auto& pair : pairs) {
      const Estimate value = on_day(results.difference(pair.name(), measure), last);
      if (!value.is_defined()) continue;
      if (value.includes_zero()) same.push_back(pair.later + " and " + pair.earlier);
      if (!widest_pair || std::abs(value.mean) > std::abs(widest.value.mean))
        widest = {pair.name(), value}, widest_pair = &pair;
    }
    if (!widest_pair) continue;
    const bool positive = widest.value.mean >= 0;
    const std::string &ahead = positive ? widest_pair->later : widest_pair->earlier,
                      &behind = positive ? widest_pair->earlier : widest_pair->later;
    text += (text.empty() ? "On " + day_words(last) + ", practising is " : std::string(" Internalised practice is ")) +
            told(positive ? widest.value : widest.value.negated(), Scale::points) + " higher in " + ahead +
            " than in " + behind;
    text += pairs.size() > 1 ? ", the widest gap" : "";
    if (!same.empty() && same.size() <= few)
      text += std::string("; the interval includes 0 between ") + listed(same);
    else if (!same.empty())
      text += "; the interval includes 0 in " + std::to_string(same.size()) + " of " + std::to_string(pairs.size()) +
              " pairs";
    text += ".";
  }
  if (text.empty()) return "The differences are undefined.";
  return text;
}

std::string change_sentence(const Results& results) {
  std::vector<std::string> dips, none;
  auto list = per_arm(results, [&](const auto& arm) { return results.metric(arm, "dip_depth").value; });
  std::ranges::stable_sort(list, std::ranges::greater{},
                           [](const Named& item) { return item.value.is_defined() ? item.value.mean : -1; });
  for (const Named& item : list) {
    if (!item.value.is_defined()) continue;
    if (item.value.mean < 0.005) {  // half a percent of output: not a dip
      none.push_back(item.arm);
      continue;
    }
    std::string part = told(item.value, Scale::percent) + " in " + item.arm;
    if (const Estimate day = results.metric(item.arm, "dip_day").value; day.is_defined())
      part += ", lowest on " + told(day, Scale::days);
    dips.push_back(part);
  }
  if (dips.size() > 2) dips = {dips.front() + " (the deepest)", dips.back() + " (the shallowest)"};
  std::string text;
  if (!dips.empty()) {
    for (std::size_t i = 0; i < dips.size(); ++i)
      text += (i == 0 ? "Output dips below its start by " : "; by ") + dips[i];
    text += none.empty() ? ". " : "; by less than half a percent in " + listed(none) + ". ";
  } else if (!none.empty()) {
    text += "Output stays within half a percent of its start, or above, in " + listed(none) + ". ";
  }
  const std::string lowest = extremes(results, "morale", true, Scale::level);
  return lowest.empty() ? text + "Morale is undefined." : text + "Morale at its lowest " + lowest + ".";
}

std::string phases_sentence(const Results& results) {
  const std::string peak = extremes(results, "phase_resistance", false, Scale::percent);
  const int last = results.last_day();
  const auto committed =
      per_arm(results, [&](const auto& arm) { return on_day(results.curve(arm, "phase_commitment"), last); });
  if (peak.empty()) return "The phases are undefined.";
  return "Resistance (aware, not practising, morale below the start) at its peak " + peak + ". On " + day_words(last) +
         " the share in commitment is " + ranked(committed, Scale::percent) + ".";
}

}  // namespace kantel::report
