// What a comparison may draw anew: the numbers of [parameters] and [change] that have a plausible range. What the
// scenario says stays as it says.
#include <algorithm>

#include "models/change/scenario/scenario.hpp"

namespace kantel {

namespace {

template <class Table>
void add(std::string_view name, std::span<const Key<Table>> keys, Table table, const Value& document,
         std::vector<Assumed>& list) {
  Table defaults;
  const Value* given = document.find(name);
  for (const Key<Table>& key : keys) {
    const double* value = key.member.template as<double>(table);
    if (!value || key.plausible.is_empty()) continue;
    // A kind of change has values of its own.
    const Range range = *value == *key.member.template as<double>(defaults)
                            ? key.plausible
                            : plausible_range(*value, bounds_of(key), key.source);
    list.push_back({std::string(name) + "." + std::string(key.name), key.symbol, *value, range,
                    is_share(bounds_of(key)), range.is_empty() || (given && given->find(key.name))});
  }
}

}  // namespace

std::vector<Assumed> assumed_of(const Scenario& scenario, const Value& document) {
  std::vector<Assumed> list;
  add("change", change_keys(), scenario.change, document, list);
  add("parameters", parameter_keys(), scenario.parameters, document, list);
  const SocialProof felt = scenario.change.social_proof;
  std::erase_if(list, [&](const Assumed& one) {  // of no use here
    return (one.key == "change.transmission" && felt != SocialProof::independent) ||
           (one.key == "change.ties_needed" && felt != SocialProof::absolute);
  });
  // The weights of the needs have room as long as none is given and nobody's are moved.
  const auto weights = [](const Assumed& one) { return one.key == "parameters.w_a" || one.key == "parameters.w_c"; };
  const auto moved = [](const auto& one) { return one.differs.w_a || one.differs.w_a_shift != 0; };
  const bool fixed = std::ranges::any_of(list, [&](const Assumed& one) { return weights(one) && one.held; }) ||
                     std::ranges::any_of(scenario.cohorts, moved) || std::ranges::any_of(scenario.units, moved) ||
                     !scenario.differences.units.empty();
  for (Assumed& one : list)
    if (weights(one)) one.held |= fixed;
  return list;
}

}  // namespace kantel
