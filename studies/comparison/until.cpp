#include "studies/comparison/until.hpp"

#include <algorithm>

namespace kantel {

namespace {

template <class Item>
void append(std::vector<Item>& to, std::vector<Item>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
}

// Adds later replicates of the same scenario.
void join(Outcome& all, Outcome& more) {
  append(all.replicates, more.replicates);
  for (std::size_t arm = 0; arm < all.arms.size(); ++arm) {
    append(all.recordings[arm], more.recordings[arm]);
    append(all.values[arm], more.values[arm]);
  }
  for (std::size_t pair = 0; pair < all.contrast_values.size(); ++pair)
    append(all.contrast_values[pair], more.contrast_values[pair]);
  for (std::size_t e = 0; e < all.effects.size(); ++e) append(all.effects[e].values, more.effects[e].values);
  all.interrupted |= more.interrupted;
}

bool is_finished(const Outcome& outcome, const Until& until) {
  const auto metric = static_cast<std::size_t>(std::ranges::find(outcome.metrics, until.metric, &Metric::name) -
                                               outcome.metrics.begin());
  std::vector<std::vector<double>> values(outcome.arms.size());
  for (std::size_t arm = 0; arm < values.size(); ++arm)
    for (const std::vector<double>& of_replicate : outcome.values[arm]) values[arm].push_back(of_replicate[metric]);
  return narrow_enough(values, until.width, scale_of(outcome.metrics[metric].unit));
}

}  // namespace

bool narrow_enough(const std::vector<std::vector<double>>& values, double width, Scale scale) {
  IntervalScratch scratch;
  const auto is_narrow = [&](const std::vector<double>& column, bool differences) {
    const Interval interval = interval_of(column, scratch, {scale, differences});
    const double found = interval.high - interval.low;
    return found > 0 && found <= width;  // never where an end is undefined
  };
  for (const std::vector<double>& arm : values)
    if (!is_narrow(arm, false)) return false;
  for (const Pair& pair : pairs_of(values.size())) {
    std::vector<double> difference = values[pair.later];
    for (std::size_t r = 0; r < difference.size(); ++r) difference[r] -= values[pair.earlier][r];
    if (!is_narrow(difference, true)) return false;
  }
  return true;
}

Outcome compare_until(const std::shared_ptr<World>& world, const Until& until, CompareOptions options) {
  std::optional<Outcome> all;
  const auto most = static_cast<std::uint32_t>(world->settings().replicates);
  const auto told = options.progress;
  for (std::uint32_t from = 0; from < most; from += static_cast<std::uint32_t>(until.batch)) {
    const std::uint32_t to = std::min(from + static_cast<std::uint32_t>(until.batch), most);
    options.range = {from, to};
    if (told)
      options.progress = [&, from, to](double done, double of_batch) {
        const double one = of_batch / (to - from);
        told(one * from + done, one * most);
      };
    try {
      Outcome more = compare(world, options);
      if (all)
        join(*all, more);
      else
        all = std::move(more);
    } catch (const Interrupted&) {
      if (!all) throw;
      all->interrupted = true;
    }
    if (all->interrupted || is_finished(*all, until)) break;
  }
  return std::move(*all);
}

}  // namespace kantel
