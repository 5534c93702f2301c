#include "studies/adoption/hazard.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <numeric>

#include "sim/mathematics.hpp"

namespace kantel::adoption {

namespace {

constexpr std::array<HazardForm, 6> forms{{
    {"kernel", 0, Contagion::named, "p + q·y²/(y² + θ²), y of those one names"},
    {"bass", 0, Contagion::place, "p + q·y, y of one's place"},
    {"constant", 0, Contagion::none, "p"},
    {"calendar", 1, Contagion::none, "p·exp(b·u), u the month from −1 to 1"},
    {"calendar_curve", 2, Contagion::none, "p·exp(b·u + c·u²)"},
    {"kernel_on_calendar", 2, Contagion::named, "p·exp(b·u + c·u²) + q·y²/(y² + θ²)"},
}};

// How many of those a person looks at had started by each month, as a share.
class Seen {
 public:
  Seen(const AdoptionData& data, Contagion contagion) : data_(data), contagion_(contagion) {}
  double share(std::size_t place, Person person, int by_month) const {
    if (contagion_ == Contagion::none) return 0;
    if (contagion_ == Contagion::place) return data_.observed_share(place, by_month);
    const auto named = data_.named_by(person);
    if (named.empty()) return 0;
    std::size_t started = 0;
    for (const Person other : named) started += data_.month[other] <= by_month;
    return static_cast<double>(started) / static_cast<double>(named.size());
  }

 private:
  const AdoptionData& data_;
  Contagion contagion_;
};

}  // namespace

std::span<const HazardForm> hazard_forms() { return forms; }

std::size_t hazard_form(std::string_view name) {
  std::size_t i = 0;
  while (i < forms.size() && forms[i].name != name) ++i;
  assert(i < forms.size());
  return i;
}

std::vector<HazardParameter> parameters_of(const HazardForm& form) {
  std::vector<HazardParameter> parameters{{"p", 1e-5, 10, Scale::logarithmic}};
  if (form.calendar >= 1) parameters.push_back({"b", -10, 10, Scale::linear});
  if (form.calendar >= 2) parameters.push_back({"c", -10, 10, Scale::linear});
  if (form.contagion != Contagion::none) parameters.push_back({"q", 0, 10, Scale::from_zero});
  if (form.contagion == Contagion::named)
    parameters.push_back({"theta", .05, .95, Scale::logarithmic});  // as the change model clips
  return parameters;
}

Hazard::Hazard(const HazardForm& form, std::span<const double> values, int months)
    : contagion_(form.contagion), baseline_(static_cast<std::size_t>(months) + 1) {
  std::size_t next = 0;
  const double p = values[next++];
  const double b = form.calendar >= 1 ? values[next++] : 0;
  const double c = form.calendar >= 2 ? values[next++] : 0;
  if (form.contagion != Contagion::none) q_ = values[next++];
  if (form.contagion == Contagion::named) theta_ = values[next];
  for (int month = 1; month <= months; ++month) {
    const double u = (2.0 * month - months - 1) / (months - 1);
    baseline_[static_cast<std::size_t>(month)] = form.calendar == 0 ? p : p * exponential(b * u + c * u * u);
  }
}

double Hazard::added(double y) const {
  switch (contagion_) {
    case Contagion::none: return 0;
    case Contagion::place: return q_ * y;
    case Contagion::named: return q_ * (y * y) / (y * y + theta_ * theta_);
  }
  return 0;
}

double Counts::person_months() const {
  return std::accumulate(started.begin(), started.end(), 0.0) + std::accumulate(stayed.begin(), stayed.end(), 0.0);
}

Exposure::Exposure(const AdoptionData& data, Contagion contagion) {
  const Seen seen(data, contagion);
  std::map<std::pair<int, double>, std::uint32_t> known;
  first_.push_back(0);
  for (std::size_t place = 0; place < data.places.size(); ++place)
    for (Person person = data.first_of_place[place]; person < data.first_of_place[place + 1]; ++person) {
      for (int month = 1; month <= std::min(data.months, data.month[person]); ++month) {
        const double y = seen.share(place, person, month - 1);
        const auto [cell, fresh] = known.try_emplace({month, y}, static_cast<std::uint32_t>(cells_.size()));
        if (fresh) cells_.push_back({month, y});
        cell_.push_back(cell->second);
      }
      first_.push_back(static_cast<std::uint32_t>(cell_.size()));
      starts_.push_back(data.month[person] <= data.months);
    }
}

Counts Exposure::counts(std::span<const int> weight, int after) const {
  Counts counts{std::vector<double>(cells_.size()), std::vector<double>(cells_.size())};
  for (std::size_t person = 0; person < weight.size(); ++person) {
    if (weight[person] == 0) continue;
    for (std::uint32_t at = first_[person]; at < first_[person + 1]; ++at) {
      const std::uint32_t cell = cell_[at];
      if (cells_[cell].month <= after) continue;
      const bool starts = starts_[person] && at + 1 == first_[person + 1];
      (starts ? counts.started : counts.stayed)[cell] += weight[person];
    }
  }
  return counts;
}

double log_likelihood(const Hazard& hazard, const Exposure& exposure, const Counts& counts) {
  double sum = 0;
  for (std::size_t cell = 0; cell < exposure.cells().size(); ++cell) {
    const double started = counts.started[cell], stayed = counts.stayed[cell];
    if (started == 0 && stayed == 0) continue;
    const double rate = hazard.rate(exposure.cells()[cell].month, exposure.cells()[cell].y);
    sum -= stayed * rate;
    if (started > 0) sum += started * logarithm(1 - exponential(-rate));
  }
  return sum;
}

}  // namespace kantel::adoption
