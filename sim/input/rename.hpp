// Puts keys that are called otherwise now right in the file's own text: the tokens and nothing else, so that comments
// and layout stay.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/tables.hpp"

namespace kantel {

struct Renaming {
  int line;
  std::string before, now;  // dotted
};
struct Renamed {
  std::string text;
  std::vector<Renaming> changes;  // in the order of the file
};

// A scenario's text. Throws InputError: a syntax error, or a key that stands beside its new name.
Renamed rename_keys(std::string_view text, const std::string& file, std::span<const DeclaredTable> tables);
// An experiment's: the keys of its factors, of [set] and of its points. `tables` are its scenario's.
Renamed rename_keys_of_experiment(std::string_view text, const std::string& file,
                                  std::span<const DeclaredTable> tables);

}  // namespace kantel
