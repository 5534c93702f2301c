// Whether who practised on a day still does later: of those who practised then and are still there 60 and 120 days
// later, the share who practise.
#pragma once
#include "models/model.hpp"
#include "sim/large.hpp"

namespace kantel {

// NaN when the day is not reached, or fewer of them are left than a figure may tell of.
struct Retained {
  double after_60, after_120;
};

// Hung on a run that shows `practising` and `occupant`. Two bytes and a bit an employee from the day it follows on.
class Retention final : public Observer {
 public:
  Retention(std::int64_t follow_day, Employee employees, std::int64_t least = 1)
      : follow_day_(follow_day), employees_(employees), least_(static_cast<double>(least)) {}
  void after_day(const Run& run) override;
  void save(std::ostream& out) const override;
  void load(std::istream& in) override;
  const Retained& retained() const { return retained_; }

 private:
  void remember(const Run& run);
  double share_still_practising(const Run& run) const;

  std::int64_t follow_day_;
  Employee employees_;
  double least_;
  LargeVector<std::uint64_t> practised_;  // a bit an employee
  LargeVector<std::uint16_t> occupant_;
  Retained retained_{std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
};

}  // namespace kantel
