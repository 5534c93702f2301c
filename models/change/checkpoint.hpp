// The state of a run between two days, kept in a file, so that a long run can be taken up where it was and give the
// bytes of one that was never stopped.
//
// What is kept: the people (one list of columns, in checkpoint.cpp), what others see of them, what the days so far have
// changed of the day itself (policies, trainings, celebrations), and the recording. What is not: anything that
// scenario, arm and replicate decide, which the identity stands for; and neighbour counts, which follow from what is
// seen.
#pragma once
#include "models/change/interventions/intervene.hpp"
#include "models/change/run.hpp"

namespace kantel {

struct RunState {
  Day& day;
  Population& people;
  Visible& visible;
  UnitHistory& history;
  Recording& recording;
  double &retained_60, &retained_120;
};

// Writes where.write, whole or not at all. `next_day`: the first that is not in it.
void save_checkpoint(const Checkpoints& where, std::int64_t next_day, RunState& state);
// Fills the state of a run that was just set up from where.resume, and returns the day to go on with. Throws
// InputError: no checkpoint, damaged, or of another scenario, arm, replicate or program.
std::int64_t load_checkpoint(const Checkpoints& where, RunState& state);

}  // namespace kantel
