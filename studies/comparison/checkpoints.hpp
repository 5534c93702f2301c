// A run's state in a file, so that a long run can be taken up where it was and give the bytes of one that was never
// stopped. The file holds an identity (program, scenario, replicate, input files) and is refused by any other run.
#pragma once
#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "models/model.hpp"

namespace kantel {

struct Checkpoints {
  std::filesystem::path write, resume;  // either may be empty
  std::int64_t every = 0;               // days between writing; also written when the run is stopped
  std::string identity;                 // what decides the run: taken up by the same only
};

// As live() does, from the state in where.resume if there is one. `saved`: the observers whose state is kept too.
// Throws Interrupted, and InputError: no checkpoint, damaged, or of another run.
void live_with_checkpoints(Run& run, const Workers& workers, const std::vector<Observer*>& observers,
                           const std::vector<Observer*>& saved, const Checkpoints& where,
                           const std::atomic<bool>* stop);

}  // namespace kantel
