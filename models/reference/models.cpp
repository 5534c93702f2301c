// The list of reference models, a file each, in the order `kantel describe` shows them.
#include <algorithm>

#include "models/reference/reference.hpp"

namespace kantel {

// Each file's own declaration.
const ReferenceModel& bass_model();
const ReferenceModel& si_model();
const ReferenceModel& sis_model();
const ReferenceModel& sir_model();
const ReferenceModel& independent_cascade_model();
const ReferenceModel& linear_threshold_model();
const ReferenceModel& granovetter_model();
const ReferenceModel& watts_model();
const ReferenceModel& complex_contagion_model();
const ReferenceModel& degroot_model();
const ReferenceModel& friedkin_johnsen_model();
const ReferenceModel& voter_model();
const ReferenceModel& deffuant_model();
const ReferenceModel& hegselmann_krause_model();
const ReferenceModel& naming_game_model();
const ReferenceModel& best_response_model();
const ReferenceModel& march_model();

std::span<const ReferenceModel* const> reference_models() {
  static const std::array all{&bass_model(),
                              &si_model(),
                              &sis_model(),
                              &sir_model(),
                              &independent_cascade_model(),
                              &linear_threshold_model(),
                              &granovetter_model(),
                              &watts_model(),
                              &complex_contagion_model(),
                              &degroot_model(),
                              &friedkin_johnsen_model(),
                              &voter_model(),
                              &deffuant_model(),
                              &hegselmann_krause_model(),
                              &naming_game_model(),
                              &best_response_model(),
                              &march_model()};
  return all;
}

const ReferenceModel* find_reference_model(std::string_view name) {
  const auto all = reference_models();
  const auto found = std::ranges::find(all, name, &ReferenceModel::name);
  return found == all.end() ? nullptr : *found;
}

}  // namespace kantel
