// What every scenario says, whichever model it is about, as declared keys.
#pragma once
#include "models/model.hpp"

namespace kantel {

std::span<const Key<ScenarioSettings>> scenario_keys();

// May stand as the name of a results folder: no separator, quote or line end, and not "." or "..".
bool names_a_folder(std::string_view name);

}  // namespace kantel
