// Each person's own level of something over a campaign (autonomy, morale): who lives a change curve, against what the
// average shows.
//
// Definition: a dip is a level at least .05 below the person's own value on day 0 for five days in a row or more; it
// is recovered when the level comes back to within .02 of that value, on or before the last day of the campaign, while
// all levers are still the same. People who joined later are left out.
#pragma once
#include <vector>

#include "models/change/population.hpp"

namespace kantel::patterns {

// Shares are of who was there on day 0 and on the last day.
struct Curves {
  double dipped = 0;         // share
  double lived = 0;          // share who dipped and recovered
  double halfway = 0;        // share who dipped and regained half of their loss or more by the last day
  double depth = 0;          // mean over who dipped, of the lowest point below day 0
  double length = 0;         // mean days from the first day of the dip to recovery, over who lived it
  double lowest_day = 0;     // mean day of the lowest point, over who dipped
  double average_depth = 0;  // of the mean level of all these people
  double average_day = 0;    // when that was lowest
  double average_gap = 0;    // how far that mean is below day 0 on the last day
};

class CurveWatch {
 public:
  using Level = LargeVector<float> Population::*;
  CurveWatch(std::int64_t last_day, Level level) : last_day_(last_day), level_(level) {}
  void see(std::int64_t day, const Population& people);  // every day from 0
  Curves curves() const;                                 // NaN where nobody is concerned

 private:
  struct Person {
    float start = 0, lowest = 0, now = 0;
    int days_below = 0;
    std::int64_t first_below = 0, lowest_day = 0, recovered = 0;  // recovered: 0 = not
    bool dipped = false;
  };
  std::int64_t last_day_;
  Level level_;
  std::vector<Person> people_;
  std::vector<std::uint16_t> occupant_;  // on the last day
  std::vector<double> average_;          // daily, of who was there on day 0
};

}  // namespace kantel::patterns
