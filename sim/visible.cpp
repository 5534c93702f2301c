#include "sim/visible.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>

namespace kantel {

Visible::Visible(const Network& ties, std::span<const TieWeight> weights)
    : ties_(ties, weights),
      yesterday_(ties.employees(), 0),
      today_(ties.employees(), 0),
      counts_{LargeVector<std::uint32_t>(ties.employees(), 0), LargeVector<std::uint32_t>(ties.employees(), 0)},
      changed_((ties.employees() + block - 1) / block) {}

void Visible::push(Employee employee, std::uint8_t before, std::uint8_t after, bool shared) {
  for (int bit = 0; bit < 2; ++bit) {
    const int difference = ((after >> bit) & 1) - ((before >> bit) & 1);
    if (difference == 0) continue;
    const auto step = static_cast<std::uint32_t>(difference);  // -1 wraps, and so does the sum
    std::uint32_t* counts = counts_[static_cast<std::size_t>(bit)].data();
    const auto add = [counts, shared](Employee tied, std::uint32_t by) {
      if (shared)
        std::atomic_ref<std::uint32_t>(counts[tied]).fetch_add(by, std::memory_order_relaxed);
      else
        counts[tied] += by;
    };
    if (ties_.plain())
      for (const Employee tied : ties_.rows().ties(employee)) add(tied, step);
    else
      ties_.visit(employee,
                  [&](Employee tied, std::int32_t weight) { add(tied, step * static_cast<std::uint32_t>(weight)); });
  }
}

void Visible::edit(Employee employee, std::uint8_t seen) {
  push(employee, yesterday_[employee], seen, false);
  yesterday_[employee] = seen;
}

void Visible::change_ties(std::span<const TieChange> ends) {
  for (const TieChange& end : ends)
    for (int bit = 0; bit < 2; ++bit)
      if ((yesterday_[end.to] >> bit) & 1)
        counts_[static_cast<std::size_t>(bit)][end.from] += static_cast<std::uint32_t>(end.by);
  ties_.change(ends);
}

void Visible::restore_ties(std::span<const TieChange> changes) {
  std::vector<TieChange> back = ties_.changes();
  for (TieChange& end : back) end.by = -end.by;
  if (!back.empty()) change_ties(back);
  if (!changes.empty()) change_ties(changes);
}

void Visible::turn(const Workers& workers) {
  constexpr std::uint8_t counted = first_bit | second_bit;
  constexpr std::uint64_t all_counted = counted * std::uint64_t{0x0101010101010101};
  workers.for_each(changed_.size(), [&](std::size_t b) {
    std::vector<Employee>& list = changed_[b];
    list.clear();
    const auto end = static_cast<Employee>(std::min((b + 1) * block, today_.size()));
    auto i = static_cast<Employee>(b * block);
    for (; i + 8 <= end; i += 8) {  // eight together: most days most people do not change
      std::uint64_t before, after;
      std::memcpy(&before, yesterday_.data() + i, sizeof before);
      std::memcpy(&after, today_.data() + i, sizeof after);
      if (((before ^ after) & all_counted) == 0) continue;
      for (Employee at = i; at < i + 8; ++at)
        if ((yesterday_[at] ^ today_[at]) & counted) list.push_back(at);
    }
    for (; i < end; ++i)
      if ((yesterday_[i] ^ today_[i]) & counted) list.push_back(i);
  });
  std::size_t changes = 0;
  for (const std::vector<Employee>& list : changed_) changes += list.size();
  if (changes * 4 > today_.size()) {
    yesterday_.swap(today_);
    recount(workers);
    return;
  }
  const bool shared = workers.threads() > 1;
  workers.for_each(changed_.size(), [&](std::size_t b) {
    const std::vector<Employee>& list = changed_[b];
    const auto count_of = [&](std::size_t k, Employee tied) {
      const bool is_first = (yesterday_[list[k]] ^ today_[list[k]]) & first_bit;
      return counts_[is_first ? 0 : 1].data() + tied;
    };
    ties_.rows().visit_ahead(
        list.size(), [&](std::size_t k) { return list[k]; }, count_of,
        [&](std::size_t k) { push(list[k], yesterday_[list[k]], today_[list[k]], shared); });
  });
  yesterday_.swap(today_);
}

void Visible::recount(const Workers& workers) {
  workers.for_each(changed_.size(), [&](std::size_t b) {
    const auto end = static_cast<Employee>(std::min((b + 1) * block, today_.size()));
    for (auto i = static_cast<Employee>(b * block); i < end; ++i) {
      std::uint32_t first = 0, second = 0;
      if (ties_.plain())
        for (const Employee tied : ties_.rows().ties(i)) {
          first += yesterday_[tied] & 1u;
          second += (yesterday_[tied] >> 1) & 1u;
        }
      else
        ties_.visit(i, [&](Employee tied, std::int32_t weight) {
          first += (yesterday_[tied] & 1u) * static_cast<std::uint32_t>(weight);
          second += ((yesterday_[tied] >> 1) & 1u) * static_cast<std::uint32_t>(weight);
        });
      counts_[0][i] = first;
      counts_[1][i] = second;
    }
  });
}

}  // namespace kantel
