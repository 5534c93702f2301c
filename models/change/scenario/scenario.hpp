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
#include "models/change/scenario/differences.hpp"
#include "models/change/scenario/parameters.hpp"
#include "models/change/scenario/prices.hpp"
#include "models/change/scenario/tie_weights.hpp"
#include "models/model.hpp"
#include "models/organisation/organisation.hpp"
#include "models/scenario_settings.hpp"
#include "sim/input/tables.hpp"

namespace kantel {

struct RecordSettings {
  std::int64_t every = 1;  // days between records of every group but `all`
  bool by_unit = true, by_level = true, by_structure = true, by_cohort = true;
  std::optional<std::int64_t> follow_day;  // retention is counted from it
  bool against_nothing = false;
};

inline std::span<const Key<RecordSettings>> record_keys() {
  using S = RecordSettings;
  static const auto keys = declare<S>({
      {.name = "every",
       .member = &S::every,
       .low = 1,
       .high = 100'000,
       .unit = "days",
       .sentence = "days between records of groups other than all, and of barriers and gains"},
      {.name = "by_unit", .member = &S::by_unit, .sentence = "record units"},
      {.name = "by_level", .member = &S::by_level, .sentence = "record levels"},
      {.name = "by_structure", .member = &S::by_structure, .sentence = "record terciles of the need for structure"},
      {.name = "by_cohort", .member = &S::by_cohort, .sentence = "record cohorts"},
      {.name = "follow_day",
       .member = &S::follow_day,
       .low = 0,
       .high = 100'000,
       .unit = "day",
       .sentence =
           "retained and lapsed count those who practise on this day; without it the day before the first mandate "
           "is lifted in any arm, else half-time"},
      {.name = "against_nothing",
       .member = &S::against_nothing,
       .sentence = "beside each replicate live one run more in which nothing is done (bottom-up, neutral leaders, no "
                   "champions), "
                   "for gained_durable and hours_per_gained"},
  });
  return keys;
}

struct PrivacySettings {
  std::int64_t min_group = 5;
};

inline std::span<const Key<PrivacySettings>> privacy_keys() {
  using S = PrivacySettings;
  static const auto keys = declare<S>({
      {.name = "min_group",
       .member = &S::min_group,
       .low = 2,
       .high = 1'000'000,
       .unit = "employees",
       .sentence = "smaller groups join the next in order"},
  });
  return keys;
}

// Traits read from a file for known answers and surveys; empty columns are drawn as usual. Not clipped but to what
// arithmetic needs; occupants who come later are drawn.
struct GivenTraits {
  std::vector<float> threshold, susceptibility, autonomy, competence, relatedness, need_for_structure;
  bool any() const {
    return !threshold.empty() || !susceptibility.empty() || !autonomy.empty() || !competence.empty() ||
           !relatedness.empty() || !need_for_structure.empty();
  }
};

struct Scenario {
  ScenarioSettings settings;
  OrganisationSettings organisation;
  ChangeSettings change;
  Parameters parameters;
  RecordSettings record;
  PrivacySettings privacy;
  Prices prices;
  TieWeights tie_weights;
  Differences differences;
  std::vector<Unit> units;                          // as written
  std::optional<std::vector<Unit>> units_of_files;  // those that [differences] names; none before they are read
  std::vector<Cohort> cohorts;
  std::vector<Arm> arms;
  std::filesystem::path folder;  // relative paths are relative to it
  // Instead of the settings of [organisation], for callers that have one in memory. Its people are the same in every
  // replicate.
  std::shared_ptr<const Organisation> given_organisation;
  std::vector<std::string> warnings;  // for example events dropped by a shorter --days
  std::vector<Assumed> assumed;

  std::uint64_t seed() const { return static_cast<std::uint64_t>(settings.seed); }
  std::uint64_t organisation_seed(std::uint32_t replicate) const;
};

// Reads and checks a scenario file. Throws InputError with every problem.
Scenario read_scenario(const std::filesystem::path& file, const Overrides& overrides = {});
// The same from text, for tests and other front ends.
Scenario parse_scenario(std::string_view text, const std::string& file, const Overrides& overrides = {});
// The same from a document that has been read; of the overrides only days, replicates and seed are used. `problems`:
// those met so far, thrown with the others.
Scenario scenario_of(const Value& document, const std::string& file, const Overrides& overrides = {},
                     Problems problems = {});

// What nobody knows exactly of the change and the model, and what of it the document gives. Done by reading.
std::vector<Assumed> assumed_of(const Scenario& scenario, const Value& document);

// The organisation of a replicate (the same for all unless per_replicate), with cohorts assigned, files of units read,
// and the arms' targets and the units that differ checked against its units and levels. Throws InputError.
Organisation make_organisation(Scenario& scenario, std::uint32_t replicate, const Workers& workers);
// Fits a scenario to an organisation that was made for another with the same settings: cohorts, targets, units and
// charts. Throws InputError.
void fit_to(Scenario& scenario, const Organisation& organisation);
// Whoever no share claims is in a cohort of their own, the last. Done by reading.
void add_other_cohort(Scenario& scenario);
// Finds an event's unit or level in the organisation; problems are added.
void resolve_target(Event& event, const Organisation& organisation, Problems& problems);
// The files of charts that events bring, each once.
std::vector<std::string> charts_of(const Scenario& scenario);
// Reads those charts for the people of the organisation, into their events; problems are added.
void read_charts(Scenario& scenario, const Organisation& organisation, Problems& problems, const Workers& workers);
GivenTraits read_traits(const Scenario& scenario, const Organisation& organisation);

// The tables inside a scenario, and all that it may hold, the top level first.
std::span<const OwnedTable<Scenario>> scenario_tables();
std::span<const DeclaredTable> change_tables();

// The scenario with every default filled in, as TOML that reads back to the same scenario (paths as written). The
// manifest keeps it and its hash.
std::string resolved_toml(const Scenario& scenario);

}  // namespace kantel
