#include "cli/progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "sim/input/diagnostics.hpp"

namespace kantel {

namespace {

std::string counted(double number) {
  char text[32];
  const char* const units[] = {"", " thousand", " million", " billion"};
  int unit = 0;
  for (; number >= 1000 && unit < 3; ++unit) number /= 1000;
  std::snprintf(text, sizeof text, number < 10 && unit > 0 ? "%.1f%s" : "%.0f%s", number, units[unit]);
  return text;
}

std::string duration(double seconds) {
  char text[32];
  const auto whole = static_cast<long>(seconds + .5);
  if (whole < 60)
    std::snprintf(text, sizeof text, "%ld s", whole);
  else if (whole < 3600)
    std::snprintf(text, sizeof text, "%ld min %02ld s", whole / 60, whole % 60);
  else
    std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole / 60 % 60);
  return text;
}

}  // namespace

Progress::Progress(const std::string& what, std::string unit, bool quiet)
    : what_(printable(what)),
      unit_(std::move(unit)),
      quiet_(quiet),
      terminal_(isatty(STDERR_FILENO) != 0),
      begin_(Clock::now()),
      next_(begin_ + (terminal_ ? std::chrono::milliseconds(200) : std::chrono::milliseconds(5000))) {}

Progress::~Progress() {
  if (shown_ && terminal_) std::fputs("\r\033[K", stderr);
}

void Progress::at(double done, double all) {
  if (quiet_) return;
  const std::unique_lock lock(guard_, std::try_to_lock);
  if (!lock) return;
  const auto now = Clock::now();
  if (now < next_) return;
  next_ = now + (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000));
  show(done, all, std::chrono::duration<double>(now - begin_).count());
}

void Progress::show(double done, double all, double seconds) {
  const double share = all > 0 ? std::min(1.0, done / all) : 1;
  const std::string left = share > 0.01 ? ", " + duration(seconds * (1 - share) / share) + " left" : "";
  const std::string rate = counted(done / std::max(seconds, 1e-3)) + " " + unit_ + " a second";
  const int percent = static_cast<int>(share * 100);
  if (terminal_) {
    constexpr int width = 30;
    const auto full = static_cast<std::size_t>(share * width);
    const std::string bar = std::string(full, '#') + std::string(width - full, '.');
    std::fprintf(stderr, "\r\033[K%s [%s] %3d%%  %s%s", what_.c_str(), bar.c_str(), percent, rate.c_str(),
                 left.c_str());
  } else {
    std::fprintf(stderr, "%s: %d%%, %s%s\n", what_.c_str(), percent, rate.c_str(), left.c_str());
  }
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace kantel
