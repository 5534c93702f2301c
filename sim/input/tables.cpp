#include "sim/input/tables.hpp"

#include <algorithm>

namespace kantel {

namespace {

std::vector<std::string> parts_of(std::string_view path) {
  return path.empty() ? std::vector<std::string>{} : key_parts(path);
}

bool stands_at(const DeclaredTable& table, std::span<const std::string> place) {
  const std::vector<std::string> pattern = parts_of(table.path);
  return std::ranges::equal(pattern, place,
                            [](std::string_view own, std::string_view part) { return own == "*" || own == part; });
}

// The first key that `is` accepts, of the tables that stand where the name says.
template <class Is>
const DeclaredKey* key_that(std::span<const DeclaredTable> tables, std::string_view name, Is is) {
  std::vector<std::string> place = parts_of(name);
  if (place.empty()) return nullptr;
  const std::string last = place.back();
  place.pop_back();
  for (const DeclaredTable& table : tables)
    if (stands_at(table, place))
      for (const DeclaredKey& key : table.keys)
        if (is(key, last)) return &key;
  return nullptr;
}

}  // namespace

const DeclaredTable* find_table(std::span<const DeclaredTable> tables, std::string_view path) {
  const auto found = std::ranges::find(tables, path, &DeclaredTable::path);
  return found == tables.end() ? nullptr : &*found;
}

const DeclaredKey* find_key(std::span<const DeclaredTable> tables, std::string_view name) {
  return key_that(tables, name, [](const DeclaredKey& key, std::string_view last) { return key.name == last; });
}

std::string renamed_key(std::span<const DeclaredTable> tables, std::string_view former) {
  const DeclaredKey* key = key_that(
      tables, former, [](const DeclaredKey& k, std::string_view last) { return !last.empty() && k.formerly == last; });
  if (!key) return "";
  return std::string(former.substr(0, former.size() - key->formerly.size())) + std::string(key->name);
}

}  // namespace kantel
