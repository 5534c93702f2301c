#include "sim/input/diagnostics.hpp"

#include <utf8.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>

#include "sim/input/hash.hpp"

namespace kantel {

std::string to_string(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += ":" + std::to_string(problem.place.line);
  if (!text.empty()) text += ": ";
  if (!problem.place.key.empty()) text += problem.place.key + ": ";
  text += problem.message;
  if (!problem.allowed.empty()) text += "; allowed " + problem.allowed;
  if (!problem.nearest.empty()) text += "; did you mean " + problem.nearest + "?";
  return printable(text);
}

std::string printable(std::string_view text) {
  std::string safe;
  for (auto at = text.begin(); at != text.end();) {
    std::uint32_t c = 0xFFFD;  // of what is no UTF-8
    const auto from = at;
    try {
      c = utf8::next(at, text.end());
    } catch (const utf8::exception&) {
      at = from + 1;
    }
    if (c == '\n' || c == '\t' || c == '\r')
      safe += ' ';
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0))  // a terminal obeys these
      safe += "\\x" + hexadecimal(c).substr(14);
    else
      utf8::append(c, std::back_inserter(safe));
  }
  return safe;
}

void Problems::add(Place place, std::string message, std::string allowed, std::string nearest) {
  list_.push_back({std::move(place), std::move(message), std::move(allowed), std::move(nearest)});
}

void Problems::throw_if_any() const {
  if (any()) throw InputError(list_);
}

ProblemsOfAKind::~ProblemsOfAKind() {
  if (count_ > most) problems_.add({file_, 0, ""}, "and " + std::to_string(count_ - most) + " more " + plural_);
}

void ProblemsOfAKind::add(int line, std::string key, std::string message, std::string allowed, std::string nearest) {
  if (++count_ <= most)
    problems_.add({file_, line, std::move(key)}, std::move(message), std::move(allowed), std::move(nearest));
}

std::string shown(std::string_view text) {
  std::size_t end = std::min<std::size_t>(text.size(), 60);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;  // whole characters
  return "“" + printable(text.substr(0, end)) + (text.size() > end ? "…”" : "”");
}

namespace {

// Of what what() tells: the rest is counted.
constexpr std::size_t most_of_a_kind = 50, most_lines = 200, longest_line = 2000;

// Problems are alike when they stand in one file under one key: arm[7].event[2].day and arm[1].event[3].day.
std::string kind_of(const Problem& problem) {
  std::string kind = problem.place.file + "\n";
  for (const char c : problem.place.key)
    if (c < '0' || c > '9') kind += c;
  return kind +
         (problem.place.key.empty() ? problem.message.substr(0, problem.message.find_first_of("\"0123456789")) : "");
}

std::string clipped(std::string line) {
  if (line.size() <= longest_line) return line;
  std::size_t end = longest_line;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;  // whole characters
  return line.substr(0, end) + "…";
}

}  // namespace

InputError::InputError(std::vector<Problem> problems) : problems_(std::move(problems)) {
  std::map<std::string, std::size_t> told;
  std::size_t lines = 0;
  for (const Problem& problem : problems_) {
    if (lines == most_lines || ++told[kind_of(problem)] > most_of_a_kind) continue;
    text_ += (text_.empty() ? "" : "\n") + clipped(to_string(problem));
    ++lines;
  }
  if (lines < problems_.size()) text_ += "\nand " + std::to_string(problems_.size() - lines) + " more like these";
}

namespace {

// Optimal string alignment distance: three rows of the dynamic programme are kept.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string nearest_name(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = 0;
  const std::string_view clipped = word.substr(0, 64);  // a runaway value needs no exact distance
  for (std::string_view candidate : candidates) {
    const std::size_t distance = edit_distance(clipped, candidate);
    const std::size_t limit = std::max<std::size_t>(2, std::max(clipped.size(), candidate.size()) / 3);
    if (distance <= limit && distance < candidate.size() && (best.empty() || distance < best_distance)) {
      best = candidate;
      best_distance = distance;
    }
  }
  return std::string(best);
}

std::string joined(std::span<const std::string_view> names, std::string_view separator) {
  std::string text;
  for (std::string_view name : names) text += (text.empty() ? "" : std::string(separator)) + std::string(name);
  return text;
}

}  // namespace kantel
