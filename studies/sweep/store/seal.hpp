// The seal of a row of a store: a hash of what it says. Readers, resuming and merging compute it again, so that damage
// which SQLite does not see (a flipped bit in a number) is told and not exported.
#pragma once
#include <bit>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "sim/input/hash.hpp"

namespace kantel {

class Seal {
 public:
  Seal& operator<<(std::string_view text) {
    *this << static_cast<std::int64_t>(text.size());
    hash_ = fnv1a(text, hash_);
    return *this;
  }
  Seal& operator<<(std::int64_t number) {
    hash_ = fnv1a({reinterpret_cast<const char*>(&number), sizeof number}, hash_);
    return *this;
  }
  // NULL in the database: undefined.
  Seal& operator<<(double number) {
    if (number == 0) number = 0;  // SQLite keeps no sign of it
    return *this << (std::isnan(number) ? std::int64_t{-1} : std::bit_cast<std::int64_t>(number));
  }
  // As SQLite's integers are signed.
  std::int64_t value() const { return static_cast<std::int64_t>(hash_); }

 private:
  std::uint64_t hash_ = hash_of_nothing;
};

}  // namespace kantel
