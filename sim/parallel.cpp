#include "sim/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <latch>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#if defined(KANTEL_PARALLEL_TBB)
#include <tbb/blocked_range.h>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

#include "sim/arithmetic.hpp"

namespace kantel {

#if defined(KANTEL_PARALLEL_TBB) || defined(KANTEL_PARALLEL_THREADS)

namespace {

int machine_threads() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

// How many of so many threads, this one among them, the system gives at once. Whoever starts one without asking is
// ended by the library below.
int given_threads(int wanted) {
  std::vector<std::thread> team;
  team.reserve(static_cast<std::size_t>(wanted));
  std::latch told(1);
  try {
    for (int i = 1; i < wanted; ++i) team.emplace_back([&] { told.wait(); });
  } catch (const std::system_error&) {
  }
  told.count_down();
  for (std::thread& thread : team) thread.join();
  return static_cast<int>(team.size()) + 1;
}

}  // namespace

#endif

#if defined(KANTEL_PARALLEL_TBB)

struct Workers::Arena {
  explicit Arena(int threads) : tasks(threads) {
    if (threads > machine_threads())
      allowed.emplace(tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(threads));
  }
  // More workers than cores are made when asked for; TBB takes the least of all such controls, so others make none.
  std::optional<tbb::global_control> allowed;
  tbb::task_arena tasks;
};

Workers::Workers(int threads, std::function<bool()> stop) {
  const int wanted = threads > 0 ? threads : machine_threads();
  threads_ = given_threads(wanted);
  arena_ = std::make_unique<Arena>(threads_);
  try {  // TBB's own threads are begun now, while nothing depends on them
    for_each(static_cast<std::size_t>(threads_), [](std::size_t) {});
  } catch (const std::exception&) {
    threads_ = 1;
  }
  refused_ = wanted - threads_;
  stop_ = std::move(stop);
}

void Workers::for_each(std::size_t pieces, const std::function<void(std::size_t)>& piece) const {
  if (threads_ == 1 || pieces <= 1) {
    for (std::size_t i = 0; i < pieces; ++i) poll(), piece(i);
    return;
  }
  arena_->tasks.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, pieces, 1),
        [&](const tbb::blocked_range<std::size_t>& range) {
          const OwnArithmetic own;  // TBB's threads have that of whoever began them
          for (std::size_t i = range.begin(); i != range.end(); ++i) poll(), piece(i);
        },
        tbb::simple_partitioner());
  });
}

const char* parallel_backend() { return "tbb"; }

#elif defined(KANTEL_PARALLEL_THREADS)

struct Workers::Arena {};

Workers::Workers(int threads, std::function<bool()> stop) : stop_(std::move(stop)) {
  const int wanted = threads > 0 ? threads : machine_threads();
  threads_ = given_threads(wanted);
  refused_ = wanted - threads_;
}

void Workers::for_each(std::size_t pieces, const std::function<void(std::size_t)>& piece) const {
  std::atomic<std::size_t> next{0};
  std::exception_ptr failure;
  std::mutex failing;
  const auto work = [&] {
    for (std::size_t i = next++; i < pieces; i = next++) {
      try {
        poll();
        piece(i);
      } catch (...) {
        const std::scoped_lock lock(failing);
        if (!failure) failure = std::current_exception();
        next = pieces;
      }
    }
  };
  std::vector<std::thread> team;
  const auto helpers = std::min<std::size_t>(static_cast<std::size_t>(threads_), pieces);
  try {
    for (std::size_t i = 1; i < helpers; ++i) team.emplace_back(work);
  } catch (const std::system_error&) {  // fewer do it
  }
  work();
  for (std::thread& thread : team) thread.join();
  if (failure) std::rethrow_exception(failure);
}

const char* parallel_backend() { return "threads"; }

#else

struct Workers::Arena {};

Workers::Workers(int, std::function<bool()> stop) : threads_(1), stop_(std::move(stop)), arena_(nullptr) {}

void Workers::for_each(std::size_t pieces, const std::function<void(std::size_t)>& piece) const {
  for (std::size_t i = 0; i < pieces; ++i) poll(), piece(i);
}

const char* parallel_backend() { return "serial"; }

#endif

Workers::~Workers() = default;

}  // namespace kantel
