#include "studies/comparison/uncertain.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/mathematics.hpp"
#include "sim/strata.hpp"

namespace kantel {

namespace {

// A stream of draws that a name decides (FNV-1a).
std::uint32_t stream_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

double value_at(const Assumed& one, double u) {
  const auto between = [u](double low, double high) { return low + u * (high - low); };
  const auto [low, high] = one.plausible;
  if (!one.is_share) return exponential(between(logarithm(low), logarithm(high)));
  const double odds = exponential(between(logarithm(low / (1 - low)), logarithm(high / (1 - high))));
  return odds / (1 + odds);
}

std::vector<double> ranks_of(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](std::size_t i) { return values[i]; });
  std::vector<double> ranks(values.size());
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {  // those alike share their mean rank
    while (to < order.size() && values[order[to]] == values[order[from]]) ++to;
    for (std::size_t i = from; i < to; ++i) ranks[order[i]] = static_cast<double>(from + to - 1) / 2;
  }
  return ranks;
}

std::vector<double> column(const std::vector<std::vector<double>>& rows, std::size_t at) {
  std::vector<double> out;
  for (const std::vector<double>& row : rows) out.push_back(row[at]);
  return out;
}

std::size_t first_difference(const Outcome& outcome) { return outcome.arms.size() * outcome.metrics.size(); }

// Of the differences that a table shows, the parameters whose rank correlation is beyond what the strongest of as many
// without any effect reaches once in twenty times (Bonferroni); the strongest first.
std::vector<Dependence> dependences(const Uncertainty& made, const Outcome& outcome,
                                    const std::vector<SummaryRow>& summary) {
  std::vector<Dependence> list;
  const std::vector<ShownMetric> shown = outcome.world->model().shown();
  const double chance = .05 / static_cast<double>(made.drawn.size());
  for (std::size_t row = first_difference(outcome); row < summary.size(); ++row) {
    if (std::ranges::find(shown, summary[row].metric, &ShownMetric::metric) == shown.end()) continue;
    const int n = made.spreads[row].over.n;
    if (n < 16) continue;
    const double bound = normal_quantile(1 - chance / 2) / std::sqrt(n - 1.0);
    const std::vector<double> differences = column(made.means, row);
    const auto first = static_cast<std::ptrdiff_t>(list.size());
    for (std::size_t k = 0; k < made.drawn.size(); ++k)
      if (const double found = rank_correlation(column(made.values, k), differences); std::abs(found) >= bound)
        list.push_back({summary[row].arm, summary[row].metric, made.drawn[k].key, found});
    std::stable_sort(list.begin() + first, list.end(), [](const Dependence& a, const Dependence& b) {
      return std::abs(a.rank_correlation) > std::abs(b.rank_correlation);
    });
  }
  return list;
}

}  // namespace

double rank_correlation(const std::vector<double>& x, const std::vector<double>& y) {
  std::vector<double> a, b;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!std::isnan(x[i]) && !std::isnan(y[i])) a.push_back(x[i]), b.push_back(y[i]);
  a = ranks_of(a), b = ranks_of(b);
  const double middle = (static_cast<double>(a.size()) - 1) / 2;
  double both = 0, of_a = 0, of_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    both += (a[i] - middle) * (b[i] - middle);
    of_a += (a[i] - middle) * (a[i] - middle);
    of_b += (b[i] - middle) * (b[i] - middle);
  }
  return of_a > 0 && of_b > 0 ? both / std::sqrt(of_a * of_b) : undefined;
}

std::vector<Assumed> left_to_draw(const World& world) {
  std::vector<Assumed> drawn = world.assumed();
  if (drawn.empty())
    throw InputError({{"", 0, "--uncertain"},
                      "is not for the model " + world.settings().model + ", which declares no plausible ranges",
                      "a sweep, whose factors have ranges of their own",
                      ""});
  std::erase_if(drawn, [](const Assumed& one) { return one.held; });
  if (drawn.empty())
    throw InputError({{"", 0, "--uncertain"},
                      "has nothing to draw: the scenario says what every uncertain number is",
                      "a scenario that leaves some of [parameters] and [change] out",
                      ""});
  return drawn;
}

