// The generated charts: `sector`, a steep pyramid of small right-skewed teams; `directorate`, a given number of
// managers per level with everyone else below the last; `context`, a directorate with leaders of programmes beside its
// line; and `network`, teams under the top. Spans are drawn stratified: the quantiles of their distribution in a keyed
// order, so that mean and median hold at every size and not only on average.
#pragma once
#include <cstdint>
#include <vector>

#include "models/organisation/chart.hpp"
#include "models/organisation/draws.hpp"

namespace kantel {

// Cuts `total` into `parts` whole numbers of at least `least`, log-normal above it with spread `sigma`, in keyed order.
// Their sum is exact. Needs total >= parts * least and parts >= 1. O(parts).
std::vector<std::uint32_t> right_skewed_parts(std::uint64_t total, std::size_t parts, std::uint32_t least, double sigma,
                                              std::uint64_t key, const Workers& workers);

// Both in breadth-first order, the top first. Throw InputError for what cannot be built.
LargeVector<Employee> sector_chart(const OrganisationSettings& settings, std::uint64_t seed, const Workers& workers);
// `beside_top`: so many more report to the top and lead nobody.
LargeVector<Employee> directorate_chart(const OrganisationSettings& settings, std::uint64_t seed,
                                        const Workers& workers, std::uint32_t beside_top = 0);

// context.cpp: how many lead programmes, one for every twenty people at most; and what else a context is, once its line
// is numbered: types of work in turn, unit by unit, which name the units; leaders of programmes from among the reports
// of the top who lead nobody, and who is in a programme of theirs, by keyed draw.
std::uint32_t programmes_of(const OrganisationSettings& settings);
void make_context(const OrganisationSettings& settings, std::uint64_t seed, Organisation& organisation);

// network_form.cpp: teams without a manager, as a chart in which the first of each is nobody's report and the others
// are the first one's; employee 0, the top, stands alone. So its ties can be drawn as those of any chart: inside a team
// by the chance of siblings, all alike. Throws InputError for sizes that leave somebody over.
LargeVector<Employee> teams_of_network(const OrganisationSettings& settings, std::uint64_t seed);
// Of such teams and their ties the organisation: who has most informal ties leads the others (of several by keyed lot).
// Returns the numbering's size; where it is too large the ties are not laid.
NumberedChart lead_by_ties(const LargeVector<Employee>& teams, const Network& informal,
                           const OrganisationSettings& settings, std::uint64_t seed, const Workers& workers,
                           Organisation& organisation);

}  // namespace kantel
