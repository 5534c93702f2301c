#include "models/asks.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace kantel {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> short_names{{{"doing", "practising_end"},
                                                                                    {"own", "durable_end"},
                                                                                    {"dip", "dip_depth"},
                                                                                    {"hours", "hours_total"},
                                                                                    {"money", "money_total"}}};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::vector<std::string_view> split(std::string_view text, std::string_view by) {
  std::vector<std::string_view> parts;
  for (auto at = text.find(by); at != std::string_view::npos; at = text.find(by)) {
    parts.push_back(trimmed(text.substr(0, at)));
    text.remove_prefix(at + by.size());
  }
  parts.push_back(trimmed(text));
  return parts;
}

}  // namespace

std::string_view asked_metric(std::string_view word) {
  const auto found = std::ranges::find(short_names, word, &std::pair<std::string_view, std::string_view>::first);
  return found == short_names.end() ? word : found->second;
}

Asks parse_asks(std::string_view text, std::span<const std::string_view> arms,
                std::span<const std::string_view> metrics, const Place& place, Problems& problems) {
  constexpr std::string_view form = "\"ARM against ARM, ARM on METRIC, METRIC\", either half alone";
  Asks asks;
  if (trimmed(text).empty()) return asks;
  const std::string padded = " " + std::string(text) + " ";
  const auto halves = split(padded, " on ");
  if (halves.size() > 2) {
    problems.add(place, "has \"on\" more than once", std::string(form));
    return asks;
  }
  const auto take = [&](std::string_view word, const char* kind, std::span<const std::string_view> known,
                        std::vector<std::string>& into) {
    const std::string name(kind == std::string_view("metric") ? asked_metric(word) : word);
    if (word.empty())
      problems.add(place, std::string("has a ") + kind + " without a name", std::string(form));
    else if (std::ranges::find(known, name) == known.end())
      problems.add(place, "knows no " + std::string(kind) + " " + shown(word), std::string(form),
                   nearest_name(word, known));
    else if (std::ranges::find(into, name) != into.end())
      problems.add(place, std::string("names the ") + kind + " " + shown(word) + " twice", "each once");
    else
      into.push_back(name);
  };
  if (!halves[0].empty()) {
    const std::string padded_half = " " + std::string(halves[0]) + " ";
    const auto sides = split(padded_half, " against ");
    if (sides.size() != 2) {
      problems.add(place, "is not of the form that can be read", std::string(form));
      return asks;
    }
    take(sides[0], "arm", arms, asks.arms);
    for (const std::string_view arm : split(sides[1], ",")) take(arm, "arm", arms, asks.arms);
  }
  if (halves.size() == 2)
    for (const std::string_view metric : split(halves[1], ",")) take(metric, "metric", metrics, asks.metrics);
  return asks;
}

}  // namespace kantel
