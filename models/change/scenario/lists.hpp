// A list of tables, as a scenario writes it: [[arm]], [[unit]], [[cohort]].
#pragma once
#include <string>

#include "sim/input/document.hpp"

namespace kantel {

// Null, and a problem, where something else stands there.
inline const Value::List* list_of_tables(const Value& value, const std::string& path, Problems& problems) {
  const auto* list = value.as<Value::List>();
  if (!list)
    problems.add({value.file, value.line, path}, std::string("is ") + value.kind(),
                 "a list of tables, [[" + path + "]]");
  return list;
}

}  // namespace kantel
