// One run: one arm, one replicate, from day 0 to the last day.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include "models/change/population.hpp"
#include "models/change/scenario/scenario.hpp"
#include "models/model.hpp"
#include "sim/recording.hpp"

namespace kantel {

// Consecutive employees who share a manager. Teams are contiguous (organisation.hpp), so these are few and a block of
// rows looks at few managers.
struct TeamRuns {
  std::vector<Employee> begin, manager;  // begin has one more: the number of employees
  std::vector<std::uint32_t> of_block;   // the team of each block's first employee
  struct Blocks {
    std::uint32_t first, last;
  };
  std::vector<Blocks> manager_blocks;  // where the managers of each block's people stand
};

// What is the same for every arm and replicate on one organisation: traits given by a file, who is a manager, groups,
// and the order of champions by their place in the network. Made once.
struct Stage {
  const Scenario* scenario = nullptr;
  Organisation organisation;
  GivenTraits given;
  std::vector<std::uint8_t> is_manager;
  TeamRuns teams;
  GroupPlan groups;
  std::vector<double> betweenness;  // empty unless an arm chooses champions by it
};
Stage make_stage(const Scenario& scenario, Organisation organisation, const Workers& workers);

// Who practised and how, on a day of contrast; for the same-people comparison of two arms.
struct Snapshot {
  std::int64_t day = 0;
  std::vector<std::uint8_t> practising;
  std::vector<std::uint16_t> occupant;
  std::vector<float> internalisation, autonomy, competence, relatedness;
};

struct RunResult {
  Recording recording;                       // daily series by group
  double retained_60 = 0, retained_120 = 0;  // NaN when not reached or nobody practised
  std::vector<Snapshot> snapshots;
};

struct Rules;  // own rules of a caller (rules.hpp)

struct RunOptions {
  std::int64_t follow_day = 0;  // from which retention is counted
  std::vector<std::int64_t> snapshot_days;
  const Rules* rules = nullptr;
  const std::atomic<bool>* stop = nullptr;   // polled once a day; ends the run with Interrupted
  std::function<void(std::int64_t)> on_day;  // progress: called after each day with its number
  std::function<void(std::int64_t, const Population&, const Visible&)> watch;  // tests look at everybody
};

class ChangeRun : public Run {
 public:
  ChangeRun(const Scenario& scenario, const Stage& stage, const Arm& arm, std::uint32_t replicate, const Rules* rules,
            const Workers& workers, std::int64_t follow_day = 0);
  ~ChangeRun() override;
  void advance(const Workers& workers) override;
  std::int64_t day() const override;
  bool finished() const override;
  const Recording& recording() const override;
  People people() const override;
  double retained_60() const, retained_120() const;

  struct Inside;
  std::unique_ptr<Inside> in_;
};

RunResult run(const Stage& stage, const Arm& arm, std::uint32_t replicate, const Workers& workers,
              const RunOptions& options);

}  // namespace kantel
