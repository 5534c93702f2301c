#include "sim/network.hpp"

#include <cassert>
#include <cstring>
#include <limits>
#include <numeric>

namespace kantel {

namespace {

constexpr std::size_t lanes = RowDraft::step;
// Where the next row of kept candidates begins: whole steps.
constexpr std::size_t room_of(std::size_t count) { return (count + lanes - 1) / lanes * lanes; }

// Sorts up to `steps` steps of distinct numbers without a branch on their values: each is put where as many are
// smaller. `nobody` stands after them up to the next step, and is written after them. False if two are equal; then
// `out` is of no use.
template <std::size_t steps>
bool sorted_few(const Employee* in, std::size_t count, Employee* out) {
  // Vectors by name, and short ones that every processor has: a compiler unrolls loops like these before it sees lanes.
  using Four [[gnu::vector_size(16)]] = std::int32_t;
  constexpr std::size_t fill_columns = steps * lanes / 4;
  constexpr std::int32_t sign = std::numeric_limits<std::int32_t>::min();  // lanes compare signed numbers
  std::array<Four, fill_columns> value, smaller{};
  std::memcpy(value.data(), in, sizeof value);
  for (Four& four : value) four ^= sign;
  // Four at a time, with those after them, who are smaller than none: fewer lengths are easier to foresee.
  for (std::size_t i = 0; i < count; i += 4)
    for (std::size_t k = i; k < i + 4; ++k) {
      const std::int32_t one = static_cast<std::int32_t>(in[k]) ^ sign;
      for (std::size_t j = 0; j < fill_columns; ++j) smaller[j] -= value[j] > one;  // a true lane is -1
    }
  Four sums{};
  for (const Four& four : smaller) sums += four;
  std::array<std::uint32_t, 4 * fill_columns> place;
  std::memcpy(place.data(), smaller.data(), sizeof place);
  for (std::size_t i = 0; i < count; i += 4)
    for (std::size_t k = i; k < i + 4; ++k) out[place[k]] = in[k];
  std::size_t sum = 0;
  for (std::size_t i = 0; i < 4; ++i) sum += static_cast<std::uint32_t>(sums[i]);
  return sum ==
         count * (count - 1) / 2 + (4 * fill_columns - count) * count;  // those after them have all `count` before
}

// Those of each row's candidates who are tied, without oneself; `nobody` up to the next step. Makes ends[r].candidates
// their number.
void keep_tied(Employee first, const Employee* candidate, const std::uint32_t* tied, std::span<RowEnd> ends,
               Employee* kept) {
  std::size_t i = 0;
  for (std::size_t r = 0; r < ends.size(); ++r) {
    const auto self = static_cast<Employee>(first + r);
    Employee* end = kept;
    for (; i < ends[r].candidates; ++i) {
      *end = candidate[i];
      end += tied[i] & static_cast<std::uint32_t>(candidate[i] != self);
    }
    std::fill_n(end, lanes, nobody);
    const auto count = static_cast<std::size_t>(end - kept);
    ends[r].candidates = static_cast<std::uint32_t>(count);
    kept += room_of(count);
  }
}

Employee* sorted_many(Employee* in, std::size_t count, Employee* out) {
  std::sort(in, in + count);
  return std::unique_copy(in, in + count, out);
}

// Rows as keep_tied leaves them: sorted, one after the other; where each begins.
Employee* sorted_rows(Employee* kept, std::span<const RowEnd> ends, Employee* out, std::uint32_t* begin) {
  const Employee* const start = out;
  for (std::size_t r = 0; r < ends.size(); ++r) {
    begin[r] = static_cast<std::uint32_t>(out - start);
    const std::size_t count = ends[r].candidates;
    if ((count <= lanes && sorted_few<1>(kept, count, out)) ||
        (count > lanes && count <= 2 * lanes && sorted_few<2>(kept, count, out)))
      out += count;
    else
      out = sorted_many(kept, count, out);
    kept += room_of(count);
  }
  return out;
}

}  // namespace

void RowDraft::grow(std::size_t more) {
  candidate_.resize(std::max(2 * (count_ + more), 32 * Network::piece_rows) + step);
  tied_.resize(candidate_.size());
}

void RowDraft::settle(Employee first, std::uint32_t* begin, Settled& out) {
  LargeVector<Employee>& rows = out.rows;
  rows.clear();
  out.layer_ends.clear();
  out.layers.clear();
  kept_.resize(count_ + (ends_.size() + 1) * lanes);
  keep_tied(first, candidate_.data(), tied_.data(), ends_, kept_.data());
  if (layered_.empty()) {
    rows.resize(count_ + lanes);
    const Employee* const end = sorted_rows(kept_.data(), ends_, rows.data(), begin);
    rows.resize(static_cast<std::size_t>(end - rows.data()));
  } else {
    const Employee* kept = kept_.data();
    std::size_t layered = 0;
    for (std::size_t r = 0; r < ends_.size(); ++r) {
      begin[r] = static_cast<std::uint32_t>(rows.size());
      settle_layers(static_cast<Employee>(first + r), {kept, ends_[r].candidates},
                    std::span(layered_).subspan(layered, ends_[r].layered - layered), out);
      kept += room_of(ends_[r].candidates);
      layered = ends_[r].layered;
    }
  }
  count_ = 0;
  layered_.clear();
  ends_.clear();
}

// First by neighbour then layer, to keep a pair's first layer; afterwards by layer then neighbour.
void RowDraft::settle_layers(Employee self, std::span<const Employee> informal, std::span<const std::uint64_t> layered,
                             Settled& out) {
  std::vector<std::uint64_t> row(layered.begin(), layered.end());
  for (const Employee neighbour : informal) row.push_back(std::uint64_t{neighbour} << 8);
  std::erase_if(row, [self](std::uint64_t entry) { return (entry >> 8) == self; });
  std::sort(row.begin(), row.end());
  std::size_t pairs = 0;  // each at the front as layer, neighbour and the bits of all its layers
  for (std::size_t at = 0; at < row.size(); ++at) {
    const std::uint64_t neighbour = row[at] >> 8, layer = row[at] & 0xFF, bit = std::uint64_t{1} << layer;
    if (pairs > 0 && (row[pairs - 1] << 8 >> 16) == neighbour)
      row[pairs - 1] |= bit;
    else
      row[pairs++] = layer << 56 | neighbour << 8 | bit;
  }
  row.resize(pairs);
  std::sort(row.begin(), row.end());
  LayerEnds ends{};
  for (const std::uint64_t pair : row) {
    out.rows.push_back(static_cast<Employee>(pair >> 8));
    out.layers.push_back(static_cast<Layers>(pair));
    for (std::uint64_t layer = pair >> 56; layer < ends.size(); ++layer) ++ends[layer];
  }
  out.layer_ends.push_back(ends);
}

// A chunk of rows at a time: pieces of it are made side by side, then put one after the other. So the rows are never
// held twice, and what they are drafted in stays in cache.
Network Network::from_pieces(Employee employees, const Workers& workers,
                             const std::function<void(Employee, Employee, RowDraft&)>& rows) {
  constexpr std::size_t chunk_rows = std::size_t{1} << chunk_bits, pieces = chunk_rows / piece_rows;
  constexpr std::size_t pieces_a_draft = 8;
  struct Piece : RowDraft::Settled {
    std::uint64_t begin = 0;
  };
  std::vector<Piece> made(std::min<std::size_t>(pieces, employees / piece_rows + 1));
  Network network;
  network.employees_ = employees;
  network.row_begin_.resize(std::size_t{employees} + 1);
  for (std::size_t first = 0; first < employees; first += chunk_rows) {
    const std::size_t past = std::min<std::size_t>(first + chunk_rows, employees);
    const std::size_t count = (past - first + piece_rows - 1) / piece_rows;
    workers.for_each((count + pieces_a_draft - 1) / pieces_a_draft, [&](std::size_t group) {
      RowDraft draft;
      for (std::size_t p = group * pieces_a_draft; p < std::min((group + 1) * pieces_a_draft, count); ++p) {
        const std::size_t begin = first + p * piece_rows, end = std::min(begin + piece_rows, past);
        rows(static_cast<Employee>(begin), static_cast<Employee>(end), draft);
        assert(draft.ends_.size() == end - begin && "every row must be ended");
        draft.settle(static_cast<Employee>(begin), network.row_begin_.data() + begin, made[p]);
      }
    });

    const std::uint64_t base = network.targets_.size();
    std::uint64_t at = 0;
    bool layered = !network.layer_ends_[0].empty();
    for (std::size_t p = 0; p < count; ++p) {
      made[p].begin = at;
      at += made[p].rows.size();
      layered |= !made[p].layer_ends.empty();
    }
    network.chunk_begin_.push_back(base);
    // Room for all rows at once; what is not needed is never touched, and so takes no memory.
    if (network.targets_.capacity() < base + at)
      network.targets_.reserve(past == employees ? base + at
                                                 : static_cast<std::size_t>(1.25 * static_cast<double>(base + at) *
                                                                            employees / static_cast<double>(past)));
    network.targets_.resize(base + at);
    if (layered && network.layer_ends_[0].empty()) {
      for (LargeVector<std::uint32_t>& ends : network.layer_ends_) ends.resize(employees);
      network.all_informal(0, first, base);
      network.layers_.assign(base, bit_of(Layer::informal));
    }
    if (layered) network.layers_.resize(base + at, bit_of(Layer::informal));
    workers.for_each(count, [&](std::size_t p) {
      const Piece& piece = made[p];
      std::copy(piece.rows.begin(), piece.rows.end(),
                network.targets_.begin() + static_cast<std::ptrdiff_t>(base + piece.begin));
      const std::size_t begin = first + p * piece_rows, end = std::min(begin + piece_rows, past);
      for (std::size_t v = begin; v < end; ++v) network.row_begin_[v] += static_cast<std::uint32_t>(piece.begin);
      for (std::size_t i = 0; i < piece.layer_ends.size(); ++i) {
        for (std::size_t layer = 0; layer < network.layer_ends_.size(); ++layer)
          network.layer_ends_[layer][begin + i] = piece.layer_ends[i][layer];
      }
      std::copy(piece.layers.begin(), piece.layers.end(),
                network.layers_.begin() + static_cast<std::ptrdiff_t>(layered ? base + piece.begin : 0));
      if (layered && piece.layer_ends.empty()) network.all_informal(begin, end, base + piece.begin + piece.rows.size());
    });
  }
  // The end of the last row, seen from the chunk that it opens or is in.
  if (employees % chunk_rows == 0) network.chunk_begin_.push_back(network.targets_.size());
  network.row_begin_[employees] = static_cast<std::uint32_t>(network.targets_.size() - network.chunk_begin_.back());
  network.drop_what_all_share();
  return network;
}

void Network::drop_what_all_share() {
  if (std::ranges::all_of(layers_, [](Layers layers) { return std::has_single_bit(layers); })) layers_ = {};
  for (std::size_t layer = layer_ends_.size(); layer-- > static_cast<std::size_t>(Layer::team);) {
    for (Employee v = 0; v < layer_ends_[layer].size(); ++v)
      if (layer_ends_[layer][v] != degree(v)) return;
    layer_ends_[layer] = {};
  }
}

void Network::all_informal(std::size_t first, std::size_t past, std::uint64_t end) {
  for (std::size_t v = first; v < past; ++v) {
    const std::uint64_t next = v + 1 < past ? row_begin(static_cast<Employee>(v + 1)) : end;
    for (LargeVector<std::uint32_t>& ends : layer_ends_)
      ends[v] = static_cast<std::uint32_t>(next - row_begin(static_cast<Employee>(v)));
  }
}

Network Network::from_ties(Employee employees, std::span<const Tie> ties, const Workers& workers) {
  // Counting sort of tie ends by row, then rows are settled as a generator's would be.
  std::vector<std::uint64_t> begin(std::size_t{employees} + 1, 0);
  for (const Tie& tie : ties) {
    assert(tie.a < employees && tie.b < employees);
    ++begin[tie.a + 1];
    ++begin[tie.b + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  std::vector<std::uint64_t> next(begin.begin(), begin.end() - 1);
  std::vector<Employee> neighbour(begin.back());
  std::vector<Layer> layer(begin.back());
  for (const Tie& tie : ties) {
    neighbour[next[tie.a]] = tie.b;
    layer[next[tie.a]++] = tie.layer;
    neighbour[next[tie.b]] = tie.a;
    layer[next[tie.b]++] = tie.layer;
  }
  Network network = from_rows(employees, workers, [&](Employee v, RowDraft& draft) {
    for (std::uint64_t at = begin[v]; at < begin[v + 1]; ++at) draft.add(neighbour[at], layer[at]);
  });
  network.take_weights(ties);
  return network;
}

void Network::take_weights(std::span<const Tie> ties) {
  if (std::ranges::all_of(ties, [](const Tie& tie) { return tie.weight == by_layer; })) return;
  weights_.assign(targets_.size(), by_layer);
  for (const Tie& tie : ties) {
    if (tie.weight == by_layer || tie.a == tie.b) continue;
    for (const std::uint64_t at : {place_in_row(tie.a, tie.b), place_in_row(tie.b, tie.a)})
      weights_[at] = weights_[at] == by_layer ? tie.weight : std::max(weights_[at], tie.weight);
  }
}

void Network::degrees(Employee first, std::size_t count, float* out) const {
  const std::uint32_t* begin = row_begin_.data() + first;
  for (std::size_t i = 0; i < count; ++i)
    out[i] = static_cast<float>(static_cast<std::int32_t>(begin[i + 1] - begin[i]));
  // Row starts count within a chunk: a row that ends one is measured by itself.
  const std::size_t chunk = std::size_t{1} << chunk_bits;
  for (std::size_t v = (first / chunk + 1) * chunk - 1; v < first + count; v += chunk)
    out[v - first] = static_cast<float>(degree(static_cast<Employee>(v)));
}

bool Network::has_layer(Layer layer) const {
  if (layer_ends_[0].empty()) return layer == Layer::informal && !targets_.empty();
  for (Employee v = 0; v < employees_; ++v)
    if (!ties(v, layer).empty()) return true;
  return false;
}

std::span<const Employee> Network::ties(Employee v, Layer layer) const {
  const std::span<const Employee> all = ties(v);
  const auto end_of = [&](std::size_t of) -> std::size_t {
    return of < layer_ends_.size() && !layer_ends_[of].empty() ? layer_ends_[of][v] : all.size();
  };
  const auto number = static_cast<std::size_t>(layer);
  const std::size_t begin = number == 0 ? 0 : end_of(number - 1);
  return all.subspan(begin, end_of(number) - begin);
}

std::uint64_t Network::place_in_row(Employee a, Employee b) const {
  for (const Layer layer : all_layers) {
    const std::span<const Employee> row = ties(a, layer);
    const auto found = std::lower_bound(row.begin(), row.end(), b);
    if (found != row.end() && *found == b) return place_of(*found);
  }
  return nowhere;
}

bool Network::tied(Employee a, Employee b) const { return place_in_row(a, b) != nowhere; }

std::uint32_t Network::largest_degree() const {
  std::uint32_t largest = 0;
  for (Employee v = 0; v < employees_; ++v) largest = std::max(largest, degree(v));
  return largest;
}

std::size_t Network::bytes() const {
  std::size_t ends = 0;
  for (const LargeVector<std::uint32_t>& of_layer : layer_ends_) ends += of_layer.size() * 4;
  return targets_.size() * sizeof(Employee) + row_begin_.size() * 4 + chunk_begin_.size() * 8 + ends + layers_.size() +
         weights_.size();
}

}  // namespace kantel
