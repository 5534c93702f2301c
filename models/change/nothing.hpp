// Doing nothing: the arm that others are held against without being listed. Bottom-up, neutral leaders, no champions
// and no events, the same people and luck. What an arm's hours gain is counted from here, so that absence, which costs
// least, does not look cheapest for what would have come anyway.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "models/change/ground.hpp"

namespace kantel {

class DoingNothing {
 public:
  explicit DoingNothing(const std::atomic<bool>* stop) : stop_(stop) {}
  // Internalised practice on the last day; lives that run the first time a replicate is asked for. From any thread;
  // Interrupted when it is stopped.
  double durable_end(const Scenario& scenario, const ChangeGround& ground, std::uint32_t replicate,
                     const Workers& workers);

 private:
  struct Entry {
    std::mutex living, guard;  // `guard` of what follows
    bool known = false;
    double durable = 0;
  };
  const std::atomic<bool>* stop_;
  std::mutex guard_;
  std::map<std::uint32_t, std::unique_ptr<Entry>> of_replicate_;
};

}  // namespace kantel
