// The one place that knows threads. Work is cut into numbered pieces whose results never depend on who does them, so
// the answer has the same bytes on any number of threads. Three twins: oneTBB (default), plain std::thread (for the
// thread sanitizer, which reports false races in an uninstrumented TBB) and serial (single-threaded builds).
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <stdexcept>

namespace kantel {

// Stopped from outside (Ctrl-C): no failure of what was stopped.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

// A fixed number of workers. Not copyable; one per command. threads = 0: as many as the machine offers. Where the
// system refuses threads (a limit of processes, no memory) there are fewer. `stop`, if any, is asked from any thread.
class Workers {
 public:
  explicit Workers(int threads = 0, std::function<bool()> stop = {});
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int threads() const { return threads_; }
  int refused() const { return refused_; }  // of those asked for
  // Calls piece(i) once for every i in [0, pieces), in any order and on any worker; returns when all are done. The
  // first exception is rethrown here. A piece must not call for_each on the same Workers. Polls before each piece.
  void for_each(std::size_t pieces, const std::function<void(std::size_t)>& piece) const;
  // Throws Interrupted once stop() is true. Whoever works long without for_each calls it every few thousand rows.
  void poll() const {
    if (stop_ && stop_()) throw Interrupted();
  }

 private:
  struct Arena;
  int threads_;
  int refused_ = 0;
  std::function<bool()> stop_;
  std::unique_ptr<Arena> arena_;
};

// "tbb", "threads" or "serial".
const char* parallel_backend();

}  // namespace kantel
