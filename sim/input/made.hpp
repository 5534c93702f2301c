// Values made by hand, for documents that a program writes: table_of({{"name", "x"}, {"days", days}}).
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "sim/input/document.hpp"

namespace kantel {

struct Made {  // implicit from what a document may hold
  Value value;
  Made(Value given) : value(std::move(given)) {}              // NOLINT(google-explicit-constructor)
  Made(bool given) { value.data = given; }                    // NOLINT(google-explicit-constructor)
  Made(std::int64_t given) { value.data = given; }            // NOLINT(google-explicit-constructor)
  Made(double given) { value.data = given; }                  // NOLINT(google-explicit-constructor)
  Made(std::string given) { value.data = std::move(given); }  // NOLINT(google-explicit-constructor)
  Made(std::string_view given) : Made(std::string(given)) {}  // NOLINT(google-explicit-constructor)
  Made(const char* given) : Made(std::string(given)) {}       // NOLINT(google-explicit-constructor)
  Made(Value::List given) { value.data = std::move(given); }  // NOLINT(google-explicit-constructor)
};

inline Value table_of(std::initializer_list<std::pair<std::string_view, Made>> members) {
  Value::Table table;
  for (const auto& [key, made] : members) table.push_back({std::string(key), made.value});
  Value value;
  value.data = std::move(table);
  return value;
}

}  // namespace kantel
