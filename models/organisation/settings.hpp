// The [organisation] table of a scenario: which form, how large, which files. Declared once, here.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/declare.hpp"

namespace kantel {

enum class Form : std::int64_t { sector, directorate, imported };
inline constexpr std::array<std::string_view, 3> form_names{"sector", "directorate", "imported"};
enum class Tops : std::int64_t { refuse, join };
inline constexpr std::array<std::string_view, 2> tops_names{"refuse", "join"};

struct OrganisationSettings {
  std::int64_t form = 0;
  std::int64_t employees = 1000;
  std::vector<std::int64_t> levels;  // managers per level below the top
  double span_mean = 4.5;            // sector: direct reports per manager
  std::int64_t unit_level = 1;
  double mean_degree = 8;
  double boss_tie = 0.6;
  double sibling_tie = 0.45;
  bool boss_ties = false;
  bool team_ties = false;
  bool per_replicate = false;
  std::optional<std::int64_t> seed;  // default: the scenario's

  std::string chart, messages, ties, graphml;  // paths, relative to the scenario file
  std::string id_column, manager_column;       // default: the first and the second column
  double min_messages = 1;
  double half_life = infinite;  // days; messages lose half their weight in it
  std::int64_t tops = 0;
  std::string traits;  // CSV of per-person traits, relative to the scenario file
};

std::span<const Key<OrganisationSettings>> organisation_keys();

}  // namespace kantel
