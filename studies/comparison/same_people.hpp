// The same people in two arms: who takes part in both, compared arm against arm. Luck is shared, so selection is then
// no explanation of a difference.
#pragma once
#include <vector>

#include "models/model.hpp"

namespace kantel {

// Who took part and how, on a day of contrast.
struct Snapshot {
  std::vector<std::uint8_t> active;
  std::vector<std::uint16_t> identity;
  std::vector<std::vector<float>> compared;  // [column]
};

class SnapshotTaker final : public Observer {
 public:
  SnapshotTaker(const SamePeople& contrast, const std::vector<std::int64_t>& days) : contrast_(contrast), days_(days) {}
  void after_day(const Run& run) override;
  std::vector<Snapshot> taken() { return std::move(taken_); }

 private:
  const SamePeople& contrast_;
  const std::vector<std::int64_t>& days_;
  std::vector<Snapshot> taken_;
};

// The contrasts' names, and their values for one pair: means of later minus earlier, day by day.
std::vector<Metric> contrasts_on(const SamePeople& contrast, const std::vector<std::int64_t>& days);
std::vector<double> contrast_of(const SamePeople& contrast, const std::vector<Snapshot>& earlier,
                                const std::vector<Snapshot>& later);

}  // namespace kantel
