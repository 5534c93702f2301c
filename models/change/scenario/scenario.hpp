// A scenario: one organisation, a change, parameters and one or more arms, checked as a whole. All that a run needs to
// know is here; everything derives from declared keys.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/change/scenario/arms.hpp"
#include "models/change/scenario/parameters.hpp"
#include "models/model.hpp"
#include "models/organisation/organisation.hpp"
#include "sim/input/declare.hpp"

namespace kantel {

// An optional group of employees with its own weight of autonomy. Membership is a draw of the organisation, or the
// chart's cohort column.
struct Cohort {
  std::string name;
  double share = 0;
  double w_a_shift = 0;
};

struct RecordSettings {
  std::int64_t every = 1;  // days between records of every group but `all`
  bool by_unit = true, by_level = true, by_structure = true, by_cohort = true;
  std::optional<std::int64_t> follow_day;  // retention is counted from it
};

struct PrivacySettings {
  std::int64_t min_group = 5;
};

// Traits read from a file for known answers and surveys; empty columns are drawn as usual. Not clipped but to what
// arithmetic needs; occupants who come later are drawn.
struct GivenTraits {
  std::vector<float> threshold, susceptibility, autonomy, competence, relatedness, need_for_structure;
};

struct Scenario {
  ScenarioSettings settings;
  OrganisationSettings organisation;
  ChangeSettings change;
  Parameters parameters;
  RecordSettings record;
  PrivacySettings privacy;
  std::vector<Cohort> cohorts;
  std::vector<Arm> arms;
  std::filesystem::path folder;  // relative paths are relative to it
  // Instead of the settings of [organisation], for callers that have one in memory. Its people are the same in every
  // replicate.
  std::shared_ptr<const Organisation> given_organisation;
  std::vector<std::string> warnings;  // for example events dropped by a shorter --days

  std::uint64_t seed() const { return static_cast<std::uint64_t>(settings.seed); }
  std::uint64_t organisation_seed(std::uint32_t replicate) const;
};

// May stand as the name of a results folder: no separator, quote or line end, and not "." or "..".
bool names_a_folder(std::string_view name);

// Reads and checks a scenario file. Throws InputError with every problem.
Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides = {});
// The same from text, for tests and other front ends.
Scenario parse_scenario(std::string_view text, const std::string& file, const Overrides& overrides = {});
// The same from a document that has been read; of the overrides only days, replicates and seed are used. `problems`:
// those met so far, thrown with the others.
Scenario scenario_of(const Value& document, const std::string& file, const Overrides& overrides = {},
                     Problems problems = {});

// The organisation of a replicate (the same for all unless per_replicate), with cohorts assigned, and the arms'
// targets checked against its units and levels. Throws InputError.
Organisation make_organisation(Scenario& scenario, std::uint32_t replicate, const Workers& workers);
// Fits a scenario to an organisation that was made for another with the same settings: cohorts and targets. Throws
// InputError.
void fit_to(Scenario& scenario, const Organisation& organisation);
// Finds an event's unit or level in the organisation; problems are added.
void resolve_target(Event& event, const Organisation& organisation, Problems& problems);
GivenTraits read_traits(const Scenario& scenario, const Organisation& organisation);

std::span<const Key<ScenarioSettings>> scenario_keys();
std::span<const Key<RecordSettings>> record_keys();
std::span<const Key<PrivacySettings>> privacy_keys();
std::span<const Key<Cohort>> cohort_keys();

// The scenario with every default filled in, as TOML that reads back to the same scenario (paths as written). The
// manifest keeps it and its hash.
std::string resolved_toml(const Scenario& scenario);

}  // namespace kantel
