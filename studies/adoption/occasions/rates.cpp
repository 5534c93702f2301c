// What is observed of each era, and what follows for compliance and for newcomers.
#include <array>
#include <cmath>
#include <limits>

#include "studies/adoption/occasions/study.hpp"

namespace kantel::adoption {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

// How often something could have happened, and did, in each era.
struct Counted {
  std::vector<double> at_risk, times;
  explicit Counted(std::size_t eras) : at_risk(eras), times(eras) {}
  void add(std::size_t era, double weight, bool happened) {
    at_risk[era] += weight;
    times[era] += weight * happened;
  }
  double share(std::size_t era) const { return at_risk[era] > 0 ? times[era] / at_risk[era] : nothing; }
};

enum Measure : std::size_t { used, first_use, newcomers, incumbents, again, lapse, lapse_after_first, counted };
constexpr std::array<std::string_view, counted> measure_names{
    "used",       "first use", "first use, newcomers", "first use, incumbents",
    "used again", "lapse",     "lapse after first use"};
// Of what is counted: rates an opportunity, and ratios.
enum Derived : std::size_t { voluntary, compelled, compelled_by_voluntary, told, derived };
constexpr std::array<std::string_view, derived> derived_names{"rate", "compelled rate", "compelled by voluntary",
                                                              "told"};

std::size_t era_of(const Opportunities& data, int day) {
  std::size_t era = 0;
  while (era < data.steps.size() && day >= data.steps[era].day) ++era;
  return era;
}

std::vector<Counted> counted_in(const Opportunities& data, std::span<const Occasion> occasions,
                                std::span<const int> weight) {
  std::vector<Counted> all(counted, Counted(data.steps.size() + 1));
  for (const Occasion& occasion : occasions) {
    const int times = weight[occasion.person];
    const std::size_t era = era_of(data, occasion.day);
    const auto count = [&](Measure measure, bool happened) { all[measure].add(era, times, happened); };
    count(used, occasion.used);
    if (occasion.standing == Standing::never) {
      count(first_use, occasion.used);
      count(occasion.newcomer ? newcomers : incumbents, occasion.used);
      continue;
    }
    count(again, occasion.used);
    if (occasion.standing == Standing::practising) count(lapse, !occasion.used);
    if (occasion.after_first) count(lapse_after_first, !occasion.used);
  }
  return all;
}

// The rate of first use; how much of it came with the steps so far; and how a newcomer's first opportunity, used or
// not, compares with that of somebody who knows and does it: whoever is not told does not use it.
std::array<double, derived> derived_in(const std::vector<Counted>& all, std::size_t era) {
  const auto rate = [&](std::size_t e) { return -std::log1p(-all[first_use].share(e)); };
  const double compulsion = era == 0 ? nothing : rate(era) - rate(0);
  return {rate(era), compulsion, compulsion / rate(0), all[newcomers].share(era) / (1 - all[lapse].share(era))};
}

std::string era_name(const Opportunities& data, std::size_t era) {
  return era == 0 ? "before any step" : "from " + data.steps[era - 1].name;
}

}  // namespace

void set_rates(OccasionStudy& study, const Opportunities& data, std::span<const Occasion> occasions,
               std::span<const std::vector<int>> resamples) {
  const std::size_t eras = data.steps.size() + 1;
  const std::vector<Counted> all = counted_in(data, occasions, std::vector<int>(data.people.size(), 1));
  std::vector<std::vector<Counted>> again_and_again;
  for (const std::vector<int>& weights : resamples) again_and_again.push_back(counted_in(data, occasions, weights));
  const auto estimated = [&](auto&& value_of) {
    std::vector<double> values;
    for (const auto& resample : again_and_again)
      if (const double value = value_of(resample); !std::isnan(value)) values.push_back(value);
    return resampled_estimate(value_of(all), std::move(values));
  };
  for (std::size_t era = 0; era < eras; ++era) {
    for (std::size_t m = 0; m < counted; ++m)
      study.rates.push_back({era_name(data, era), measure_names[m], all[m].at_risk[era], all[m].times[era],
                             estimated([&](const auto& counts) { return counts[m].share(era); })});
    for (std::size_t d = 0; d < derived; ++d)
      study.rates.push_back({era_name(data, era), derived_names[d], nothing, nothing,
                             estimated([&](const auto& counts) { return derived_in(counts, era)[d]; })});
  }
  std::vector<bool> before(data.people.size()), since(data.people.size()), before_step(data.people.size()),
      ever(data.people.size());
  for (const Opportunity& row : data.rows) (row.day < data.first_use ? before : since)[row.person] = true;
  for (const Opportunity& row : data.rows)
    if (row.used) {
      ever[row.person] = true;
      if (era_of(data, row.day) == 0) before_step[row.person] = true;
    }
  for (std::size_t person = 0; person < data.people.size(); ++person) {
    if (!before[person] || !since[person]) continue;
    ++study.incumbents;
    study.incumbents_before_step += before_step[person];
    study.incumbents_ever += ever[person];
  }
}

}  // namespace kantel::adoption
