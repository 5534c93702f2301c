// The sentences about people: what blocks them, their needs, what leading costs, need for structure, same people.
#include <algorithm>
#include <array>

#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"

namespace kantel::report {

namespace {

constexpr int days_a_week = 5;
constexpr std::size_t few = 4;
constexpr std::array<const char*, 5> gates{"know", "want", "can", "dare", "may"};

// `shown`: the day whose figures follow; with weekly records it may lie before the day that is meant.
std::string pressure_words(const Results& results, int shown) {
  const char* recorded = shown == results.day_under_pressure() ? "" : " recorded";
  return "On day " + std::to_string(shown) +
         (results.lifts_a_mandate() ? std::string(", the last") + recorded + " before the mandate is lifted"
                                    : ", half-way");
}

// "0.37 (…) in rollout and 0.63 (…) in movement"; of more than two arms the lowest and the highest.
std::string lowest_and_highest(const Results& results, const char* measure, int day, Scale scale) {
  std::vector<std::pair<Estimate, std::string>> list;
  for (const std::string& arm : results.arms)
    if (const Point* point = at_day(results.curve(arm, measure), day); point && point->value.is_defined())
      list.push_back({point->value, arm});
  if (list.empty()) return "an undefined level";
  std::ranges::stable_sort(list, {}, [](const auto& item) { return item.first.mean; });
  std::string text = told(list.front().first, scale) + " in " + list.front().second;
  if (list.size() == 1) return text;
  return text + (list.size() > 2 ? ", the lowest, and " : " and ") + told(list.back().first, scale) + " in " +
         list.back().second + (list.size() > 2 ? ", the highest" : "");
}

std::string in_quotes(const std::string& gate) { return "\xE2\x80\x9C" + gate + "\xE2\x80\x9D"; }

}  // namespace

Block strongest_block(const Results& results, const std::string& arm, const std::string& group, int day) {
  Block strongest;
  for (const char* gate : gates) {
    const Point* point = at_day(results.curve(arm, std::string("barrier_") + gate, group), day);
    if (point && point->value.is_defined() && point->value.mean > 0 &&
        (strongest.gate.empty() || point->value.mean > strongest.share.mean))
      strongest = {gate, point->value};
  }
  return strongest;
}

double leader_hours_until(const Results& results, const std::string& arm, int day) {
  const Curve& curve = results.curve(arm, "leader_hours");
  double hours = 0;
  for (std::size_t i = 1; i < curve.size() && curve[i].day <= day; ++i)
    if (curve[i].value.is_defined()) hours += curve[i].value.mean / days_a_week * (curve[i].day - curve[i - 1].day);
  return hours;
}

std::string barriers_sentence(const Results& results) {
  const int day = results.recorded_until(results.day_under_pressure());
  std::vector<std::string> nobody, clauses;
  for (const char* gate : gates) {
    std::vector<std::pair<double, std::string>> shares;
    for (const std::string& arm : results.arms)
      if (const Block block = strongest_block(results, arm, "all", day); block.gate == gate)
        shares.push_back({block.share.mean, told(block.share, Scale::percent) + " in " + arm});
    if (shares.empty()) continue;
    std::ranges::stable_sort(shares, {}, &std::pair<double, std::string>::first);
    std::vector<std::string> words;
    for (const auto& [mean, share] : shares) words.push_back(share);
    clauses.push_back(in_quotes(gate) + (shares.size() > few ? " in " + std::to_string(shares.size()) + " arms, from " +
                                                                   words.front() + " to " + words.back()
                                                             : ": " + listed(words)));
  }
  for (const std::string& arm : results.arms)
    if (strongest_block(results, arm, "all", day).gate.empty()) nobody.push_back(arm);
  if (clauses.empty())
    return pressure_words(results, day) + ", nothing blocks: nobody is held back who does not practise yet.";
  std::string text = pressure_words(results, day) + ", those who do not practise yet are held back most by ";
  for (std::size_t i = 0; i < clauses.size(); ++i) text += (i == 0 ? "" : "; by ") + clauses[i];
  if (!nobody.empty()) text += "; by nothing measurable in " + listed(nobody);
  return text + ".";
}

std::string units_sentence(const Results& results) {
  const int day = results.recorded_until(results.day_under_pressure());
  std::vector<std::string> parts, all_seen;
  bool one_everywhere = true;
  for (const std::string& arm : results.arms) {
    std::vector<std::string> seen;
    for (const std::string& unit : results.units) {
      const Block block = strongest_block(results, arm, unit, day);
      if (block.gate.empty()) continue;
      for (auto* list : {&seen, &all_seen})
        if (std::ranges::find(*list, block.gate) == list->end()) list->push_back(block.gate);
    }
    one_everywhere = one_everywhere && seen.size() == 1;
    for (std::string& gate : seen) gate = in_quotes(gate);
    if (seen.size() == 1) parts.push_back(seen[0] + " in " + arm);
    if (seen.size() > 1) parts.push_back(listed(seen) + ", depending on the unit, in " + arm);
  }
  if (parts.empty() || results.units.size() < 2) return "";
  if (one_everywhere && all_seen.size() == 1)
    return in_quotes(capitalised(all_seen[0])) + " blocks most in every unit" +
           (results.arms.size() > 1 ? " of every arm." : ".");
  if (parts.size() > few) return "What blocks most differs from unit to unit and arm to arm; the table below has each.";
  return "By unit, what blocks most is " + listed(parts) + ".";
}

std::string needs_sentence(const Results& results) {
  const int day = results.day_under_pressure();
  return pressure_words(results, day) + ", autonomy stands at " +
         lowest_and_highest(results, "autonomy", day, Scale::level) + "; trust in the own leader stands at " +
         lowest_and_highest(results, "trust", day, Scale::level) + ".";
}

std::string cost_sentence(const Results& results) {
  const int last = results.last_day();
  struct Spent {
    std::string arm;
    double hours;
    Estimate durable, per_durable;
  };
  std::vector<Spent> list;
  for (const std::string& arm : results.arms) {
    const Point* end = at_day(results.curve(arm, "durable"), last);
    if (end && end->value.is_defined())
      list.push_back(
          {arm, leader_hours_until(results, arm, last), end->value, results.metric(arm, "hours_per_durable").value});
  }
  if (list.empty()) return "Internalised practice is undefined, so its cost is too.";
  std::ranges::stable_sort(list, {}, &Spent::hours);
  const auto words = [](const Spent& spent) {
    std::string text = spent.arm + " spends " + told(spent.hours, Scale::hours) + " of leading per employee for " +
                       told(spent.durable, Scale::percent) + " internalised practice";
    if (spent.per_durable.is_defined())
      text += ", or " + told(spent.per_durable, Scale::hours) + " for each practice fully internalised";
    return text;
  };
  std::string text = "By day " + std::to_string(last) + ", " + words(list.front());
  if (list.size() > 1) text += "; " + words(list.back());
  return text + ".";
}

std::string terciles_sentence(const Results& results) {
  const int day = results.recorded_until(results.day_under_pressure());
  struct Slope {
    std::string arm;
    Estimate low, high;
    double rise() const { return high.mean - low.mean; }
  };
  std::vector<Slope> list;
  for (const std::string& arm : results.arms) {
    const Point* low = at_day(results.curve(arm, "internalisation", "structure=low"), day);
    const Point* high = at_day(results.curve(arm, "internalisation", "structure=high"), day);
    if (low && high && low->value.is_defined() && high->value.is_defined())
      list.push_back({arm, low->value, high->value});
  }
  if (list.empty())
    return "Internalisation by need for structure is undefined: nobody in these groups practises on that day.";
  std::ranges::stable_sort(list, {}, &Slope::rise);
  if (list.size() > 2) list = {list.front(), list.back()};
  std::vector<std::string> parts;
  for (const Slope& slope : list)
    parts.push_back("from " + told(slope.low, Scale::level) + " to " + told(slope.high, Scale::level) + " in " +
                    slope.arm);
  return pressure_words(results, day) +
         ", from a low to a high need for structure, internalisation of those who practise goes " + listed(parts) +
         (results.arms.size() > 2 && parts.size() == 2 ? ", the two arms that differ most in this" : "") + ".";
}

std::string same_people_sentence(const Results& results) {
  const auto days = results.same_people_days();
  const auto pairs = results.pairs();
  if (days.empty() || pairs.empty()) return "";
  const int day = days.back();
  const auto metric = [&](const Results::Pair& pair, const char* stem) {
    return results.difference_of(pair.later, pair.earlier, std::string(stem) + "_" + std::to_string(day)).value;
  };
  const Results::Pair* widest = nullptr;
  for (const auto& pair : pairs) {
    const Estimate value = metric(pair, "same_people_internalisation");
    if (value.is_defined() &&
        (!widest || std::abs(value.mean) > std::abs(metric(*widest, "same_people_internalisation").mean)))
      widest = &pair;
  }
  if (!widest) return "Nobody practises in both arms of a pair, so the contrast is undefined.";
  const Estimate value = metric(*widest, "same_people_internalisation");
  std::string text = "Among those who practise in both " + widest->later + " and " + widest->earlier + " on day " +
                     std::to_string(day) + ", internalisation is " +
                     told(value.mean < 0 ? value.negated() : value, Scale::level) + " higher in " +
                     (value.mean < 0 ? widest->earlier : widest->later) +
                     (pairs.size() > 1 ? ", the widest gap of all pairs" : "");
  if (value.includes_zero()) text += ", an interval that includes 0";
  return text + ".";
}

}  // namespace kantel::report
