// Random networks in time linear in people and ties: Poisson, blocks, preferential attachment and a degree sequence.
#include <algorithm>
#include <cmath>
#include <utility>

#include "models/reference/networks/forms.hpp"
#include "sim/mathematics.hpp"

namespace kantel {

namespace {

// Visits each of the cells (row, column), column < row_length(row), with the same chance and independently, by drawing
// how many cells lie before the next one visited (Batagelj & Brandes 2005): O(rows + visits).
template <class RowLength, class Visit>
void visit_by_chance(Employee rows, double chance, const NetworkDraws& draws, RowLength&& row_length, Visit&& visit) {
  if (chance <= 0) return;
  const double log_missed = chance < 1 ? logarithm(1 - chance) : -infinite;
  std::uint64_t column = 0;
  Employee row = 0;
  for (std::uint64_t visits = 0;; ++visits) {
    const double skipped = std::floor(logarithm(draws.unit(visits)) / log_missed);
    if (skipped >= 0x1p63) return;  // more cells than there can be
    column += static_cast<std::uint64_t>(skipped);
    while (row < rows && column >= row_length(row)) column -= row_length(row++);
    if (row == rows) return;
    visit(row, static_cast<Employee>(column++));
  }
}

}  // namespace

// Erdős & Rényi's G(n, p) with p = mean degree / (n - 1): degrees are binomial, in large networks Poisson.
std::vector<Tie> poisson_ties(Employee people, double mean_degree, std::uint64_t seed) {
  if (people < 2) return {};
  std::vector<Tie> ties;
  visit_by_chance(
      people, mean_degree / (people - 1), NetworkDraws(seed, NetworkPurpose::poisson), [](Employee v) { return v; },
      [&](Employee v, Employee w) {
        ties.push_back({w, v});
      });
  return ties;
}

// The stochastic block model (Holland, Laskey & Leinhardt 1983): blocks of equal size are numbered one after the other.
std::vector<Tie> block_ties(Employee people, Employee blocks, double inside, double between, std::uint64_t seed) {
  const Employee size = people / blocks;
  std::vector<Tie> ties;
  if (size > 1)
    visit_by_chance(
        people, inside / (size - 1), NetworkDraws(seed, NetworkPurpose::inside_blocks),
        [&](Employee v) { return v % size; },
        [&](Employee v, Employee w) {
          ties.push_back({v - v % size + w, v});
        });
  if (blocks > 1)
    visit_by_chance(
        people, between / (people - size), NetworkDraws(seed, NetworkPurpose::between_blocks),
        [&](Employee v) { return v - v % size; },
        [&](Employee v, Employee w) {
          ties.push_back({w, v});
        });
  return ties;
}

// Barabási & Albert 1999: the first m people start without ties, the next is tied to all of them, and every later one
// to m earlier people, each with a chance in proportion to their degree: somebody stands in `ends` once per tie.
std::vector<Tie> barabasi_albert_ties(Employee people, Employee newcomer_ties, std::uint64_t seed) {
  const NetworkDraws draws(seed, NetworkPurpose::newcomers);
  std::vector<Employee> ends, known;
  std::vector<Tie> ties;
  for (Employee newcomer = newcomer_ties; newcomer < people; ++newcomer) {
    known.clear();
    const auto so_far = static_cast<std::uint32_t>(ends.size());
    for (std::uint32_t attempt = 0; known.size() < newcomer_ties; ++attempt) {
      const Employee other = so_far == 0 ? attempt : ends[draws.choice(newcomer, so_far, attempt)];
      if (std::find(known.begin(), known.end(), other) == known.end()) known.push_back(other);
    }
    for (const Employee other : known) {
      ties.push_back({other, newcomer});
      ends.insert(ends.end(), {other, newcomer});
    }
  }
  return ties;
}

// Everybody's stubs in one list, shuffled (Fisher & Yates), neighbours in the list tied; an odd one is left over.
std::vector<Tie> configuration_ties(std::span<const std::uint32_t> degrees, std::uint64_t seed) {
  const NetworkDraws draws(seed, NetworkPurpose::stubs);
  std::vector<Employee> stubs;
  for (std::size_t v = 0; v < degrees.size(); ++v) stubs.insert(stubs.end(), degrees[v], static_cast<Employee>(v));
  for (std::size_t i = stubs.size(); i > 1; --i)
    std::swap(stubs[i - 1], stubs[draws.choice(i, static_cast<std::uint32_t>(i))]);
  std::vector<Tie> ties;
  for (std::size_t i = 0; i + 1 < stubs.size(); i += 2) ties.push_back({stubs[i], stubs[i + 1]});
  return ties;
}

}  // namespace kantel
