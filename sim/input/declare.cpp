#include "sim/input/declare.hpp"

#include <algorithm>
#include <charconv>

namespace kantel {

namespace {

template <class Float>
std::string shortest_text(Float value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value == 0 ? Float{0} : value).ptr;
  return {buffer, end};
}

// How a user's value is quoted back: short, printable.
std::string quoted(const Value& value) {
  if (const auto* text = value.as<std::string>()) {
    std::string shown = "\"";
    for (const char c : std::string_view(*text).substr(0, 60)) shown += static_cast<unsigned char>(c) < 32 ? '?' : c;
    return shown + (text->size() > 60 ? "…\"" : "\"");
  }
  if (const auto* number = value.as<double>()) return shortest(*number);
  if (const auto* integer = value.as<std::int64_t>()) return std::to_string(*integer);
  if (const auto* boolean = value.as<bool>()) return *boolean ? "true" : "false";
  return value.kind();
}

// The same, whole numbers in full: 100000, not 1e+05.
std::string in_full(double value) {
  return std::abs(value) < 1e16 && value == std::floor(value) ? std::to_string(static_cast<std::int64_t>(value))
                                                              : shortest(value);
}

// 1000, and 1e3 too.
std::optional<std::int64_t> whole_number(const Value& value) {
  if (const auto* integer = value.as<std::int64_t>()) return *integer;
  const auto* real = value.as<double>();
  if (real && std::abs(*real) < 9e15 && *real == std::floor(*real)) return static_cast<std::int64_t>(*real);
  return std::nullopt;
}

}  // namespace

std::string shortest(double value) { return shortest_text(value); }
std::string shortest(float value) { return shortest_text(value); }

std::string quoted_text(std::string_view text) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (byte < 32 || byte == 127)
      out += std::string("\\u00") + hex[byte >> 4] + hex[byte & 15];
    else
      out += c;
  }
  return out + "\"";
}

std::string range_text(double low, double high) {
  if (low == -infinite && high == infinite) return "any number";
  if (high == infinite) return "at least " + in_full(low);
  if (low == -infinite) return "at most " + in_full(high);
  return in_full(low) + " to " + in_full(high);
}

std::string value_text(double value) { return shortest(value); }
std::string value_text(std::int64_t value) { return std::to_string(value); }
std::string value_text(bool value) { return value ? "true" : "false"; }
std::string value_text(const std::string& value) { return quoted_text(value); }
std::string value_text(const std::vector<std::int64_t>& value) {
  std::string text;
  for (const std::int64_t item : value) text += (text.empty() ? "" : ", ") + std::to_string(item);
  return "[" + text + "]";
}

std::string allowed_text(const Bounds& bounds) {
  switch (bounds.kind) {
    case Bounds::Kind::choice: return joined(bounds.choices);
    case Bounds::Kind::boolean: return "true, false";
    case Bounds::Kind::text: return "text";
    case Bounds::Kind::list:
      if (!bounds.choices.empty()) return "any of " + joined(bounds.choices);
      break;
    case Bounds::Kind::number:
    case Bounds::Kind::integer: break;
  }
  return range_text(bounds.low, bounds.high);
}

Place TableReader::place(std::string_view key) const {
  const Value* value = table_.find(key);
  const Value& at = value ? *value : table_;
  return {at.file, at.line, full_name(key)};
}

void TableReader::read(std::string_view key, double low, double high, double& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  double number = 0;
  if (const auto* real = value->as<double>()) {
    number = *real;
  } else if (const auto* integer = value->as<std::int64_t>()) {
    number = static_cast<double>(*integer);
  } else {
    problems_.add(place(key), "is " + quoted(*value) + ", which is not a number", range_text(low, high));
    return;
  }
  if (!(number >= low && number <= high)) {
    problems_.add(place(key),
                  "is " + quoted(*value) + (std::isnan(number) ? ", which is not a number" : ", out of range"),
                  range_text(low, high));
    return;
  }
  out = number;
}

void TableReader::read(std::string_view key, double low, double high, std::optional<double>& out) {
  if (!has(key)) return;
  double number = low;
  read(key, low, high, number);
  out = number;
}

