// The ties of one run: the frozen rows of a network that all runs share, what each of them counts for, and what the run
// has changed: a tie that was added counts for more than before, one that was removed for less, down to 0.
//
// Invariant: changes are few, kept at both ends of a pair, and what a pair counts for is never negative. A run without
// weights or changes is plain: it reads the rows alone.
// Memory: 4 bytes an employee when not plain, 12 bytes a changed tie end. Owner: the run; read by all workers, changed
// between days.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "sim/network.hpp"

namespace kantel {

// What a tie counts for, as whole colleagues; 0: it is not felt.
using TieWeight = std::uint16_t;
inline constexpr std::int32_t largest_tie_weight = 256;

// One end of a pair that counts for so much more, or less, than its weight in the rows.
struct TieChange {
  Employee from, to;
  std::int32_t by;
  friend bool operator==(const TieChange&, const TieChange&) = default;
};

class Ties {
 public:
  // `weights`: of every tie end in the order of the rows; empty: all count for one. Both must outlive it.
  explicit Ties(const Network& rows, std::span<const TieWeight> weights = {});

  const Network& rows() const { return *rows_; }
  bool plain() const { return weights_.empty() && changes_.empty(); }

  // visit(other, weight) of all that v is tied with. A pair in the rows that was changed is visited twice: with its
  // weight there, and with the change.
  template <class Visit>
  void visit(Employee v, Visit&& visit) const {
    const std::span<const Employee> row = rows_->ties(v);
    const std::uint64_t begin = weights_.empty() ? 0 : rows_->row_begin(v);
    for (std::size_t i = 0; i < row.size(); ++i)
      visit(row[i], weights_.empty() ? 1 : std::int32_t{weights_[begin + i]});
    if (changes_.empty()) return;
    for (const TieChange& change : changes_of(v)) visit(change.to, change.by);
  }
  // What a pair counts for; 0 where it is not tied.
  std::int32_t weight(Employee a, Employee b) const;
  // The sum of v's weights; of consecutive employees, as floats.
  std::uint32_t degree(Employee v) const { return degree_.empty() ? rows_->degree(v) : degree_[v]; }
  void degrees(Employee first, std::size_t count, float* out) const;

  // Adds to what pairs count for, both ends given. O(ends · log ends + changes).
  void change(std::span<const TieChange> ends);
  const std::vector<TieChange>& changes() const { return changes_; }
  // Whether these, in order and at both ends, leave no pair below 0 or above the largest weight.
  bool can_have(std::span<const TieChange> changes) const;

 private:
  std::span<const TieChange> changes_of(Employee v) const;
  void know_degrees();
  std::int32_t weight_in_rows(Employee a, Employee b) const;

  const Network* rows_;
  std::span<const TieWeight> weights_;
  std::vector<TieChange> changes_;     // by from, then to; none is 0
  LargeVector<std::uint32_t> degree_;  // empty while plain
};

}  // namespace kantel
