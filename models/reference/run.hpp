// One run of a reference model, and its numbers.
#pragma once
#include "models/reference/reference.hpp"

namespace kantel {

// One group, all.
const GroupPlan& everybody();

class ReferenceRun : public Run {
 public:
  // The ground must outlive it.
  ReferenceRun(const ReferenceModel& model, const std::any& parameters, const Ground& ground, std::int64_t days);
  void advance(const Workers& workers) override;
  std::int64_t day() const override { return day_; }
  bool finished() const override { return day_ == recording_.days(); }
  const Recording& recording() const override { return recording_; }

 private:
  std::unique_ptr<Simulation> simulation_;
  std::vector<double> sums_;
  Recording recording_;
  std::int64_t day_ = 0;
};

// From day 0 to the last.
Recording run_reference(const ReferenceModel& model, const std::any& parameters, const Ground& ground,
                        std::int64_t days);

// The values of a model's metrics for one run; undefined ones are NaN.
std::vector<double> reference_metric_values(const ReferenceModel& model, const Recording& recording);

}  // namespace kantel
