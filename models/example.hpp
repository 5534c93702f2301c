// A scenario to begin with, as `kantel new` writes it: every key that it may hold stands in it with its meaning and
// what is allowed, from the declarations; those that a first run needs are set, the rest are comments that show the
// default.
#pragma once
#include <initializer_list>

#include "models/model.hpp"

namespace kantel {

// What every scenario begins with: its name, model, question and days.
std::string example_opening(const Model& model, const std::string& name, std::string_view question);
// Every key of a table but those that are set, as comments.
std::string commented(std::span<const DeclaredTable> tables, std::string_view path,
                      std::initializer_list<std::string_view> set = {});

}  // namespace kantel
