// One run: one arm, one replicate, from day 0 to the last day, a day at a time.
#pragma once
#include <memory>

#include "models/change/ground.hpp"
#include "models/model.hpp"

namespace kantel {

struct Population;
class Visible;

class ChangeRun : public Run {
 public:
  // Starts everybody and lives day 0. `rules`: own rules of a caller, or null. All that is referred to must outlive it.
  ChangeRun(const Scenario& scenario, const ChangeGround& ground, const Arm& arm, std::uint32_t replicate,
            const Rules* rules, const Workers& workers);
  ~ChangeRun() override;

  void advance(const Workers& workers) override;
  std::int64_t day() const override;
  bool finished() const override;
  const Recording& recording() const override;
  Recording take_recording();  // of a run that is over
  People people() const override;
  // Not of a run with own rules: what they remember is not ours to keep.
  void save(std::ostream& out) const override;
  void load(std::istream& in) override;
  std::int64_t levers_day() const;  // metrics.hpp

  // Everybody's own columns, and what others see of them.
  const Population& population() const;
  const Visible& visible() const;

 private:
  struct State;
  void live(const Workers& workers);
  std::unique_ptr<State> state_;
};

}  // namespace kantel