std::vector<std::vector<double>> drawn_values(const std::vector<Assumed>& drawn, std::size_t draws,
                                              std::uint64_t seed) {
  const KeyedRandom random(seed, design_replicate);
  std::vector<std::vector<double>> values(draws);
  for (const Assumed& one : drawn) {
    const std::vector<double> units = latin_column(draws, random, stream_of(one.key));
    for (std::size_t draw = 0; draw < draws; ++draw) values[draw].push_back(value_at(one, units[draw]));
  }
  return values;
}

std::vector<DrawnSpread> spreads_of(const std::vector<SummaryRow>& summary, std::size_t differences_from,
                                    const std::vector<std::vector<double>>& means,
                                    const std::vector<std::vector<double>>& errors) {
  std::vector<DrawnSpread> list(summary.size());
  IntervalScratch scratch;
  for (std::size_t row = 0; row < summary.size(); ++row) {
    DrawnSpread& spread = list[row];
    const std::vector<double> of_draws = column(means, row), luck = column(errors, row);
    spread.over = interval_of(of_draws, scratch);
    const double variance = spread.over.error * spread.over.error * spread.over.n;
    double squares = 0;
    for (const double error : luck) squares += std::isnan(error) ? 0 : error * error;
    const auto known = std::ranges::count_if(luck, [](double error) { return !std::isnan(error); });
    if (variance > 0 && known > 0) spread.luck = std::min(1.0, squares / static_cast<double>(known) / variance);
    const double at_defaults = summary[row].interval.mean;
    if (row < differences_from || std::isnan(at_defaults)) continue;
    for (const double mean : of_draws) {
      if (mean * at_defaults > 0) ++spread.holds;
      if (mean * at_defaults < 0) ++spread.turns;
    }
  }
  return list;
}

Uncertainty draw_parameters(const Outcome& outcome, const std::vector<SummaryRow>& summary, std::size_t draws,
                            const OpenWith& open, const CompareOptions& options) {
  Uncertainty made;
  made.drawn = left_to_draw(*outcome.world);
  for (const Assumed& one : outcome.world->assumed())
    if (one.held) made.held.push_back(one.key);
  made.asked = draws;
  made.replicates = std::min(replicates_a_draw, static_cast<std::int64_t>(outcome.replicates.size()));
  const auto planned = drawn_values(made.drawn, draws, static_cast<std::uint64_t>(outcome.settings.seed));
  for (std::size_t draw = 0; draw < draws && !made.interrupted; ++draw) {
    std::vector<std::string> settings;
    for (std::size_t k = 0; k < made.drawn.size(); ++k)
      settings.push_back(made.drawn[k].key + "=" + shortest(planned[draw][k]));
    CompareOptions few;
    few.workers = options.workers;
    few.stop = options.stop;
    few.range = {0, static_cast<std::uint32_t>(made.replicates)};
    if (options.progress)
      few.progress = [&, draw](double done, double all) {
        options.progress(all * static_cast<double>(draw) + done, all * static_cast<double>(draws));
      };
    try {
      const Outcome drawn = compare(open(settings), few);
      if (drawn.interrupted) throw Interrupted();
      std::vector<double> means, errors;
      for (const SummaryRow& row : summarise(drawn)) {
        means.push_back(row.interval.mean);
        errors.push_back(row.interval.error);
      }
      made.values.push_back(planned[draw]);
      made.means.push_back(std::move(means));
      made.errors.push_back(std::move(errors));
    } catch (const Interrupted&) {
      made.interrupted = true;
    }
  }
  made.spreads = spreads_of(summary, first_difference(outcome), made.means, made.errors);
  made.depends = dependences(made, outcome, summary);
  return made;
}

}  // namespace kantel
