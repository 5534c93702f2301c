// The generated charts: `sector`, a steep pyramid of small right-skewed teams, and `directorate`, a given number of
// managers per level with everyone else below the last. Spans are drawn stratified: the quantiles of their distribution
// in a keyed order, so that mean and median hold at every size and not only on average.
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
LargeVector<Employee> directorate_chart(const OrganisationSettings& settings, std::uint64_t seed,
                                        const Workers& workers);

}  // namespace kantel
