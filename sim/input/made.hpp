// Values made by hand, for documents that a program writes: table_of({{"name", "x"}, {"days", days}}).
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "sim/input/document.hpp"

namespace kantel {

struct Made {
  Value value;
  Made(Value given) : value(std::move(given)) {}
  Made(bool given) { value.data = given; }
  Made(std::int64_t given) { value.data = given; }
  Made(double given) { value.data = given; }
  Made(std::string given) { value.data = std::move(given); }
  Made(std::string_view given) : Made(std::string(given)) {}
  Made(const char* given) : Made(std::string(given)) {}
  Made(Value::List given) { value.data = std::move(given); }
};

inline Value table_of(std::initializer_list<std::pair<std::string_view, Made>> members) {
  Value::Table table;
  for (const auto& [key, made] : members) table.push_back({std::string(key), made.value});
  Value value;
  value.data = std::move(table);
  return value;
}

}  // namespace kantel
