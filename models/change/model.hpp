// The change model, as everything that is done with a model sees it (models/model.hpp).
#pragma once
#include "models/model.hpp"

namespace kantel {

const Model& change_model();
std::string example_of_change(const std::string& name);

}  // namespace kantel
