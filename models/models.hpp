// The models there are, a row each, and a scenario of whichever of them it is about.
#pragma once
#include "models/model.hpp"

namespace kantel {

// In the order `kantel describe` shows them; the first is what a scenario is about that names none.
std::span<const Model* const> models();
// Null when there is none of that name.
const Model* find_model(std::string_view name);
// One more, from outside: before the first scenario is read. It must outlive every use.
void add_model(const Model& model);

// The model a document is about. Throws InputError for a name there is none of.
const Model& model_of(const Value& document);

// A scenario as text. `file` names it in messages, and its folder is what relative paths are relative to. The settings
// of options.overrides are applied first. Throws InputError with every problem.
std::unique_ptr<World> open_scenario(std::string_view text, const std::string& file,
                                     const PrepareOptions& options = {});

}  // namespace kantel
