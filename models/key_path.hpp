// A dotted key, matched against a pattern in which * is any one part.
#pragma once
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "models/model.hpp"

namespace kantel {

class KeyPath {
 public:
  explicit KeyPath(const std::string& key) {
    std::istringstream text(key);
    for (std::string part; std::getline(text, part, '.');) parts_.push_back(part);
    if (parts_.empty()) parts_.emplace_back();
  }
  bool is(std::string_view pattern) const {
    std::istringstream text{std::string(pattern)};
    std::size_t at = 0;
    for (std::string part; std::getline(text, part, '.'); ++at)
      if (at == parts_.size() || (part != "*" && part != parts_[at])) return false;
    return at == parts_.size();
  }
  const std::string& last() const { return parts_.back(); }

 private:
  std::vector<std::string> parts_;
};

template <class Settings>
std::optional<KeyWords> words_in(std::span<const Key<Settings>> keys, std::string_view name) {
  for (const Key<Settings>& key : keys)
    if (key.name == name) return KeyWords{bounds_of(key), std::string(key.sentence)};
  return std::nullopt;
}

}  // namespace kantel
