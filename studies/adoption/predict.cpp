#include "studies/adoption/predict.hpp"

#include <algorithm>

#include "sim/mathematics.hpp"
#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

std::vector<std::uint16_t> simulated_months(const Hazard& hazard, const AdoptionData& data, std::size_t place,
                                            std::uint64_t seed, int runs, int known) {
  const Person begin = data.first_of_place[place], size = data.place_size(place);
  // What a person's number of started neighbours adds, for each number there can be.
  std::vector<std::size_t> first_added;
  std::vector<double> added;
  const bool looks_at_place = hazard.contagion() == Contagion::place;
  for (Person i = 0; i < size; ++i) {
    first_added.push_back(added.size());
    const std::size_t degree = looks_at_place ? (i == 0 ? size : 0) : data.named_by(begin + i).size();
    for (std::size_t n = 0; n <= degree; ++n)
      added.push_back(hazard.added(degree == 0 ? 0 : static_cast<double>(n) / static_cast<double>(degree)));
  }

  std::vector<std::uint16_t> out;
  out.reserve(static_cast<std::size_t>(runs) * size);
  const auto never = static_cast<std::uint16_t>(data.months + 1);
  std::vector<std::uint16_t> month(size);
  std::vector<double> left(size);
  std::vector<Person> starting;
  for (int run = 0; run < runs; ++run) {
    const KeyedRandom random(seed, static_cast<std::uint32_t>(run));
    std::size_t started = 0;
    for (Person i = 0; i < size; ++i) {
      const int observed = data.month[begin + i];
      month[i] = observed <= known ? static_cast<std::uint16_t>(observed) : never;
      started += observed <= known;
      left[i] = -logarithm(open_unit_interval(random.draw(begin + i, 0, withstanding)));
    }
    for (int t = known + 1; t <= data.months; ++t) {
      starting.clear();
      const double baseline = hazard.baseline(t);
      for (Person i = 0; i < size; ++i) {
        if (month[i] != never) continue;
        std::size_t seen = 0;
        if (hazard.contagion() == Contagion::named)
          for (const Person other : data.named_by(begin + i)) seen += month[other - begin] != never;
        left[i] -= baseline + (looks_at_place ? added[started] : added[first_added[i] + seen]);
        if (left[i] <= 0) starting.push_back(i);
      }
      for (const Person i : starting) month[i] = static_cast<std::uint16_t>(t);  // seen from the next month on
      started += starting.size();
    }
    out.insert(out.end(), month.begin(), month.end());
  }
  return out;
}

std::vector<double> started_by(const Hazard& hazard, const AdoptionData& data, std::size_t place, std::uint64_t seed,
                               int runs, int known) {
  const std::size_t columns = static_cast<std::size_t>(data.months) + 1, size = data.place_size(place);
  std::vector<double> share(size * columns);
  if (hazard.contagion() == Contagion::none) {
    for (std::size_t i = 0; i < size; ++i) {
      const int observed = data.month[data.first_of_place[place] + i];
      double sum_of_rates = 0;
      for (int t = 1; t <= data.months; ++t) {
        if (t > known) sum_of_rates += hazard.baseline(t);
        share[i * columns + static_cast<std::size_t>(t)] =
            observed <= known ? static_cast<double>(observed <= t) : 1 - exponential(-sum_of_rates);
      }
    }
    return share;
  }
  const std::vector<std::uint16_t> simulated = simulated_months(hazard, data, place, seed, runs, known);
  for (std::size_t at = 0; at < simulated.size(); ++at)
    if (simulated[at] <= data.months) share[at % size * columns + simulated[at]] += 1;
  for (std::size_t i = 0; i < size; ++i) {
    double sum = 0;
    for (std::size_t t = 0; t < columns; ++t) {
      sum += share[i * columns + t];
      share[i * columns + t] = sum / runs;
    }
  }
  return share;
}

Band band_of(std::span<const std::uint16_t> simulated, std::size_t place_size, int months) {
  const std::size_t runs = simulated.size() / place_size;
  Band band;
  std::vector<double> shares(runs);
  for (int t = 0; t <= months; ++t) {
    double sum = 0;
    for (std::size_t run = 0; run < runs; ++run) {
      const auto here = simulated.subspan(run * place_size, place_size);
      shares[run] = static_cast<double>(std::count_if(here.begin(), here.end(), [&](int m) { return m <= t; })) /
                    static_cast<double>(place_size);
      sum += shares[run];
    }
    std::sort(shares.begin(), shares.end());
    band.mean.push_back(sum / static_cast<double>(runs));
    band.low.push_back(shares[(runs - 1) * 25 / 1000]);
    band.high.push_back(shares[runs - 1 - (runs - 1) * 25 / 1000]);
  }
  return band;
}

}  // namespace kantel::adoption
