// An organisation in which nothing is heard of a change unless an experiment says so.
#pragma once
#include <functional>

#include "models/change/run_to_end.hpp"

namespace kantel::calibration {

struct Experiment {
  Scenario scenario;
  ChangeGround ground;
  // `employees` of the form sector; nobody hears (β = 0) or starts (p = q = 0) and nobody leaves.
  Experiment(const Parameters& parameters, Employee employees, std::int64_t days);
  Experiment(const Experiment&) = delete;
};

using Watch = std::function<void(std::int64_t day, const Population& people, const Visible& visible)>;

// Bottom-up, no champions, under neutral levers.
Arm everyday();

void live(const Experiment& experiment, const Arm& arm, std::uint32_t replicate, const Workers& workers,
          const Watch& watch);

}  // namespace kantel::calibration
