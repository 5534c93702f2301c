// What employees can see of each other: one byte each, double-buffered. During a day everybody reads yesterday's byte
// of anyone and writes today's byte of themselves alone; turn() then makes today yesterday.
//
// Beside it, for the first two bits, how much of each employee's ties has the bit (as many as have it, where all count
// alike), kept and not recounted: a day's changes are listed by block and pushed along the changed employees' ties.
// Additions of whole numbers commute, so any order gives the same counts. When many change on one day, counting afresh
// touches fewer ties and is done.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/large.hpp"
#include "sim/parallel.hpp"
#include "sim/ties.hpp"

namespace kantel {

class Visible {
 public:
  static constexpr std::uint8_t first_bit = 1, second_bit = 2;

  // `weights`: what each tie end counts for (sim/ties.hpp). Both must outlive it.
  explicit Visible(const Network& ties, std::span<const TieWeight> weights = {});

  const Ties& ties() const { return ties_; }
  std::span<const std::uint8_t> yesterday() const { return yesterday_; }
  std::uint8_t* today() { return today_.data(); }  // own row only
  const std::uint8_t* today() const { return today_.data(); }
  const std::uint32_t* neighbour_count(int bit) const { return counts_[static_cast<std::size_t>(bit)].data(); }

  // Before the first day, and when an event edits the state that the day calls yesterday's: sets a byte, counts
  // included.
  void edit(Employee employee, std::uint8_t seen);
  // Between days: adds to what pairs count for, both ends given, counts included.
  void change_ties(std::span<const TieChange> ends);
  // Between days: the run has changed this of its ties, and nothing else.
  void restore_ties(std::span<const TieChange> changes);

  // Ends a day: today's bytes become yesterday's, counts follow.
  void turn(const Workers& workers);
  // Counts afresh from yesterday's bytes.
  void recount(const Workers& workers);

 private:
  static constexpr std::size_t block = 16384;
  void push(Employee employee, std::uint8_t before, std::uint8_t after, bool shared);

  Ties ties_;
  LargeVector<std::uint8_t> yesterday_, today_;
  std::array<LargeVector<std::uint32_t>, 2> counts_;
  std::vector<std::vector<Employee>> changed_;  // per block
};

}  // namespace kantel
