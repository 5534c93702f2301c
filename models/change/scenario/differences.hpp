// Units and cohorts differ: what is so of the people of one unit or cohort, where the rest of the scenario says what is
// so of everybody. A key that has the name of a trait or condition sets it; one that ends in _shift is added, one that
// ends in _factor multiplies. Of a trait that varies between people it is the mean that is set or moved: the spread
// stays, and draws are clipped as usual.
//
// Order: the survey, the rows of the table of units, the [[unit]] tables as they stand, then the person's cohort; of
// each what it sets goes before what it adds. Everybody's own traits, where a file gives them, stay as they are.
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "models/change/leading/policies.hpp"
#include "sim/input/tables.hpp"

namespace kantel {

// A policy, or the arm's.
class OwnPolicy {
 public:
  constexpr OwnPolicy() = default;
  constexpr explicit OwnPolicy(std::size_t place) : place_(static_cast<std::uint8_t>(place)) {}
  constexpr explicit operator std::size_t() const { return place_; }
  std::optional<Policy> policy() const {
    return place_ == 0 ? std::nullopt : std::optional(Policy(static_cast<std::size_t>(place_ - 1)));
  }
  friend constexpr auto operator<=>(OwnPolicy, OwnPolicy) = default;

 private:
  std::uint8_t place_ = 0;  // 0: of_arm
};
std::span<const std::string_view> names_of(OwnPolicy);

struct Difference {
  std::optional<double> demand, local_variety, trust, skill, threshold, structure, autonomy, competence, relatedness,
      w_a, practising;
  double demand_shift = 0, local_variety_shift = 0, trust_shift = 0, skill_shift = 0, threshold_shift = 0,
         structure_shift = 0, autonomy_shift = 0, competence_shift = 0, relatedness_shift = 0, w_a_shift = 0;
  double attitude_factor = 1;
  OwnPolicy policy;
};
std::span<const Key<Difference>> difference_keys();

// An optional group of employees. Who is in it on day 0 is a draw of the organisation, or the chart's cohort column.
struct Cohort {
  std::string name;
  double share = 0;
  Difference differs = {};
};
std::span<const Key<Cohort>> cohort_keys();

struct Unit {
  std::string name;  // or a pattern
  Difference differs = {};
  Place place = {};
};
std::span<const Key<Unit>> unit_keys();

// [differences]: where they come from, beside [[unit]] and [[cohort]].
enum class SurveyScale { none, shares, five, seven, ten, hundred };
inline constexpr std::array<std::string_view, 6> survey_scale_names{"none", "0-1", "1-5", "1-7", "0-10", "0-100"};
constexpr std::span<const std::string_view> names_of(SurveyScale) { return survey_scale_names; }
struct ScaleEnds {
  double low, high;
};
inline constexpr std::array<ScaleEnds, 6> survey_scale_ends{{{0, 1}, {0, 1}, {1, 5}, {1, 7}, {0, 10}, {0, 100}}};

enum class CohortPreset { as_listed, brakers_waiters_carriers };
inline constexpr std::array<std::string_view, 2> cohort_preset_names{"as_listed", "brakers_waiters_carriers"};
constexpr std::span<const std::string_view> names_of(CohortPreset) { return cohort_preset_names; }

struct Differences {
  std::string units, survey;
  SurveyScale survey_scale = SurveyScale::none;
  CohortPreset cohorts = CohortPreset::as_listed;
};
std::span<const Key<Differences>> differences_keys();

struct Scenario;

// The tables of a scenario that say so; problems are added.
const OwnedTable<Scenario>& differences_table();
const OwnedTable<Scenario>& unit_table();
const OwnedTable<Scenario>& cohort_table();
// A [[unit]] or a row of a table as one: the keys of a unit, all checked.
Unit read_unit(const Value& table, const std::string& path, Problems& problems);
// A preset of cohorts becomes the cohorts it stands for.
void spell_out_preset(Scenario& scenario, const Value& document, Problems& problems);

// The rows of the two files, as units: those of the survey first. Problems are added, each with its line.
std::vector<Unit> read_unit_files(const Scenario& scenario, Problems& problems);

}  // namespace kantel
