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
#include <bit>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/large.hpp"
#include "sim/parallel.hpp"
#include "sim/wide.hpp"

namespace kantel {

using Employee = std::uint32_t;
inline constexpr Employee nobody = 0xFFFFFFFF;

enum class Layer : std::uint8_t { informal, reporting, team, dotted, mentoring };
inline constexpr std::array<std::string_view, 5> layer_names{"informal", "reporting", "team", "dotted", "mentoring"};
inline constexpr std::array all_layers{Layer::informal, Layer::reporting, Layer::team, Layer::dotted, Layer::mentoring};
// A bit a layer, of the layers that a pair is tied in.
using Layers = std::uint8_t;
constexpr Layers bit_of(Layer layer) { return static_cast<Layers>(1u << static_cast<unsigned>(layer)); }

// Of a tie that was given no weight of its own: it counts for what its layers do.
inline constexpr std::uint8_t by_layer = 0xFF;

struct Tie {
  Employee a, b;
  Layer layer = Layer::informal;
  std::uint8_t weight = by_layer;
  friend bool operator==(const Tie&, const Tie&) = default;
};

// Where a row ends among all that are written down: candidates for an informal tie, and ties of other layers.
struct RowEnd {
  std::uint32_t candidates, layered;
};

// Rows while they are being made, one after the other: neighbours in any order, repeats and oneself allowed (both
// dropped), then end_row. A row's candidates are written down with whether they are tied; nothing branches on what is a
// coin toss, since half of such branches are predicted wrongly. Who is tied is put in order for many rows at a time.
class RowDraft {
 public:
  // Candidates are asked in steps of so many, in vector lanes: some past the last are asked and not heard.
  static constexpr std::size_t step = 16;

  void add(Employee neighbour, Layer layer = Layer::informal) {
    if (layer == Layer::informal)
      add_if(neighbour, true);
    else
      layered_.push_back(std::uint64_t{neighbour} << 8 | static_cast<std::uint64_t>(layer));
  }
  void add_if(Employee neighbour, bool tied) {
    make_room(1);
    candidate_[count_] = neighbour;
    tied_[count_++] = tied;
  }
  // Of candidates 0 … count-1, each neighbour(i), those who are tied(i, neighbour(i)). Both are asked for whole steps.
  template <class Neighbour, class Tied>
  KANTEL_INLINE void add_some(std::size_t count, Neighbour&& neighbour, Tied&& tied) {
    make_room(count);
    for (std::size_t first = 0; first < count; first += step) ask(first, count_ + first, neighbour, tied);
    count_ += count;
  }
  // The same where few are tied: only of them is asked whether they are kept(neighbour).
  template <class Neighbour, class Tied, class Kept>
  KANTEL_INLINE void add_few(std::size_t count, Neighbour&& neighbour, Tied&& tied, Kept&& kept) {
    for (std::size_t first = 0; first < count; first += step) {
      make_room(step);
      std::uint32_t asked = ask(first, count_, neighbour, tied);
      if (count - first < step) asked &= (1u << (count - first)) - 1;
      for (const std::size_t at = count_; asked != 0; asked &= asked - 1) {
        const Employee one = candidate_[at + static_cast<std::size_t>(std::countr_zero(asked))];
        if (!kept(one)) continue;
        candidate_[count_] = one;
        tied_[count_++] = 1;
      }
    }
  }
  void end_row() { ends_.push_back({static_cast<std::uint32_t>(count_), static_cast<std::uint32_t>(layered_.size())}); }

 private:
  friend class Network;
  using LayerEnds = std::array<std::uint32_t, layer_names.size() - 1>;  // of all layers but the last
  struct Settled {
    LargeVector<Employee> rows;
    std::vector<LayerEnds> layer_ends;  // of each row, and the layers of each tie end, when any row has layers
    std::vector<Layers> layers;
  };
  void make_room(std::size_t more) {
    if (candidate_.size() < count_ + more + step) [[unlikely]]
      grow(more);
  }
  void grow(std::size_t more);
  // A step of candidates, written down from `at` on. A bit for each who is tied.
  template <class Neighbour, class Tied>
  KANTEL_INLINE std::uint32_t ask(std::size_t first, std::size_t at, Neighbour&& neighbour, Tied&& tied) {
    Employee* const who = candidate_.data() + at;
    std::uint32_t *const is = tied_.data() + at, bits = 0;
    KANTEL_ROWS for (std::size_t i = 0; i < step; ++i) {
      const Employee one = neighbour(first + i);
      const auto yes = static_cast<std::uint32_t>(tied(first + i, one));
      who[i] = one;
      is[i] = yes;
      bits |= (0 - yes) & (1u << i);
    }
    return bits;
  }
  // The rows in order, one after the other; which of them begins where, `first`'s at 0; and, when any has layers, where
  // those end in each. Then the draft is empty.
  void settle(Employee first, std::uint32_t* begin, Settled& out);
  void settle_layers(Employee self, std::span<const Employee> informal, std::span<const std::uint64_t> layered,
                     Settled& out);

