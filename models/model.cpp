#include "models/model.hpp"

#include <algorithm>

namespace kantel {

const PeopleColumn* People::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &PeopleColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

void Run::save(std::ostream&) const { throw std::logic_error("runs of this model cannot be saved"); }
void Run::load(std::istream&) { throw std::logic_error("runs of this model cannot be saved"); }

}  // namespace kantel
