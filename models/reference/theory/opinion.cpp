// Known answers of conventions (committed minorities) and of opinions (linear averaging). Equations stand in the
// header.
#include <Eigen/SparseCore>
#include <Eigen/SparseLU>
#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <cassert>
#include <cmath>
#include <utility>

#include "models/reference/theory/root.hpp"
#include "models/reference/theory/theory.hpp"

namespace kantel::theory {

namespace {

// h(c) of the naming game, and where it is least for c > 0: B holds out while that is below 0.
double naming_gap(double c, double p) { return ((c + 4 - p) * c - (1 + 3 * p - p * p / 4)) * c + p * (1 + p / 2); }
double least_gap_at(double p) {
  const double half = 4 - p;
  return (-half + std::sqrt(half * half + 3 * (1 + 3 * p - p * p / 4))) / 3;
}

NamingState naming_state(double both, double p) {
  const double b = both * (1 - both + p / 2) / (2 * both - p);
  return {1 - p - both - b, b, both};
}

using Matrix = Eigen::SparseMatrix<double>;
using Vector = Eigen::VectorXd;

std::optional<Vector> solved(const Matrix& matrix, const Vector& right) {
  Eigen::SparseLU<Matrix> factors(matrix);
  if (factors.info() != Eigen::Success) return std::nullopt;
  return factors.solve(right);
}

[[maybe_unused]] bool weights_sum_to_one(std::size_t people, std::span<const Influence> influence) {
  std::vector<double> sums(people);
  for (const Influence& tie : influence) {
    if (tie.from >= people || tie.to >= people || tie.weight < 0) return false;
    sums[tie.from] += tie.weight;
  }
  for (const double sum : sums)
    if (std::abs(sum - 1) > 1e-9) return false;
  return true;
}

// Who hears whom at any remove.
class Hearing {
 public:
  Hearing(std::size_t people, std::span<const Influence> influence) : heard_by_(people) {
    for (const Influence& tie : influence)
      if (tie.weight > 0) heard_by_[tie.to].push_back(tie.from);
  }
  // Marks the speaker and everybody who hears it, past those marked before.
  void mark(std::uint32_t speaker, std::vector<char>& hears) const {
    if (std::exchange(hears[speaker], 1)) return;
    for (std::vector<std::uint32_t> next{speaker}; !next.empty();) {
      const std::uint32_t now = next.back();
      next.pop_back();
      for (const std::uint32_t listener : heard_by_[now])
        if (!std::exchange(hears[listener], 1)) next.push_back(listener);
    }
  }
  // Somebody whom everybody hears, if anybody. Marking such a person marks everybody, so the start that does it is the
  // last one of a full search, and everybody hears that start too.
  std::optional<std::uint32_t> heard_by_all() const {
    std::vector<char> marked(heard_by_.size(), 0), hears(heard_by_.size(), 0);
    std::uint32_t last = 0;
    for (std::uint32_t start = 0; start < heard_by_.size(); ++start) {
      if (marked[start]) continue;
      last = start;
      mark(start, marked);
    }
    mark(last, hears);
    return std::ranges::find(hears, 0) == hears.end() ? std::optional(last) : std::nullopt;
  }

 private:
  std::vector<std::vector<std::uint32_t>> heard_by_;
};

}  // namespace

std::optional<NamingStates> naming_states(double committed) {
  assert(committed > 0 && committed < 1);
  const double turn = least_gap_at(committed);
  const auto gap = [&](double c) { return naming_gap(c, committed); };
  if (gap(turn) >= 0) return std::nullopt;
  // h(p/2) > 0 and h(1) = 4 − 3p + 3p²/4 > 0 stand on either side of the turn.
  return NamingStates{naming_state(root(gap, committed / 2, turn), committed),
                      naming_state(root(gap, turn, 1), committed)};
}

double critical_committed_naming() {
  // dh/dp = 1 − 3c − c² + p (1 + c/2) > 0 there (c < .3), so the least gap rises through 0 once.
  return root([](double p) { return naming_gap(least_gap_at(p), p); }, 0, .2);
}

double critical_committed_memory(std::uint32_t memory, TiedMemory tie) {
  assert(memory >= 3);
  // P(Bin(M, x) >= n) = I_x(n, M − n + 1), and half of either side of a tie is I_x(M/2, M/2).
  const bool even = memory % 2 == 0;
  const std::uint32_t half = memory / 2;
  const double a = half + (even && tie != TiedMemory::keeps_old ? 0. : 1.);
  const double b = even && tie == TiedMemory::fair_draw ? a : memory + 1 - a;
  const double mode = (a - 1) / (a + b - 2);
  const double x = root(
      [&](double at) { return boost::math::ibetac(a, b, at) - (1 - at) * boost::math::ibeta_derivative(a, b, at); }, 0,
      mode);
  return (x - boost::math::ibeta(a, b, x)) / boost::math::ibetac(a, b, x);
}

std::optional<std::vector<double>> influence_weights(std::uint32_t people, std::span<const Influence> influence) {
  assert(people > 0 && weights_sum_to_one(people, influence));
  const std::optional<std::uint32_t> anchor = Hearing(people, influence).heard_by_all();
  if (!anchor) return std::nullopt;
  // The anchor's weight is set to 1 and its equation dropped: the others then have one solution, and stay sparse.
  std::vector<Eigen::Triplet<double>> entries;
  Vector right = Vector::Zero(people);
  right[*anchor] = 1;
  for (std::uint32_t person = 0; person < people; ++person) entries.emplace_back(person, person, 1);
  for (const Influence& tie : influence) {
    if (tie.to == *anchor) continue;
    if (tie.from == *anchor)
      right[tie.to] += tie.weight;
    else
      entries.emplace_back(tie.to, tie.from, -tie.weight);
  }
  Matrix matrix(people, people);
  matrix.setFromTriplets(entries.begin(), entries.end());
  std::optional<Vector> weights = solved(matrix, right);
  if (!weights) return std::nullopt;
  *weights /= weights->sum();
  return std::vector<double>(weights->begin(), weights->end());
}

std::optional<std::vector<double>> opinions_at_rest(std::span<const Influence> influence,
                                                    std::span<const double> susceptibility,
                                                    std::span<const double> start) {
  const std::size_t people = start.size();
  assert(people > 0 && susceptibility.size() == people && weights_sum_to_one(people, influence));
  const Hearing hearing(people, influence);
  std::vector<char> anchored(people, 0);
  for (std::uint32_t person = 0; person < people; ++person)
    if (susceptibility[person] < 1) hearing.mark(person, anchored);
  if (std::ranges::find(anchored, 0) != anchored.end()) return std::nullopt;

  std::vector<Eigen::Triplet<double>> entries;
  Vector right(static_cast<Eigen::Index>(people));
  for (std::uint32_t person = 0; person < people; ++person) {
    assert(susceptibility[person] >= 0 && susceptibility[person] <= 1);
    entries.emplace_back(person, person, 1);
    right[person] = (1 - susceptibility[person]) * start[person];
  }
  for (const Influence& tie : influence) entries.emplace_back(tie.from, tie.to, -susceptibility[tie.from] * tie.weight);
  Matrix matrix(right.size(), right.size());
  matrix.setFromTriplets(entries.begin(), entries.end());
  const std::optional<Vector> opinions = solved(matrix, right);
  if (!opinions) return std::nullopt;
  return std::vector<double>(opinions->begin(), opinions->end());
}

}  // namespace kantel::theory
