// What every scenario says, whichever model it is about, and what the command line may say instead.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/input/declare.hpp"

namespace kantel {

struct ScenarioSettings {
  std::string name, question, asks, source;
  std::string model = "change";
  std::int64_t edition = 2;
  std::int64_t days = 250;
  std::int64_t replicates = 10;
  std::int64_t seed = 1;
  bool factorial = false;
};

inline std::span<const Key<ScenarioSettings>> scenario_keys() {
  using S = ScenarioSettings;
  static const auto keys = declare<S>({
      {.name = "name", .member = &S::name, .sentence = "names the result folder; default: the file's name"},
      {.name = "question", .member = &S::question, .sentence = "what the comparison should answer; opens the report"},
      {.name = "asks",
       .member = &S::asks,
       .sentence = "what the question asks, as data: ARM against ARM, ARM on METRIC, METRIC; the report answers that; "
                   "empty: it follows from the arms"},
      {.name = "source", .member = &S::source, .sentence = "where the question comes from"},
      {.name = "model", .member = &S::model, .sentence = "change, or the name of a reference model"},
      {.name = "edition",
       .member = &S::edition,
       .low = 2,
       .high = 2,
       .sentence = "of the change model that the scenario was written for"},
      {.name = "days",
       .member = &S::days,
       .low = 1,
       .high = 100'000,
       .unit = "working days",
       .sentence = "length of a run; 250 a year"},
      {.name = "replicates",
       .member = &S::replicates,
       .low = 1,
       .high = 1'000'000,
       .sentence = "runs per arm, matched across arms"},
      {.name = "seed", .member = &S::seed, .low = 0, .high = 9.2e18, .sentence = "decides every draw"},
      {.name = "factorial",
       .member = &S::factorial,
       .sentence = "crosses the arms' approaches with their policies and attributes the difference"},
  });
  return keys;
}

// May stand as the name of a results folder: no separator, quote or line end, and not "." or "..".
bool names_a_folder(std::string_view name);

// Applied before checking.
struct Overrides {
  std::vector<std::string> settings;  // key=value
  std::optional<std::int64_t> days, replicates, seed;
};

}  // namespace kantel
