// Who is tied to whom: undirected, distinct ties in frozen compressed sparse rows, each row ordered by layer and then
// by neighbour, so that a process reads one layer or all of them as one span. A pair tied in several layers is kept
// in the first of them (informal, reporting, team) and counts once.
//
// Memory: 4 bytes per tie end + 4 bytes per employee (+ 4 per employee and layer boundary when a second layer exists).
// Row starts are 32-bit within a chunk of 65,536 rows above a 64-bit chunk base, so 2^32 tie ends are no limit.
// Owner: built once, then shared read-only by every run.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/large.hpp"
#include "sim/parallel.hpp"

namespace kantel {

using Employee = std::uint32_t;
inline constexpr Employee nobody = 0xFFFFFFFF;

enum class Layer : std::uint8_t { informal, reporting, team };
inline constexpr std::array<std::string_view, 3> layer_names{"informal", "reporting", "team"};

struct Tie {
  Employee a, b;
  Layer layer = Layer::informal;
  friend bool operator==(const Tie&, const Tie&) = default;
};

// One employee's ties while a row is being made: neighbours in any order, repeats and oneself allowed (both dropped).
class RowDraft {
 public:
  void add(Employee neighbour, Layer layer = Layer::informal) {
    if (layer == Layer::informal)
      add_if(neighbour, true);
    else
      layered_.push_back(std::uint64_t{neighbour} << 8 | static_cast<std::uint64_t>(layer));
  }
  void add_if(Employee neighbour, bool tied) {
    add_some(1, [&](std::size_t) { return std::pair(neighbour, tied); });
  }
  // candidate(i), i < count, says who and whether. Without a branch on what is a coin toss: half of such branches are
  // predicted wrongly.
  template <class Candidate>
  void add_some(std::size_t count, Candidate&& candidate) {
    if (informal_.size() < count_ + count) informal_.resize(2 * (count_ + count) + 64);
    Employee* at = informal_.data() + count_;
    for (std::size_t i = 0; i < count; ++i) {
      const auto [neighbour, tied] = candidate(i);
      *at = neighbour;
      at += tied;
    }
    count_ = static_cast<std::size_t>(at - informal_.data());
  }

 private:
  friend class Network;
  // The row in order, appended to `row`; returns where the informal and the reporting ties end in it.
  std::pair<std::uint32_t, std::uint32_t> settle(Employee self, std::vector<Employee>& row);
  void settle_layers(Employee self);
  std::vector<Employee> informal_;      // count_ of them
  std::vector<std::uint64_t> layered_;  // neighbour and layer of the others
  std::size_t count_ = 0;
};

class Network {
 public:
  Network() = default;

  // Straight from a generator, without an edge list: row(v, draft) adds v's neighbours and must be symmetric (b in
  // row a whenever a in row b, same layer); it is called once a row, from any worker, in ascending order within 256
  // rows. Memory while building: the network's own, and a few MB.
  static Network from_rows(Employee employees, const Workers& workers,
                           const std::function<void(Employee, RowDraft&)>& row);
  // From an edge list in any order; self-ties and repeats are dropped. O(ties log ties / employees).
  static Network from_ties(Employee employees, std::span<const Tie> ties, const Workers& workers);

  Employee employees() const { return employees_; }
  std::uint64_t tie_ends() const { return targets_.size(); }
  std::uint64_t ties_count() const { return targets_.size() / 2; }
  bool has_layer(Layer layer) const;

  std::uint32_t degree(Employee v) const { return static_cast<std::uint32_t>(row_begin(v + 1) - row_begin(v)); }
  // Degrees of consecutive employees, as floats.
  void degrees(Employee first, std::size_t count, float* out) const;
  const std::uint32_t* row_starts() const { return row_begin_.data(); }  // where they stand, to be asked for ahead
  std::span<const Employee> ties(Employee v) const {
    return {targets_.data() + row_begin(v), targets_.data() + row_begin(v + 1)};
  }
  // Visits `count` people, the k-th of whom is who(k), to change what stands at their ties' ends. Rows lie far from
  // each other and ends anywhere, so memory is asked for both ahead; end(k, tied) is where the visit of the k-th will
  // write.
  template <class Who, class End, class Visit>
  void visit_ahead(std::size_t count, Who who, End end, Visit visit) const {
    constexpr std::size_t rows_ahead = 16, ends_ahead = 4;
    for (std::size_t k = 0; k < count; ++k) {
      if (k + rows_ahead < count) __builtin_prefetch(targets_.data() + row_begin(who(k + rows_ahead)));
      if (k + ends_ahead < count)
        for (const Employee tied : ties(who(k + ends_ahead))) __builtin_prefetch(end(k + ends_ahead, tied), 1);
      visit(k);
    }
  }
  std::span<const Employee> ties(Employee v, Layer layer) const;
  bool tied(Employee a, Employee b) const;
  std::uint32_t largest_degree() const;
  std::size_t bytes() const;

  // Every tie once (a < b), in order of a, then layer, then b.
  template <class Visit>
  void for_each_tie(Visit&& visit) const {
    for (Employee a = 0; a < employees_; ++a)
      for (const Layer layer : {Layer::informal, Layer::reporting, Layer::team})
        for (const Employee b : ties(a, layer))
          if (a < b) visit(Tie{a, b, layer});
  }

  std::uint64_t row_begin(Employee v) const { return chunk_begin_[v >> chunk_bits] + row_begin_[v]; }
  const Employee* targets() const { return targets_.data(); }

 private:
  static constexpr int chunk_bits = 16;

  Employee employees_ = 0;
  LargeVector<Employee> targets_;
  LargeVector<std::uint32_t> row_begin_;      // employees + 1, within the chunk
  std::vector<std::uint64_t> chunk_begin_;    // per 65,536 rows
  LargeVector<std::uint32_t> informal_ends_;  // per row, empty when every tie is informal
  LargeVector<std::uint32_t> reporting_ends_;
};

}  // namespace kantel
