// How many members a struct has, so that one without a Key fails a static_assert instead of going unnoticed: an
// aggregate takes one initialiser a member and refuses one more. (Boost.PFR counts alike, in a newer Boost than
// Debian's.)
#pragma once
#include <cstddef>

namespace kantel {

// Stands for a value of any type; only ever named where nothing is evaluated.
struct AnyValue {
  template <class T>
  operator T() const;  // NOLINT: implicit, as an initialiser must be
};

// A base class counts as one member.
template <class Struct, class... Values>
consteval std::size_t fields_of(Values... values) {
  if constexpr (requires { Struct{values..., AnyValue{}}; })
    return fields_of<Struct>(values..., AnyValue{});
  else
    return sizeof...(Values);
}

// The members of a struct and of the bases that are named, which must be all of them.
template <class Struct, class... Bases>
consteval std::size_t members_of() {
  return (fields_of<Struct>() + ... + (fields_of<Bases>() - 1));
}

}  // namespace kantel
