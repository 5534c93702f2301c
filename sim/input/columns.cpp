#include "sim/input/columns.hpp"

#include <algorithm>

namespace kantel {

std::string lower_case(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return small;
}

CsvColumns::CsvColumns(CsvRow header, std::string file, Problems& problems)
    : file_(std::move(file)),
      line_(header.line),
      problems_(problems),
      names_(header.fields.begin(), header.fields.end()),
      read_(header.fields.size(), false) {
  for (const std::string& name : names_) lower_.push_back(lower_case(name));
}

int CsvColumns::take(std::string_view name) {
  const std::string small = lower_case(name);
  // As it is written goes before another case of it.
  auto found = std::ranges::find(names_, name) - names_.begin();
  if (found == std::ssize(names_)) found = std::ranges::find(lower_, small) - lower_.begin();
  if (found == std::ssize(names_)) return -1;
  if (const auto again = std::ranges::count(names_, names_[static_cast<std::size_t>(found)]);
      again > 1 && !read_[static_cast<std::size_t>(found)])
    problems_.add({file_, line_, ""},
                  std::to_string(again) + " columns are called " + shown(names_[static_cast<std::size_t>(found)]) +
                      ", which is to be read",
                  "one column of that name");
  read_[static_cast<std::size_t>(found)] = true;
  return static_cast<int>(found);
}

int CsvColumns::find(std::string_view name) { return take(name); }

int CsvColumns::find(const WantedColumn& wanted, const std::string& given, std::string_view setting) {
  if (!given.empty()) {
    const int found = take(given);
    if (found >= 0) return found;
    const std::vector<std::string_view> present(names_.begin(), names_.end());
    problems_.add({file_, line_, std::string(setting)}, "there is no column " + shown(given),
                  "one of " + joined(present), nearest_name(given, present));
    return -1;
  }
  for (const std::string_view name : wanted.names)
    if (const int found = name.empty() ? -1 : take(name); found >= 0) return found;
  return -1;
}

int CsvColumns::need(const WantedColumn& wanted, const std::string& given, std::string_view setting) {
  const int found = find(wanted, given, setting);
  if (found >= 0 || !given.empty()) return found;
  std::vector<std::string_view> known;
  std::string nearest;
  for (const std::string_view name : wanted.names) {
    if (name.empty()) continue;
    known.push_back(name);
  }
  for (const std::string& name : lower_)
    if (nearest.empty()) nearest = nearest_name(name, known);
  const std::vector<std::string_view> present(names_.begin(), names_.end());
  problems_.add({file_, line_, ""},
                "has no column that is known to hold " + std::string(wanted.what) + "; it has " + joined(present),
                "a header with one of " + joined(known) +
                    (setting.empty() ? "" : ", or " + std::string(setting) + " = the name of the column"),
                nearest);
  return -1;
}

std::vector<std::string> CsvColumns::unread_names() const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < names_.size(); ++i)
    if (!read_[i]) names.push_back(names_[i].empty() ? "(without a name)" : names_[i]);
  return names;
}

std::string CsvColumns::unread() const {
  const std::vector<std::string> left = unread_names();
  const std::vector<std::string_view> names(left.begin(), left.end());
  if (names.empty()) return "";
  return std::string(names.size() == 1 ? "column " : "columns ") + joined(names) +
         (names.size() == 1 ? " is not read" : " are not read");
}

}  // namespace kantel
