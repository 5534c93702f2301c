#include "studies/sweep/store/writer.hpp"

#include <chrono>
#include <system_error>

namespace kantel {

namespace {
constexpr std::size_t enough = 512, most_waiting = 8192;
constexpr std::chrono::milliseconds gathering(100);
}  // namespace

Writer::Writer(Store& store) : store_(store) {
  try {
    thread_ = std::thread([this] { write_on(); });
  } catch (const std::system_error&) {  // whoever pushes writes
  }
}

Writer::~Writer() {
  {
    const std::scoped_lock lock(guard_);
    ending_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Writer::push(StoredRun run) {
  std::unique_lock lock(guard_);
  if (!thread_.joinable()) return store_.add({&run, 1});
  written_.wait(lock, [&] { return waiting_.size() < most_waiting || failed_; });
  waiting_.push_back(std::move(run));
  if (waiting_.size() == 1 || waiting_.size() == enough) arrived_.notify_one();
}

void Writer::finish() {
  {
    const std::scoped_lock lock(guard_);
    ending_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) thread_.join();
  if (failure_) std::rethrow_exception(failure_);
}

void Writer::write_on() {
  std::vector<StoredRun> batch;
  for (std::unique_lock lock(guard_);;) {
    arrived_.wait(lock, [&] { return !waiting_.empty() || ending_; });
    arrived_.wait_for(lock, gathering, [&] { return waiting_.size() >= enough || ending_; });
    if (waiting_.empty()) return;
    batch.clear();
    batch.swap(waiting_);
    lock.unlock();
    written_.notify_all();
    try {
      if (!failed_) store_.add(batch);
    } catch (...) {
      failure_ = std::current_exception();
      failed_ = true;
      written_.notify_all();
    }
    lock.lock();
  }
}

}  // namespace kantel