void TableReader::read(std::string_view key, double low, double high, std::int64_t& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  const auto number = whole_number(*value);
  if (!number) {
    problems_.add(place(key), "is " + quoted(*value) + ", which is not a whole number", range_text(low, high));
  } else if (static_cast<double>(*number) < low || static_cast<double>(*number) > high) {
    problems_.add(place(key), "is " + quoted(*value) + ", out of range", range_text(low, high));
  } else {
    out = *number;
  }
}

void TableReader::read(std::string_view key, double low, double high, std::optional<std::int64_t>& out) {
  if (!has(key)) return;
  auto number = static_cast<std::int64_t>(low);
  read(key, low, high, number);
  out = number;
}

void TableReader::read(std::string_view key, bool& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  if (const auto* boolean = value->as<bool>())
    out = *boolean;
  else
    problems_.add(place(key), "is " + quoted(*value) + ", which is neither true nor false", "true or false");
}

void TableReader::read(std::string_view key, std::string& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  if (const auto* text = value->as<std::string>())
    out = *text;
  else
    problems_.add(place(key), "is " + quoted(*value) + ", which is not text", "text in quotes");
}

void TableReader::read(std::string_view key, std::span<const std::string_view> names, std::size_t& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  const auto* text = value->as<std::string>();
  if (!text) {
    problems_.add(place(key), "is " + quoted(*value) + ", which is not text", "one of " + joined(names));
  } else if (const auto found = std::find(names.begin(), names.end(), *text); found == names.end()) {
    problems_.add(place(key), "is " + quoted(*value) + ", which is unknown", "one of " + joined(names),
                  nearest_name(*text, names));
  } else {
    out = static_cast<std::size_t>(found - names.begin());
  }
}

void TableReader::read(std::string_view key, std::span<const std::string_view> names, std::vector<std::size_t>& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  const auto* list = value->as<Value::List>();
  const std::string allowed = "a list of any of " + joined(names) + ", each in quotes";
  if (!list) {
    problems_.add(place(key), "is " + quoted(*value) + ", which is not a list", allowed);
    return;
  }
  std::vector<std::size_t> places;
  for (const Value& item : *list) {
    const auto* text = item.as<std::string>();
    const auto found = text ? std::find(names.begin(), names.end(), *text) : names.end();
    const auto at = static_cast<std::size_t>(found - names.begin());
    if (found == names.end())
      problems_.add(place(key), "holds " + quoted(item), allowed, text ? nearest_name(*text, names) : "");
    else if (std::find(places.begin(), places.end(), at) != places.end())
      problems_.add(place(key), "holds " + quoted(item) + " twice", allowed);
    else
      places.push_back(at);
  }
  out = std::move(places);
}

void TableReader::read(std::string_view key, double low, double high, std::vector<std::int64_t>& out) {
  const Value* value = table_.find(key);
  if (!value) return;
  const auto* list = value->as<Value::List>();
  const std::string allowed = "a list of whole numbers, each " + range_text(low, high);
  if (!list) {
    problems_.add(place(key), "is " + quoted(*value) + ", which is not a list", allowed);
    return;
  }
  std::vector<std::int64_t> numbers;
  for (const Value& item : *list) {
    const auto* integer = item.as<std::int64_t>();
    if (!integer || static_cast<double>(*integer) < low || static_cast<double>(*integer) > high) {
      problems_.add(place(key), "holds " + quoted(item), allowed);
      return;
    }
    numbers.push_back(*integer);
  }
  out = std::move(numbers);
}

void TableReader::refuse_former(std::string_view former, std::string_view name) {
  if (!has(former)) return;
  former_.push_back(former);
  problems_.add(place(former), "is now called " + std::string(name));
}

void TableReader::refuse_others(std::span<const std::string_view> known) {
  const auto* members = table_.as<Value::Table>();
  if (!members) {
    problems_.add({table_.file, table_.line, path_}, std::string("is ") + table_.kind() + ", not a table", "a table");
    return;
  }
  constexpr std::size_t most = 20;
  std::size_t unknown = 0;
  for (const auto& [name, value] : *members)
    if (std::find(known.begin(), known.end(), name) == known.end() &&
        std::find(former_.begin(), former_.end(), name) == former_.end() && ++unknown <= most)
      problems_.add({value.file, value.line, full_name(name)}, "unknown key", "one of " + joined(known),
                    nearest_name(name, known));
  if (unknown > most)
    problems_.add({table_.file, table_.line, path_}, "and " + std::to_string(unknown - most) + " more unknown keys");
}

}  // namespace kantel
