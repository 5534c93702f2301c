#include "sim/input/diagnostics.hpp"

#include <algorithm>
#include <numeric>

namespace kantel {

std::string to_string(const Problem& problem) {
  std::string text = problem.place.file;
  if (problem.place.line > 0) text += ":" + std::to_string(problem.place.line);
  if (!text.empty()) text += ": ";
  if (!problem.place.key.empty()) text += problem.place.key + ": ";
  text += problem.message;
  if (!problem.allowed.empty()) text += "; allowed " + problem.allowed;
  if (!problem.nearest.empty()) text += "; did you mean " + problem.nearest + "?";
  // What was read may hold anything; a problem is one line.
  std::ranges::replace_if(
      text, [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return text;
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
  std::string quoted = "“";
  for (const char c : text.substr(0, 60)) quoted += static_cast<unsigned char>(c) < 32 ? ' ' : c;
  return quoted + (text.size() > 60 ? "…”" : "”");
}

InputError::InputError(std::vector<Problem> problems) : problems_(std::move(problems)) {
  for (const Problem& problem : problems_) text_ += (text_.empty() ? "" : "\n") + to_string(problem);
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
