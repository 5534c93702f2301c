#include "sim/input/document.hpp"

#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>
#include <utf8.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "sim/input/declare.hpp"

namespace kantel {

namespace {

constexpr std::string_view settings_place = "--set";

Value converted(const toml::node& node, const std::string& file) {
  Value value;
  value.file = file;
  value.line = static_cast<int>(node.source().begin.line);
  if (const auto* boolean = node.as_boolean()) {
    value.data = boolean->get();
  } else if (const auto* integer = node.as_integer()) {
    value.data = integer->get();
  } else if (const auto* number = node.as_floating_point()) {
    value.data = number->get();
  } else if (const auto* text = node.as_string()) {
    value.data = text->get();
  } else if (const auto* list = node.as_array()) {
    Value::List items;
    for (const toml::node& item : *list) items.push_back(converted(item, file));
    value.data = std::move(items);
  } else if (const auto* table = node.as_table()) {
    Value::Table members;
    for (const auto& [key, member] : *table) {
      members.push_back({std::string(key.str()), converted(member, file)});
      Value& added = members.back().second;
      if (added.line == 0) added.line = static_cast<int>(key.source().begin.line);
    }
    // toml++ orders by name; the order of the file reads better in messages and decides nothing.
    std::stable_sort(members.begin(), members.end(),
                     [](const Value::Member& a, const Value::Member& b) { return a.second.line < b.second.line; });
    value.data = std::move(members);
  } else {  // dates and times
    std::ostringstream date;
    node.visit([&](const auto& leaf) {
      if constexpr (!toml::is_table<decltype(leaf)> && !toml::is_array<decltype(leaf)>) date << leaf;
    });
    value.data = date.str();
  }
  return value;
}

// People write .5 and -.5; TOML wants a digit before the point.
std::string with_leading_zero(std::string text) {
  const std::size_t sign = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  if (text.size() > sign && text[sign] == '.') text.insert(sign, "0");
  return text;
}

constexpr std::size_t deepest = 64;  // tables inside tables, by a key's dots

// A key of thousands of parts would be as many tables inside each other, for which no stack is deep enough. The dots of
// a key are counted where they stand: outside of quotes and comments, since the last sign that ends a key.
void refuse_deep_keys(std::string_view text, const std::string& file) {
  std::size_t dots = 0;
  int line = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      const bool is_long = text.substr(at).starts_with(std::string(3, c));
      const std::string end(is_long ? 3 : 1, c);
      for (at += end.size(); at < text.size() && text.substr(at, end.size()) != end; ++at) {
        if (!is_long && text[at] == '\n') break;  // not closed, which the parser says
        line += text[at] == '\n';
        if (c == '"' && text[at] == '\\') ++at;
      }
      at += end.size() - 1;
    } else if (c == '#') {
      at = std::min(text.find('\n', at), text.size()) - 1;
    } else if (c == '.') {
      if (++dots >= deepest)
        throw InputError({{file, line, ""}, "a key has more than 64 parts", "tables up to 64 deep", ""});
    } else if (std::string_view("\n=[]{},").find(c) != std::string_view::npos) {
      dots = 0;
      line += c == '\n';
    }
  }
}

}  // namespace

const Value* Value::find(std::string_view key) const {
  if (const Table* table = as<Table>())
    for (const auto& [name, value] : *table)
      if (name == key) return &value;
  return nullptr;
}

Value* Value::find(std::string_view key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

const char* Value::kind() const {
  constexpr const char* kinds[] = {"true or false", "a whole number", "a number", "text", "a list", "a table"};
  return kinds[data.index()];
}

Value parse_toml(std::string_view text, const std::string& file) {
  refuse_deep_keys(text, file);
  try {
    Value document = converted(toml::parse(text, file), file);
    document.line = 1;
    return document;
  } catch (const toml::parse_error& error) {
    throw InputError({{file, static_cast<int>(error.source().begin.line), ""},
                      "is not valid TOML: " + std::string(error.description()).substr(0, 300),
                      "",
                      ""});
  }
}

std::vector<Token> tokens_of(std::string_view text, const std::string& file) {
  parse_toml(text, file);  // for its problems
  const toml::table document = toml::parse(text, file);
  std::vector<std::size_t> lines{0};  // where each begins
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text[at] == '\n') lines.push_back(at + 1);
  const auto offset = [&](const toml::source_position& position) {
    auto at = text.begin() + static_cast<std::ptrdiff_t>(lines[position.line - 1]);
    for (auto column = position.column; column > 1 && at != text.end(); --column) utf8::next(at, text.end());
    return static_cast<std::size_t>(at - text.begin());
  };
  std::vector<Token> tokens;
  const auto add = [&](const std::string& path, std::string word, bool is_key, const toml::source_region& region) {
    const std::size_t begin = offset(region.begin);
    tokens.push_back(
        {path, std::move(word), is_key, begin, offset(region.end) - begin, static_cast<int>(region.begin.line)});
  };
  const auto visit = [&](const auto& self, const toml::node& node, const std::string& path) -> void {
    if (const auto* table = node.as_table()) {
      for (const auto& [key, member] : *table) {
        add(path, std::string(key.str()), true, key.source());
        self(self, member, path + std::string(key.str()) + ".");
      }
    } else if (const auto* list = node.as_array()) {
      for (std::size_t i = 0; i < list->size(); ++i) self(self, (*list)[i], path + std::to_string(i + 1) + ".");
    } else if (const auto* word = node.as_string()) {
      add(path, word->get(), false, node.source());
    }
  };
  visit(visit, document, "");
  std::ranges::sort(tokens, {}, &Token::begin);
  return tokens;
}

