#include "sim/input/tables.hpp"

#include <algorithm>

namespace kantel {

namespace {

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= path.size() && !path.empty();) {
    const std::size_t dot = std::min(path.find('.', from), path.size());
    parts.push_back(path.substr(from, dot - from));
    from = dot + 1;
  }
  return parts;
}

bool stands_at(const DeclaredTable& table, std::span<const std::string_view> place) {
  const std::vector<std::string_view> pattern = parts_of(table.path);
  return std::ranges::equal(pattern, place,
                            [](std::string_view own, std::string_view part) { return own == "*" || own == part; });
}

// The first key that `is` accepts, of the tables that stand where the name says.
template <class Is>
const DeclaredKey* key_that(std::span<const DeclaredTable> tables, std::string_view name, Is is) {
  std::vector<std::string_view> place = parts_of(name);
  if (place.empty()) return nullptr;
  const std::string_view last = place.back();
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
  const DeclaredKey* key =
      key_that(tables, former, [](const DeclaredKey& k, std::string_view last) { return k.formerly == last; });
  if (!key) return "";
  return std::string(former.substr(0, former.size() - key->formerly.size())) + std::string(key->name);
}

}  // namespace kantel
