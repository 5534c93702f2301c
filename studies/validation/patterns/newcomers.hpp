// Who carries a practice into an organisation while people come and go: starts of people who joined after day 0
// against those who were there.
#pragma once
#include <vector>

#include "models/change/population.hpp"

namespace kantel::patterns {

struct Newcomers {
  double share = 0;                     // of first starts
  double rate = 0, rate_of_others = 0;  // first starts a day and person who has not practised yet
};

// First starts on the days from `first` to `last`.
class StartWatch {
 public:
  StartWatch(std::int64_t first, std::int64_t last) : first_(first), last_(last) {}
  void see(std::int64_t day, const Population& people, const Visible& visible);  // every day from 0
  Newcomers newcomers() const;                                                   // NaN where nobody is concerned

 private:
  std::int64_t first_, last_;
  std::vector<std::uint16_t> occupant_;
  std::vector<std::uint8_t> practised_;
  double starts_[2] = {0, 0}, waited_[2] = {0, 0};  // of who was there on day 0, of who joined
};

}  // namespace kantel::patterns