std::vector<std::string> key_parts(std::string_view key) {
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (const char c : key) {
    if (c == '"')
      quoted = !quoted;
    else if (c == '.' && !quoted)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

void apply_setting(Value& document, std::string_view setting, Problems& problems) {
  const Place place{std::string(settings_place), 0, std::string(setting.substr(0, 120))};
  if (!utf8::is_valid(setting.begin(), setting.end())) {
    problems.add(place, "is not UTF-8 text", "text as UTF-8");
    return;
  }
  std::size_t equals = 0;  // the first outside of quotes
  for (bool quoted = false; equals < setting.size() && (quoted || setting[equals] != '='); ++equals)
    if (setting[equals] == '"') quoted = !quoted;
  if (equals == setting.size()) equals = std::string_view::npos;
  if (equals == std::string_view::npos || equals == 0) {
    problems.add(place, "is not of the form key=value", "for example parameters.p=0.002");
    return;
  }
  const std::string written(setting.substr(equals + 1));
  Value value;
  try {
    value = std::move(*parse_toml("v = " + with_leading_zero(written), "").find("v"));
  } catch (const InputError&) {
    value.data = written;  // a bare word
  }
  const auto mark = [&](auto&& self, Value& node) -> void {
    node.file = settings_place;
    node.line = 0;
    if (auto* list = std::get_if<Value::List>(&node.data))
      for (Value& item : *list) self(self, item);
    if (auto* table = std::get_if<Value::Table>(&node.data))
      for (auto& [key, member] : *table) self(self, member);
  };
  mark(mark, value);
  apply_setting(document, setting.substr(0, equals), std::move(value), place, problems);
}

void apply_setting(Value& document, std::string_view path, Value value, const Place& place, Problems& problems) {
  Value* at = &document;
  std::string done;
  const std::vector<std::string> names = key_parts(path);
  if (names.size() > deepest) {
    problems.add(place, "has " + std::to_string(names.size()) + " parts", "at most 64");
    return;
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    done += (i ? "." : "") + names[i];
    if (auto* list = std::get_if<Value::List>(&at->data)) {
      std::vector<std::string_view> known;
      Value* chosen = nullptr;
      for (Value& item : *list) {
        const Value* name = item.find("name");
        if (const std::string* text = name ? name->as<std::string>() : nullptr) {
          known.push_back(*text);
          if (*text == names[i]) chosen = &item;
        }
      }
      std::size_t number = 0;
      const auto [stop, error] = std::from_chars(names[i].data(), names[i].data() + names[i].size(), number);
      if (!chosen && error == std::errc() && *stop == '\0' && number >= 1 && number <= list->size())
        chosen = &(*list)[number - 1];
      if (!chosen) {
        const auto dotted =
            std::ranges::find_if(known, [](std::string_view name) { return name.find('.') != std::string_view::npos; });
        problems.add(
            place, "there is no " + done,
            "one of " + joined(known) +
                (dotted == known.end() ? "" : "; in quotes where it holds a dot: \"" + std::string(*dotted) + "\""),
            nearest_name(names[i], known));
        return;
      }
      at = chosen;
      continue;
    }
    if (!at->as<Value::Table>()) {
      problems.add(place, done + " is inside " + at->kind());
      return;
    }
    Value* next = at->find(names[i]);
    if (!next) {
      auto& table = std::get<Value::Table>(at->data);
      Value fresh;
      fresh.data = Value::Table{};
      fresh.file = value.file, fresh.line = value.line;
      table.push_back({names[i], std::move(fresh)});
      next = &table.back().second;
    }
    at = next;
  }
  *at = std::move(value);
}

std::string toml_text(const Value& value) {
  if (const auto* boolean = value.as<bool>()) return *boolean ? "true" : "false";
  if (const auto* integer = value.as<std::int64_t>()) return std::to_string(*integer);
  if (const auto* text = value.as<std::string>()) return quoted_text(*text);
  if (const auto* number = value.as<double>()) {
    const std::string digits = shortest(*number);  // a whole number stays a floating one
    return digits.find_first_of(".en") == std::string::npos ? digits + ".0" : digits;
  }
  std::string text;
  if (const auto* list = value.as<Value::List>()) {
    for (const Value& item : *list) text += (text.empty() ? "" : ", ") + toml_text(item);
    return "[" + text + "]";
  }
  for (const auto& [key, member] : *value.as<Value::Table>())
    text += (text.empty() ? " " : ", ") + quoted_text(key) + " = " + toml_text(member);
  return "{" + text + " }";
}

}  // namespace kantel
