// The tables a scenario may hold, each registered once: where it stands, what it is for, its keys, and which member of
// its owner it fills. Reading and writing follow from that. What everything else needs (`describe`, `new`, bounds of
// factors, Python) is the same list without its structs: DeclaredTable.
#pragma once
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/declare.hpp"

namespace kantel {

struct DeclaredKey {
  std::string_view name, sentence, formerly;  // formerly: "" for most
  Bounds bounds;
  KeyRow row;
};

struct DeclaredTable {
  std::string path;  // "", "parameters", "arm.*.event.*": * is any name or number in a list of tables
  std::string title, sentence;
  std::vector<DeclaredKey> keys;
};

template <class Settings>
std::vector<DeclaredKey> declared_keys(std::span<const Key<Settings>> keys) {
  static const Settings defaults;
  std::vector<DeclaredKey> list;
  for (const Key<Settings>& key : keys)
    list.push_back({key.name, key.sentence, key.formerly, bounds_of(key), key_row(key, defaults)});
  return list;
}

// The table of that path; null when there is none.
const DeclaredTable* find_table(std::span<const DeclaredTable> tables, std::string_view path);
// The key that a scenario, --set or a factor calls by this name ("arm.rollout.policy"); null when there is none.
const DeclaredKey* find_key(std::span<const DeclaredTable> tables, std::string_view name);
// What a key is called now that was called so before ("change.f" → "change.social_proof"); "" for all others.
std::string renamed_key(std::span<const DeclaredTable> tables, std::string_view former);

// A table inside a struct: a table of its own, or a list of tables.
template <class Owner>
struct OwnedTable {
  std::string_view name;
  DeclaredTable declared;
  // Reads what stands in its place, `path` in messages.
  std::function<void(const Value& value, const std::string& path, Owner& out, Problems& problems)> read;
  std::function<void(std::string& out, const Owner& owner)> write;
};

// One that is a member, read and written key by key.
template <class Owner, class Settings>
OwnedTable<Owner> owned_table(std::string_view name, DeclaredTable words, std::span<const Key<Settings>> keys,
                              Settings Owner::*member) {
  words.keys = declared_keys(keys);
  std::string header;  // the path without its asterisks
  for (std::size_t at = 0; at < words.path.size(); ++at)
    if (words.path.compare(at, 2, "*.") == 0)
      ++at;
    else
      header += words.path[at];
  return {name, std::move(words),
          [=](const Value& value, const std::string& path, Owner& out, Problems& problems) {
            read_table(value, path, keys, out.*member, problems);
          },
          [=](std::string& out, const Owner& owner) {
            out += "\n[" + header + "]\n";
            write_keys(out, keys, owner.*member);
          }};
}

template <class Owner>
std::vector<std::string_view> names_of_tables(std::span<const OwnedTable<Owner>> tables) {
  std::vector<std::string_view> names;
  for (const OwnedTable<Owner>& table : tables) names.push_back(table.name);
  return names;
}

// Reads those of the tables that the value has.
template <class Owner>
void read_nested(const Value& value, const std::string& path, std::span<const OwnedTable<Owner>> tables, Owner& out,
                 Problems& problems) {
  for (const OwnedTable<Owner>& table : tables)
    if (const Value* found = value.find(table.name))
      table.read(*found, (path.empty() ? "" : path + ".") + std::string(table.name), out, problems);
}

template <class Owner>
void write_nested(std::string& out, std::span<const OwnedTable<Owner>> tables, const Owner& owner) {
  for (const OwnedTable<Owner>& table : tables) table.write(out, owner);
}

}  // namespace kantel
