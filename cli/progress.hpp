// How long work is going: a bar with rate and time left on a terminal, a line every few seconds elsewhere. Always on
// standard error. (The target systems package no progress library.)
#pragma once
#include <chrono>
#include <mutex>
#include <string>

namespace kantel {

class Progress {
 public:
  Progress(const std::string& what, std::string unit, bool quiet);
  ~Progress();  // clears the bar
  // From any worker, as often as one likes.
  void at(double done, double all);

 private:
  void show(double done, double all, double seconds);
  using Clock = std::chrono::steady_clock;
  std::string what_, unit_;
  bool quiet_, terminal_, shown_ = false;
  Clock::time_point begin_, next_;
  std::mutex guard_;
};

}  // namespace kantel
