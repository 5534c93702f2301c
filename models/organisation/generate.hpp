// An organisation drawn from settings alone: a chart of the form asked for, and ties solved to the target facts.
#pragma once
#include "models/organisation/organisation.hpp"

namespace kantel {

// What the literature and the manufacturer's data ask of a generated network (choice where none is named).
inline constexpr double department_share_target = 1.0 / 3;  // of informal ties, inside the own department
inline constexpr double clustering_target = 0.35;           // transitivity, asked: .3 to .4
// Nobody can know everyone in a very wide team: the members of larger teams know those of their own group of at most
// this many, and a boss this many reports. Both are far above the spans where the observed chances were measured.
inline constexpr std::uint32_t widest_group = 60, widest_acquaintance = 250;
inline constexpr std::size_t widest_department = 200;  // beyond, only siblings and bosses are tied inside

Organisation generated_organisation(const OrganisationSettings& settings, std::uint64_t seed, const Workers& workers);

// Throws InputError when add_manager_ties or team_ties make more ties than memory is meant for (2^31).
void refuse_too_many_team_ties(const Organisation& organisation, const OrganisationSettings& settings);

}  // namespace kantel
