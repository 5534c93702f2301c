#include "sim/ties.hpp"

#include <algorithm>

namespace kantel {

namespace {

bool stands_before(const TieChange& a, const TieChange& b) { return a.from != b.from ? a.from < b.from : a.to < b.to; }

}  // namespace

Ties::Ties(const Network& rows, std::span<const TieWeight> weights) : rows_(&rows), weights_(weights) {
  if (!weights_.empty()) know_degrees();
}

void Ties::know_degrees() {
  degree_.resize(rows_->employees());
  for (Employee v = 0; v < rows_->employees(); ++v) {
    degree_[v] = 0;
    visit(v, [&](Employee, std::int32_t weight) { degree_[v] += static_cast<std::uint32_t>(weight); });
  }
}

std::span<const TieChange> Ties::changes_of(Employee v) const {
  const auto [begin, end] = std::ranges::equal_range(changes_, v, {}, &TieChange::from);
  return std::span(changes_).subspan(static_cast<std::size_t>(begin - changes_.begin()),
                                     static_cast<std::size_t>(end - begin));
}

std::int32_t Ties::weight_in_rows(Employee a, Employee b) const {
  const std::span<const Employee> row = rows_->ties(a);
  const auto found = std::ranges::find(row, b);
  if (found == row.end()) return 0;
  return weights_.empty() ? 1 : weights_[rows_->row_begin(a) + static_cast<std::uint64_t>(found - row.begin())];
}

std::int32_t Ties::weight(Employee a, Employee b) const {
  std::int32_t sum = weight_in_rows(a, b);
  for (const TieChange& change : changes_of(a))
    if (change.to == b) sum += change.by;
  return sum;
}

void Ties::degrees(Employee first, std::size_t count, float* out) const {
  if (degree_.empty()) return rows_->degrees(first, count, out);
  for (std::size_t i = 0; i < count; ++i) out[i] = static_cast<float>(static_cast<std::int32_t>(degree_[first + i]));
}

void Ties::change(std::span<const TieChange> ends) {
  if (degree_.empty()) know_degrees();
  changes_.insert(changes_.end(), ends.begin(), ends.end());
  std::ranges::sort(changes_, stands_before);
  std::size_t kept = 0;
  for (const TieChange& one : changes_) {
    if (kept > 0 && changes_[kept - 1].from == one.from && changes_[kept - 1].to == one.to)
      changes_[kept - 1].by += one.by;
    else
      changes_[kept++] = one;
  }
  changes_.resize(kept);
  std::erase_if(changes_, [](const TieChange& one) { return one.by == 0; });
  for (const TieChange& one : ends) degree_[one.from] += static_cast<std::uint32_t>(one.by);
  if (plain()) degree_ = {};
}

bool Ties::can_have(std::span<const TieChange> changes) const {
  const auto not_rising = [](const TieChange& a, const TieChange& b) { return !stands_before(a, b); };
  if (std::ranges::adjacent_find(changes, not_rising) != changes.end()) return false;
  const Employee people = rows_->employees();
  return std::ranges::all_of(changes, [&](const TieChange& one) {
    if (one.from >= people || one.to >= people || one.from == one.to || one.by == 0) return false;
    if (one.by < -largest_tie_weight || one.by > largest_tie_weight) return false;
    const std::int32_t sum = weight_in_rows(one.from, one.to) + one.by;
    return sum >= 0 && sum <= largest_tie_weight &&
           std::ranges::binary_search(changes, TieChange{one.to, one.from, one.by}, [](const auto& a, const auto& b) {
             return stands_before(a, b) || (!stands_before(b, a) && a.by < b.by);
           });
  });
}

}  // namespace kantel