  LargeVector<Employee> candidate_;  // count_ of them
  LargeVector<std::uint32_t> tied_;  // 0 or 1
  std::size_t count_ = 0;
  std::vector<std::uint64_t> layered_;  // neighbour and layer of the others
  std::vector<RowEnd> ends_;            // of each row
  LargeVector<Employee> kept_;          // the candidates who are tied, while rows are put in order
};

class Network {
 public:
  Network() = default;

  // Straight from a generator, without an edge list: rows(first, past, draft) makes the rows of first … past-1, at most
  // 256 of them, and must be symmetric (b in row a whenever a in row b, same layer); it is called from any worker.
  // Memory while building: the network's own, a few
  // MB, and 16 bytes a candidate of the widest rows.
  static constexpr std::size_t piece_rows = 256;
  static Network from_pieces(Employee employees, const Workers& workers,
                             const std::function<void(Employee first, Employee past, RowDraft&)>& rows);
  // The same row by row: row(v, draft) adds v's neighbours.
  template <class Row>
  static Network from_rows(Employee employees, const Workers& workers, Row&& row) {
    return from_pieces(employees, workers, [&row](Employee first, Employee past, RowDraft& draft) {
      for (Employee v = first; v < past; ++v) {
        row(v, draft);
        draft.end_row();
      }
    });
  }
  // From an edge list in any order; self-ties and repeats are dropped, the largest of the weights that a pair was given
  // is kept. O(ties log ties / employees).
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
      for (const Layer layer : all_layers)
        for (const Employee& b : ties(a, layer))
          if (a < b) visit(Tie{a, b, layer, weight_at(place_of(b))});
  }
  // visit(b, layers, given weight or by_layer) of each tie of a, in the order of its row.
  template <class Visit>
  void for_each_end(Employee a, Visit&& visit) const {
    for (const Layer layer : all_layers)
      for (const Employee& b : ties(a, layer)) {
        const std::uint64_t at = place_of(b);
        visit(b, layers_.empty() ? bit_of(layer) : layers_[at], weight_at(at));
      }
  }
  bool has_weights() const { return !weights_.empty(); }  // that were given

  std::uint64_t row_begin(Employee v) const { return chunk_begin_[v >> chunk_bits] + row_begin_[v]; }
  const Employee* targets() const { return targets_.data(); }

 private:
  static constexpr int chunk_bits = 16;
  static constexpr std::uint64_t nowhere = ~std::uint64_t{0};
  // The rows of first … past-1, the last of which ends at `end`, are informal throughout.
  void all_informal(std::size_t first, std::size_t past, std::uint64_t end);
  void drop_what_all_share();  // layers that nobody is in, and that each pair is in one
  void take_weights(std::span<const Tie> ties);
  // Where b stands in a's row, among all tie ends.
  std::uint64_t place_in_row(Employee a, Employee b) const;
  std::uint64_t place_of(const Employee& end) const { return static_cast<std::uint64_t>(&end - targets_.data()); }
  std::uint8_t weight_at(std::uint64_t place) const { return weights_.empty() ? by_layer : weights_[place]; }

  Employee employees_ = 0;
  LargeVector<Employee> targets_;
  LargeVector<std::uint32_t> row_begin_;    // employees + 1, within the chunk
  std::vector<std::uint64_t> chunk_begin_;  // per 65,536 rows
  // Per row, of all layers but the last; empty when nobody was given a tie of a later layer.
  std::array<LargeVector<std::uint32_t>, layer_names.size() - 1> layer_ends_;
  LargeVector<Layers> layers_;         // per tie end; empty when no pair is in several
  LargeVector<std::uint8_t> weights_;  // per tie end; empty when none was given
};

}  // namespace kantel
