#include "studies/adoption/predict.hpp"

#include <algorithm>
#include <cmath>

#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

Stage::Stage(const AdoptionData& data, std::size_t place, std::uint64_t seed, int runs, int known)
    : data_(data), begin_(data.first_of_place[place]), size_(data.place_size(place)), known_(known) {
  luck_.reserve(static_cast<std::size_t>(runs) * size_);
  for (int run = 0; run < runs; ++run) {
    const KeyedRandom random(seed, static_cast<std::uint32_t>(run));
    for (Person i = begin_; i < begin_ + size_; ++i)
      luck_.push_back(-std::log(open_unit_interval(random.draw(i, 0, withstanding))));
  }
  std::vector<std::vector<Person>> naming(size_);
  for (Person i = 0; i < size_; ++i)
    for (const Person named : data.named_by(begin_ + i)) naming[named - begin_].push_back(i);
  first_naming_.push_back(0);
  for (const std::vector<Person>& by : naming) {
    naming_.insert(naming_.end(), by.begin(), by.end());
    first_naming_.push_back(static_cast<std::uint32_t>(naming_.size()));
  }
}

// The rates that whoever is left after the known periods has withstood in them: they tell of a person's frailty.
std::vector<double> Stage::known_sums(const Hazard& hazard) const {
  std::vector<double> sums(size_);
  std::vector<std::uint32_t> seen(size_);
  for (int t = 1; t <= known_; ++t) {
    std::size_t started = 0;
    std::fill(seen.begin(), seen.end(), 0);
    for (Person i = 0; i < size_; ++i) {
      if (data_.period[begin_ + i] >= t) continue;
      ++started;
      for (std::uint32_t k = first_naming_[i]; k < first_naming_[i + 1]; ++k) ++seen[naming_[k]];
    }
    for (Person i = 0; i < size_; ++i) {
      const auto degree = static_cast<double>(data_.named_by(begin_ + i).size());
      sums[i] +=
          hazard.rate(t, hazard.social_proof(degree == 0 ? 0 : seen[i] / degree), static_cast<double>(started) / size_);
    }
  }
  return sums;
}

std::vector<std::uint16_t> Stage::simulated(const Hazard& hazard, int runs) const {
  const bool multiplied = hazard.form().granted == Granted::multiplied, ties = hazard.form().ties;
  const double v = hazard.value(Symbol::v), of_place = hazard.value(Symbol::r);
  const std::vector<double> entry = v > 0 ? known_sums(hazard) : std::vector<double>(size_);
  // What a person's number of started neighbours adds, for each number there can be.
  std::vector<std::uint32_t> first_added;
  std::vector<double> added;
  for (Person i = 0; i < size_; ++i) {
    first_added.push_back(static_cast<std::uint32_t>(added.size()));
    const std::size_t degree = data_.named_by(begin_ + i).size();
    for (std::size_t n = 0; n <= degree; ++n)
      added.push_back(hazard.value(Symbol::q) *
                      hazard.social_proof(n == 0 ? 0 : static_cast<double>(n) / static_cast<double>(degree)));
  }

  const auto never = static_cast<std::uint16_t>(data_.periods + 1);
  std::vector<std::uint16_t> out(static_cast<std::size_t>(runs) * size_, never);
  // Whoever has not started yet, close together; one more place takes what is told to those who have. Written without a
  // branch on who starts, which a processor cannot foresee.
  struct Waiting {
    Person person;
    std::uint32_t state;  // of added
    double left;
  };
  std::vector<Waiting> waiting(size_ + 1);
  std::vector<std::uint32_t> place_of(size_);  // in waiting
  std::vector<Person> starting(size_ + 1);
  for (int run = 0; run < runs; ++run) {
    std::uint16_t* const period = out.data() + static_cast<std::size_t>(run) * size_;
    const double* const luck = luck_.data() + static_cast<std::size_t>(run) * size_;
    std::uint32_t left = 0;
    std::size_t news = 0, started = 0;
    for (Person i = 0; i < size_; ++i) {
      place_of[i] = size_;
      if (const int observed = data_.period[begin_ + i]; observed <= known_) {
        period[i] = static_cast<std::uint16_t>(observed);
        starting[news++] = i;
        continue;
      }
      place_of[i] = left;
      const double withstood = v > 0 ? std::expm1(v * luck[i]) / v : luck[i];
      waiting[left++] = {i, first_added[i], withstood * (1 + v * entry[i])};
    }
    for (int t = known_ + 1; t <= data_.periods; ++t) {
      // Who started a period ago is seen from now on.
      started += news;
      for (std::size_t s = 0; ties && s < news; ++s)
        for (std::uint32_t k = first_naming_[starting[s]]; k < first_naming_[starting[s] + 1]; ++k)
          ++waiting[place_of[naming_[k]]].state;
      news = 0;
      const double h = hazard.calendar(t), share = static_cast<double>(started) / size_;
      const double base = hazard.value(Symbol::p) * (multiplied ? 1.0 : h) + of_place * share;
      const double factor = multiplied ? h : 1.0;
      std::uint32_t kept = 0;
      for (std::uint32_t k = 0; k < left; ++k) {
        Waiting one = waiting[k];
        one.left -= (base + added[one.state]) * factor;
        const bool starts = one.left <= 0;
        period[one.person] = starts ? static_cast<std::uint16_t>(t) : never;
        starting[news] = one.person;
        news += starts;
        place_of[one.person] = starts ? size_ : kept;
        waiting[kept] = one;
        kept += !starts;
      }
      left = kept;
    }
  }
  return out;
}

std::vector<double> Stage::started_by(const Hazard& hazard, std::span<const std::uint16_t> periods) const {
  const std::size_t columns = static_cast<std::size_t>(data_.periods) + 1;
  std::vector<double> share(size_ * columns);
  if (!hazard.form().looks()) {
    const std::vector<double> entry = known_sums(hazard);
    for (std::size_t i = 0; i < size_; ++i) {
      const int observed = data_.period[begin_ + i];
      double sum = entry[i];
      for (int t = 1; t <= data_.periods; ++t) {
        if (t > known_) sum += hazard.rate(t, 0, 0);
        share[i * columns + static_cast<std::size_t>(t)] =
            observed <= known_ ? static_cast<double>(observed <= t)
                               : -std::expm1(hazard.survival(sum).log - hazard.survival(entry[i]).log);
      }
    }
    return share;
  }
  const double runs = static_cast<double>(periods.size()) / size_;
  for (std::size_t at = 0; at < periods.size(); ++at)
    if (periods[at] <= data_.periods) share[at % size_ * columns + periods[at]] += 1;
  for (std::size_t i = 0; i < size_; ++i) {
    double sum = 0;
    for (std::size_t t = 0; t < columns; ++t) {
      sum += share[i * columns + t];
      share[i * columns + t] = sum / runs;
    }
  }
  return share;
}

Band band_of(std::span<const std::uint16_t> simulated, std::size_t place_size, int periods) {
  const std::size_t runs = simulated.size() / place_size;
  Band band;
  std::vector<double> shares(runs);
  for (int t = 0; t <= periods; ++t) {
    double sum = 0;
    for (std::size_t run = 0; run < runs; ++run) {
      const auto here = simulated.subspan(run * place_size, place_size);
      shares[run] = static_cast<double>(std::count_if(here.begin(), here.end(), [&](int p) { return p <= t; })) /
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
