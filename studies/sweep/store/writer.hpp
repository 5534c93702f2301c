// The one thread that writes to a store. Finished runs are handed to it from any worker; what has gathered in a tenth
// of a second is written in one transaction, so that a killed sweep loses no more than that.
#pragma once
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "studies/sweep/store/store.hpp"

namespace kantel {

class Writer {
 public:
  explicit Writer(Store& store);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void push(StoredRun run);
  bool has_failed() const { return failed_; }
  // Writes the rest. Rethrows what went wrong while writing.
  void finish();

 private:
  void write_on();
  Store& store_;
  std::mutex guard_;
  std::condition_variable arrived_, written_;
  std::vector<StoredRun> waiting_;
  bool ending_ = false;
  std::atomic<bool> failed_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

}  // namespace kantel
