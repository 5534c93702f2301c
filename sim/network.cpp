#include "sim/network.hpp"

#include <cassert>
#include <numeric>
#include <tuple>

namespace kantel {

namespace {

constexpr std::size_t few = 32;

// Sorts up to `lanes` numbers without a branch on their values: each is put where as many are smaller. Equal ones share
// a place and leave another unset, which is dropped, as is `self`. Returns the end.
template <std::size_t lanes>
Employee* sorted_few(const Employee* in, std::size_t count, Employee self, Employee* out) {
  std::array<std::uint32_t, lanes> smaller{}, value{}, ordered;
  constexpr std::uint32_t sign = 0x80000000;  // vector lanes compare signed numbers
  for (std::size_t i = 0; i < lanes; ++i) value[i] = (i < count ? in[i] : nobody) ^ sign;
  for (std::size_t i = 0; i < count; ++i) {
    const auto one = static_cast<std::int32_t>(in[i] ^ sign);
    for (std::size_t j = 0; j < lanes; ++j) smaller[j] += static_cast<std::int32_t>(value[j]) > one;
  }
  ordered.fill(nobody);
  for (std::size_t i = 0; i < count; ++i) ordered[smaller[i]] = in[i];
  for (std::size_t i = 0; i < count; ++i) {
    *out = ordered[i];
    out += (ordered[i] != nobody) & (ordered[i] != self);
  }
  return out;
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> RowDraft::settle(Employee self, std::vector<Employee>& row) {
  const std::size_t begin = row.size();
  std::uint32_t informal = 0, reporting = 0;
  if (layered_.empty()) {
    row.resize(begin + count_);
    if (count_ <= few) {
      const auto sorted = count_ <= 8 ? sorted_few<8> : count_ <= 16 ? sorted_few<16> : sorted_few<few>;
      row.resize(static_cast<std::size_t>(sorted(informal_.data(), count_, self, row.data() + begin) - row.data()));
    } else {
      const auto end = informal_.begin() + static_cast<std::ptrdiff_t>(count_);
      std::sort(informal_.begin(), end);
      const auto last = std::remove(informal_.begin(), std::unique(informal_.begin(), end), self);
      row.resize(begin + static_cast<std::size_t>(last - informal_.begin()));
      std::copy(informal_.begin(), last, row.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    informal = reporting = static_cast<std::uint32_t>(row.size() - begin);
  } else {
    settle_layers(self);
    for (const std::uint64_t entry : layered_) {
      row.push_back(static_cast<Employee>(entry >> 8));
      informal += (entry & 0xFF) == static_cast<std::uint64_t>(Layer::informal);
      reporting += (entry & 0xFF) <= static_cast<std::uint64_t>(Layer::reporting);
    }
    layered_.clear();
  }
  count_ = 0;
  return {informal, reporting};
}

// All in layered_: first by neighbour then layer, to keep a pair's first layer; afterwards by layer then neighbour.
void RowDraft::settle_layers(Employee self) {
  for (std::size_t i = 0; i < count_; ++i) layered_.push_back(std::uint64_t{informal_[i]} << 8);
  std::erase_if(layered_, [self](std::uint64_t entry) { return (entry >> 8) == self; });
  std::sort(layered_.begin(), layered_.end());
  const auto same_neighbour = [](std::uint64_t a, std::uint64_t b) { return (a >> 8) == (b >> 8); };
  layered_.erase(std::unique(layered_.begin(), layered_.end(), same_neighbour), layered_.end());
  const auto by_layer = [](std::uint64_t a, std::uint64_t b) { return (a << 56 | a >> 8) < (b << 56 | b >> 8); };
  if (!std::is_sorted(layered_.begin(), layered_.end(), by_layer))
    std::sort(layered_.begin(), layered_.end(), by_layer);
}

// A chunk of rows at a time: pieces of it are made side by side, each into its own small buffer that stays in cache;
// then they are put one after the other. So the rows are never held twice.
Network Network::from_rows(Employee employees, const Workers& workers,
                           const std::function<void(Employee, RowDraft&)>& row) {
  constexpr std::size_t chunk_rows = std::size_t{1} << chunk_bits, piece_rows = 256, pieces = chunk_rows / piece_rows;
  struct Piece {
    RowDraft draft;
    std::vector<Employee> rows;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;  // of layers within each row
    bool layered = false;
    std::uint64_t begin = 0;
  };
  std::vector<Piece> made(std::min<std::size_t>(pieces, employees / piece_rows + 1));
  Network network;
  network.employees_ = employees;
  network.row_begin_.resize(std::size_t{employees} + 1);
  for (std::size_t first = 0; first < employees; first += chunk_rows) {
    const std::size_t past = std::min<std::size_t>(first + chunk_rows, employees);
    const std::size_t count = (past - first + piece_rows - 1) / piece_rows;
    const auto each_row = [&](std::size_t p, const auto& visit) {
      const std::size_t begin = first + p * piece_rows, end = std::min(begin + piece_rows, past);
      for (std::size_t v = begin; v < end; ++v) visit(v, v - begin);
    };
    workers.for_each(count, [&](std::size_t p) {
      Piece& piece = made[p];
      piece.rows.clear();
      piece.ends.clear();
      piece.layered = false;
      each_row(p, [&](std::size_t v, std::size_t) {
        const auto self = static_cast<Employee>(v);
        row(self, piece.draft);
        network.row_begin_[v] = static_cast<std::uint32_t>(piece.rows.size());
        piece.ends.push_back(piece.draft.settle(self, piece.rows));
        const std::size_t degree = piece.rows.size() - network.row_begin_[v];
        piece.layered |= piece.ends.back().first < degree;
      });
    });

    const std::uint64_t base = network.targets_.size();
    std::uint64_t at = 0;
    bool layered = !network.informal_ends_.empty();
    for (std::size_t p = 0; p < count; ++p) {
      made[p].begin = at;
      at += made[p].rows.size();
      layered |= made[p].layered;
    }
    network.chunk_begin_.push_back(base);
    // Room for all rows at once; what is not needed is never touched, and so takes no memory.
    if (network.targets_.capacity() < base + at)
      network.targets_.reserve(past == employees ? base + at
                                                 : static_cast<std::size_t>(1.25 * static_cast<double>(base + at) *
                                                                            employees / static_cast<double>(past)));
    network.targets_.resize(base + at);
    if (layered && network.informal_ends_.empty()) {
      network.informal_ends_.resize(employees);
      network.reporting_ends_.resize(employees);
      for (Employee v = 0; v < first; ++v)
        network.informal_ends_[v] = network.reporting_ends_[v] =
            static_cast<std::uint32_t>((v + 1 < first ? network.row_begin(v + 1) : base) - network.row_begin(v));
    }
    workers.for_each(count, [&](std::size_t p) {
      const Piece& piece = made[p];
      std::copy(piece.rows.begin(), piece.rows.end(),
                network.targets_.begin() + static_cast<std::ptrdiff_t>(base + piece.begin));
      each_row(p, [&](std::size_t v, std::size_t i) {
        network.row_begin_[v] += static_cast<std::uint32_t>(piece.begin);
        if (layered) std::tie(network.informal_ends_[v], network.reporting_ends_[v]) = piece.ends[i];
      });
    });
  }
  // The end of the last row, seen from the chunk that it opens or is in.
  if (employees % chunk_rows == 0) network.chunk_begin_.push_back(network.targets_.size());
  network.row_begin_[employees] = static_cast<std::uint32_t>(network.targets_.size() - network.chunk_begin_.back());
  return network;
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
  return from_rows(employees, workers, [&](Employee v, RowDraft& draft) {
    for (std::uint64_t at = begin[v]; at < begin[v + 1]; ++at) draft.add(neighbour[at], layer[at]);
  });
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
  if (informal_ends_.empty()) return layer == Layer::informal && !targets_.empty();
  for (Employee v = 0; v < employees_; ++v)
    if (!ties(v, layer).empty()) return true;
  return false;
}

std::span<const Employee> Network::ties(Employee v, Layer layer) const {
  const std::span<const Employee> all = ties(v);
  if (informal_ends_.empty()) return layer == Layer::informal ? all : all.subspan(all.size());
  switch (layer) {
    case Layer::informal: return all.first(informal_ends_[v]);
    case Layer::reporting: return all.subspan(informal_ends_[v], reporting_ends_[v] - informal_ends_[v]);
    case Layer::team: return all.subspan(reporting_ends_[v]);
  }
  return {};
}

bool Network::tied(Employee a, Employee b) const {
  for (const Layer layer : {Layer::informal, Layer::reporting, Layer::team}) {
    const std::span<const Employee> row = ties(a, layer);
    if (std::binary_search(row.begin(), row.end(), b)) return true;
  }
  return false;
}

std::uint32_t Network::largest_degree() const {
  std::uint32_t largest = 0;
  for (Employee v = 0; v < employees_; ++v) largest = std::max(largest, degree(v));
  return largest;
}

std::size_t Network::bytes() const {
  return targets_.size() * sizeof(Employee) + row_begin_.size() * 4 + chunk_begin_.size() * 8 +
         informal_ends_.size() * 4 + reporting_ends_.size() * 4;
}

}  // namespace kantel
