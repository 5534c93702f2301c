#include "studies/sweep/report/answer.hpp"

#include <algorithm>
#include <cmath>

#include "studies/report/words.hpp"
#include "studies/sweep/report/views.hpp"

namespace kantel {

namespace {

constexpr std::size_t most_metrics = 4;
const std::string no_intervals =
    "has one run a point, so that what moves it cannot be told from luck: that takes more replicates";

report::Estimate estimate(const Interval& i) { return {i.mean, i.low, i.high}; }
report::Estimate estimate(const Index& i) { return {i.value, i.low, i.high}; }

bool is_above(const report::Estimate& high, const report::Estimate& low) {
  return high.has_interval() && low.has_interval() && high.low > low.high;
}

std::string told(const report::Estimate& value, const Metric& metric, const Side& side) {
  const report::Scale scale = scale_of(metric, side);
  return side.is_difference() ? report::told_whole_difference(value.mean, scale)
                              : report::told_whole(value.mean, scale);
}

// In how many points one arm is ahead of the other beyond luck; "" where luck cannot be told.
std::string who_is_ahead(const SweepResults& results, const Side& pair, std::size_t m) {
  IntervalScratch scratch;
  int points = 0, ahead = 0, behind = 0;
  for (std::size_t p = 0; p < results.points(); ++p) {
    const Interval found = interval_of(results.values(p, pair, m), scratch, results.sample_of(pair, m));
    if (!estimate(found).has_interval()) continue;
    ++points, ahead += found.low > 0, behind += found.high < 0;
  }
  const std::vector<std::string>& arms = results.about().arms;
  return points == 0 ? ""
                     : " " + report::say("sweep.pair", {{"n", std::to_string(points)},
                                                        {"a", arms[pair.arm]},
                                                        {"b", arms[*pair.minus]},
                                                        {"x", std::to_string(ahead)},
                                                        {"y", std::to_string(behind)}});
}

// "mean threshold (theta)", of a sentence that goes on after a colon; a name of the experiment's own says enough.
std::string words_of(const SweepResults& results, std::size_t f) {
  const Factor& factor = results.experiment().factors[f];
  std::string meaning = results.about().meanings[f];
  meaning.resize(std::min(meaning.find(": "), meaning.size()));
  const bool is_named_by_key = factor.keys.size() == 1 && factor.keys[0].ends_with(factor.name);
  return is_named_by_key && !meaning.empty() ? meaning + " (" + factor.name + ")" : factor.name;
}

// "moves most with champions: from 12% (10% to 14%) at 0 to 30% (28% to 32%) at 0.1"
std::string strongest_move(const SweepResults& results, const Side& side, std::size_t m) {
  const std::vector<Factor>& factors = results.experiment().factors;
  const Metric& metric = results.about().metrics[m];
  double widest = 0;
  std::string said;
  bool has_intervals = false;
  for (std::size_t f = 0; f < factors.size(); ++f) {
    std::vector<ResponsePoint> curve = response(results, f, side, m);
    std::erase_if(curve, [](const ResponsePoint& point) { return std::isnan(point.over.value.mean); });
    if (curve.empty()) continue;
    const auto mean = [](const ResponsePoint& point) { return point.over.value.mean; };
    const auto [least, most] = std::ranges::minmax_element(curve, {}, mean);
    const report::Estimate low = estimate(least->over.value), high = estimate(most->over.value);
    has_intervals |= low.has_interval() && high.has_interval();
    if (!is_above(high, low) || high.mean - low.mean <= widest) continue;
    widest = high.mean - low.mean;
    said = "moves most with " + words_of(results, f) + ": from " + told(low, metric, side) + " at " + least->label +
           " to " + told(high, metric, side) + " at " + most->label;
  }
  if (!said.empty()) return said;
  return has_intervals ? "is moved clearly by nothing: the intervals at the levels of every factor overlap"
                       : no_intervals;
}

// One at a time: the largest difference from the baseline that is told from none.
std::string strongest_step(const SweepResults& results, const Side& side, std::size_t m) {
  double widest = 0;
  std::string said = "is moved clearly by nothing: every interval of a difference from the baseline holds 0";
  for (std::size_t f = 0; f < results.experiment().factors.size(); ++f)
    for (const ResponsePoint& point : response(results, f, side, m)) {
      const report::Estimate change = estimate(point.over.value);
      if (!change.has_interval() || change.includes_zero() || std::abs(change.mean) <= widest) continue;
      widest = std::abs(change.mean);
      said = "is moved most by " + words_of(results, f) + ": " + told(change, results.about().metrics[m], side) +
             " at " + point.label;
    }
  return said;
}

// By the total index, or μ*.
std::string strongest_index(const SweepResults& results, const Side& side, std::size_t m) {
  const std::vector<Index> found = factor_indices(results, side, m).kinds.back();
  std::vector<std::size_t> order;
  for (std::size_t f = 0; f < found.size(); ++f)
    if (!std::isnan(found[f].value)) order.push_back(f);
  if (order.empty()) return "varies with nothing";
  std::ranges::stable_sort(order, [&](std::size_t f, std::size_t g) { return found[f].value > found[g].value; });
  const bool sobol = results.experiment().kind() == DesignKind::sobol;
  const auto of = [&](std::size_t f) {
    return words_of(results, f) + ", " +
           (sobol ? report::told_whole(found[f].value, report::Scale::percent)
                  : report::told_whole(found[f].value,
                                       report::difference_scale(scale_of(results.about().metrics[m], side))));
  };
  const report::Estimate first = estimate(found[order.front()]), last = estimate(found[order.back()]);
  if (!(first.low > 0) || (order.size() > 1 && !is_above(first, last)))
    return "is decided clearly by nothing: the intervals of all factors overlap";
  std::string said = "is decided most by " + of(order[0]) + (sobol ? " of what differs" : " a step");
  if (order.size() > 1)
    said += (is_above(first, estimate(found[order[1]])) ? "; next comes " : "; not told apart from ") + of(order[1]);
  return said;
}

}  // namespace

std::vector<std::size_t> drawn_metrics(const SweepResults& results) {
  const std::vector<Metric>& metrics = results.about().metrics;
  std::vector<std::size_t> list;
  const auto add = [&](std::size_t m) {
    if (m < metrics.size() && list.size() < most_metrics && std::ranges::find(list, m) == list.end()) list.push_back(m);
  };
  const auto add_named = [&](std::string_view name) {
    add(static_cast<std::size_t>(std::ranges::find(metrics, name, &Metric::name) - metrics.begin()));
  };
  if (results.experiment().stop.width > 0) add_named(results.experiment().stop.metric);
  add_named("durable_end");
  for (std::size_t m = 0; list.empty() && m < metrics.size(); ++m)
    if (metrics[m].name.ends_with("_end")) add(m);  // what is left in the end, of any model
  if (metrics.size() > most_metrics)
    for (const char* name : {"practising_end", "t50", "dip_area"}) add_named(name);
  for (std::size_t m = 0; m < metrics.size(); ++m) add(m);
  return list;
}

std::vector<Side> drawn_pairs(const SweepResults& results) {
  std::vector<Side> pairs = results.pairs();
  if (pairs.size() > 6) std::erase_if(pairs, [](const Side& pair) { return pair.minus != 0; });
  return pairs;
}

bool is_share(const Metric& metric) { return metric.unit.starts_with("share of"); }

report::Scale scale_of(const Metric& metric, const Side& side) {
  const report::Scale scale = is_share(metric) ? report::Scale::percent : report::scale_of_metric(metric.name);
  return side.is_difference() ? report::difference_scale(scale) : scale;
}

std::string words_of(const SweepResults& results, const Side& side) {
  const std::vector<std::string>& arms = results.about().arms;
  return (side.minus ? arms[side.arm] + " minus " + arms[*side.minus] : side.name) +
         (side.baseline ? " against the baseline" : "");
}

std::string short_answer(const SweepResults& results) {
  const std::vector<std::size_t> metrics = drawn_metrics(results);
  if (metrics.empty()) return "No metric is kept.";
  const std::size_t m = metrics[0];
  const DesignKind kind = results.experiment().kind();
  std::vector<Side> sides = kind == DesignKind::one_at_a_time ? results.against_baseline() : results.arms();
  if (kind != DesignKind::one_at_a_time)
    for (Side& pair : results.pairs())
      if (pair.minus == 0) sides.push_back(std::move(pair));
  std::string text, before;
  for (const Side& side : sides) {
    if (std::ranges::all_of(results.means(side, m), [](double mean) { return std::isnan(mean); })) continue;
    const std::string who = words_of(results, side);
    const std::string said = kind == DesignKind::one_at_a_time ? strongest_step(results, side, m)
                             : kind == DesignKind::sobol || kind == DesignKind::morris
                                 ? strongest_index(results, side, m)
                                 : strongest_move(results, side, m);
    if (said == before && before == no_intervals) continue;  // once is enough
    text += (text.empty() ? report::capitalised(results.about().metrics[m].sentence) + ": in " + who + " it "
             : side.minus ? " The difference " + who + " "
                          : " In " + who + " it ") +
            said + "." + (side.minus && !side.baseline ? who_is_ahead(results, side, m) : "");
    before = said;
  }
  return text.empty() ? "There are no runs yet." : text;
}

}  // namespace kantel
