#include "models/reference/games/encounters.hpp"

#include <numeric>

namespace kantel {

Encounters::Encounters(const Ground& ground)
    : network_(&ground.network), random_(ground.random), people_(ground.network.people) {
  if (!network_->weighted) return;
  for (Employee v = 0; v < people_; ++v) {
    const std::span<const double> weights = network_->weighted->weights_of(v);
    row_sum_.push_back(std::accumulate(weights.begin(), weights.end(), 0.0));
  }
}

Encounter Encounters::at(std::uint32_t step, std::uint32_t day) const {
  const FourDraws draws = random_.four(step, day, draw_encounter / 4);
  const Employee person = one_of(people_, draws[0]);
  Employee other = nobody;
  if (network_->complete) {
    if (people_ > 1) {
      other = one_of(people_ - 1, draws[1]);
      other += other >= person;
    }
  } else if (network_->weighted) {
    const std::span<const double> weights = network_->weighted->weights_of(person);
    double left = row_sum_[person] * open_unit_interval(draws[1]);
    std::size_t i = 0;
    while (i + 1 < weights.size() && left >= weights[i]) left -= weights[i++];
    if (!weights.empty()) other = network_->weighted->targets_of(person)[i];
  } else if (const std::span<const Employee> ties = network_->ties.ties(person); !ties.empty()) {
    other = ties[one_of(static_cast<std::uint32_t>(ties.size()), draws[1])];
  }
  return {person, other, draws[2]};
}

std::string objection_to_one_way(const NetworkSettings& network) {
  if (network.form != NetworkForm::edges || !network.directed) return "";
  return "people meet both ways: network.directed must be false";
}

}  // namespace kantel
