// Regular networks with a share of their ties moved at random, one tie after the other: each move keeps the network
// simple, so it needs to know the moves before it.
#include <algorithm>

#include "models/reference/networks/forms.hpp"

namespace kantel {

namespace {

// Ties that can be moved, as short unordered rows.
class MovableTies {
 public:
  explicit MovableTies(const Network& network) : rows_(network.employees()) {
    for (Employee v = 0; v < network.employees(); ++v) {
      const std::span<const Employee> row = network.ties(v);
      rows_[v].assign(row.begin(), row.end());
    }
  }
  std::size_t degree(Employee v) const { return rows_[v].size(); }
  bool tied(Employee a, Employee b) const {
    const bool shorter = rows_[a].size() <= rows_[b].size();
    const std::vector<Employee>& row = rows_[shorter ? a : b];
    return std::find(row.begin(), row.end(), shorter ? b : a) != row.end();
  }
  // Moves the end b of the tie a–b to c.
  void move(Employee a, Employee b, Employee c) {
    *std::find(rows_[a].begin(), rows_[a].end(), b) = c;
    std::vector<Employee>& left = rows_[b];
    *std::find(left.begin(), left.end(), a) = left.back();
    left.pop_back();
    rows_[c].push_back(a);
  }
  Network network(const Workers& workers) const {
    return Network::from_rows(static_cast<Employee>(rows_.size()), workers, [&](Employee v, RowDraft& row) {
      for (const Employee other : rows_[v]) row.add(other);
    });
  }

 private:
  std::vector<std::vector<Employee>> rows_;
};

}  // namespace

// Watts & Strogatz 1998: round the ring once for the nearest neighbours, once for the second nearest and so on, the far
// end of each tie moves with the given chance to somebody to whom the near end is not tied yet.
Network watts_strogatz_ties(Employee people, Employee reach, double chance, std::uint64_t seed,
                            const Workers& workers) {
  const NetworkDraws chosen(seed, NetworkPurpose::choose_ties), place(seed, NetworkPurpose::rewire_ring);
  MovableTies ties(ring_ties(people, reach, workers));
  for (Employee step = 1; step <= reach; ++step)
    for (Employee v = 0; v < people; ++v) {
      const std::uint64_t tie = std::uint64_t{step} << 32 | v;
      if (chosen.unit(tie) >= chance || ties.degree(v) == people - 1) continue;
      Employee end = v;
      for (std::uint32_t attempt = 0; end == v || ties.tied(v, end); ++attempt)
        end = place.choice(tie, people, attempt);
      ties.move(v, static_cast<Employee>((std::uint64_t{v} + step) % people), end);
    }
  return ties.network(workers);
}

// Everybody keeps their degree (Maslov & Sneppen 2002): ties a–b and c–d become a–d and c–b. With M ties, p·M/2 swaps
// are made, each of two ties drawn from all, so that a tie is drawn p times on average and 1 − e^−p of them move at
// least once. (Moving each tie at most once would move p of them and be more rewired at the same p.) A swap that would
// make a self-tie or a double is drawn again, up to a hundred times.
Network with_swapped_ties(const Network& before, double share, std::uint64_t seed, const Workers& workers,
                          std::vector<std::string>& warnings) {
  constexpr std::uint32_t attempts = 100;
  const NetworkDraws drawn(seed, NetworkPurpose::swap_ties);
  std::vector<Tie> all;
  before.for_each_tie([&](const Tie& tie) { all.push_back(tie); });
  if (all.size() < 2) return before;
  MovableTies ties(before);
  const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(all.size()) / 2 + .5);
  const auto ends = static_cast<std::uint32_t>(2 * all.size());
  std::uint64_t failed = 0;
  for (std::uint64_t swap = 0; swap < wanted; ++swap) {
    bool done = false;
    for (std::uint32_t attempt = 0; attempt < attempts && !done; ++attempt) {
      // Which tie, and which of its ends is a or c.
      const std::uint32_t first = drawn.choice(2 * swap, ends, attempt),
                          second = drawn.choice(2 * swap + 1, ends, attempt);
      Tie &one = all[first / 2], &other = all[second / 2];
      const Employee a = first % 2 ? one.b : one.a, b = first % 2 ? one.a : one.b;
      const Employee c = second % 2 ? other.b : other.a, d = second % 2 ? other.a : other.b;
      if (first / 2 == second / 2 || a == d || b == c || ties.tied(a, d) || ties.tied(c, b)) continue;
      ties.move(a, b, d);  // a–d; for a moment d has one tie more and b one less
      ties.move(c, d, b);  // c–b
      one = {a, d}, other = {c, b};
      done = true;
    }
    failed += !done;
  }
  if (failed > 0)
    warnings.push_back("network.rewired: " + std::to_string(failed) + " of " + std::to_string(wanted) +
                       " swaps found no two ties that could swap ends");
  return ties.network(workers);
}

}  // namespace kantel
