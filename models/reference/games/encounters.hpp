// Who meets whom in the sequential models: a day is as many encounters as there are people, one after the other. Each
// takes a person and one of its ties, all equally likely; anybody else where all are tied to all; in proportion to
// weight where ties are weighted.
//
// Invariant: encounter j of day t is keyed by (j, t): changing what people do in one shifts no other. Thirty-two bits
// choose among n, so that chances differ by at most n/2^32 of themselves.
#pragma once
#include "models/reference/reference.hpp"

namespace kantel {

// One of `count`, 0 … count − 1.
constexpr std::uint32_t one_of(std::uint32_t count, std::uint32_t bits) {
  return static_cast<std::uint32_t>((std::uint64_t{bits} * count) >> 32);
}

struct Encounter {
  Employee person, other;  // other: nobody, or oneself, where there is nobody to meet
  std::uint32_t choice;    // a draw for what is left to chance between them
};

class Encounters {
 public:
  explicit Encounters(const Ground& ground);
  Employee people() const { return people_; }
  Encounter at(std::uint32_t step, std::uint32_t day) const;
  // The day, one encounter after the other; without those where there is nobody to meet.
  template <class Meet>
  void day(std::uint32_t day, Meet meet) const {
    for (std::uint32_t step = 0; step < people_; ++step)
      if (const Encounter e = at(step, day); e.other != nobody && e.other != e.person) meet(e);
  }

 private:
  static constexpr std::uint32_t draw_encounter = 32;  // and 33, 34: the other, the choice

  const ReferenceNetwork* network_;
  KeyedRandom random_;
  Employee people_;
  std::vector<double> row_sum_;  // of weights, where there are any
};

// "" unless the two would have to be tied both ways and are not.
std::string objection_to_one_way(const NetworkSettings& network);

}  // namespace kantel
