#include "sim/network.hpp"

#include <cassert>
#include <numeric>

namespace kantel {

void RowDraft::settle(Employee self) {
  // First by neighbour then layer, to keep a pair's first layer; afterwards by layer then neighbour.
  std::erase_if(entries_, [self](std::uint64_t entry) { return (entry >> 8) == self; });
  std::sort(entries_.begin(), entries_.end());
  const auto same_neighbour = [](std::uint64_t a, std::uint64_t b) { return (a >> 8) == (b >> 8); };
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same_neighbour), entries_.end());
  const auto by_layer = [](std::uint64_t a, std::uint64_t b) { return (a << 56 | a >> 8) < (b << 56 | b >> 8); };
  if (!std::is_sorted(entries_.begin(), entries_.end(), by_layer))
    std::sort(entries_.begin(), entries_.end(), by_layer);
}

void Network::layout(const std::vector<std::uint32_t>& degrees) {
  chunk_begin_.assign((std::size_t{employees_} >> chunk_bits) + 1, 0);
  row_begin_.assign(std::size_t{employees_} + 1, 0);
  std::uint64_t at = 0;
  for (std::size_t v = 0; v <= employees_; ++v) {
    if ((v & ((1u << chunk_bits) - 1)) == 0) chunk_begin_[v >> chunk_bits] = at;
    row_begin_[v] = static_cast<std::uint32_t>(at - chunk_begin_[v >> chunk_bits]);
    if (v < employees_) at += degrees[v];
  }
  targets_.resize(at);
}

Network Network::from_rows(Employee employees, const Workers& workers,
                           const std::function<void(Employee, RowDraft&)>& row) {
  constexpr std::size_t block = 4096;
  const std::size_t blocks = (std::size_t{employees} + block - 1) / block;
  Network network;
  network.employees_ = employees;
  std::vector<std::uint32_t> degrees(employees), informal_ends(employees), reporting_ends(employees);
  std::vector<std::vector<Employee>> targets(blocks);  // of one block's rows, until the layout is known
  std::vector<std::uint8_t> layered(blocks, 0);
  workers.for_each(blocks, [&](std::size_t b) {
    RowDraft draft;
    std::vector<Employee> all;
    const auto last = static_cast<Employee>(std::min<std::size_t>((b + 1) * block, employees));
    for (auto v = static_cast<Employee>(b * block); v < last; ++v) {
      draft.entries_.clear();
      row(v, draft);
      draft.settle(v);
      degrees[v] = static_cast<std::uint32_t>(draft.entries_.size());
      for (const std::uint64_t entry : draft.entries_) {
        all.push_back(static_cast<Employee>(entry >> 8));
        const auto layer = static_cast<Layer>(entry & 0xFF);
        informal_ends[v] += layer == Layer::informal;
        reporting_ends[v] += layer <= Layer::reporting;
        if (layer != Layer::informal) layered[b] = 1;
      }
    }
    targets[b].assign(all.begin(), all.end());
  });
  network.layout(degrees);
  workers.for_each(blocks, [&](std::size_t b) {
    std::copy(
        targets[b].begin(), targets[b].end(),
        network.targets_.begin() + static_cast<std::ptrdiff_t>(network.row_begin(static_cast<Employee>(b * block))));
    std::vector<Employee>().swap(targets[b]);
  });
  if (std::find(layered.begin(), layered.end(), 1) != layered.end()) {
    network.informal_ends_ = std::move(informal_ends);
    network.reporting_ends_ = std::move(reporting_ends);
  }
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
