// Scratch space that is lent to whoever works on a piece and taken back afterwards, so that there is one for each
// worker and no more. What a result is never depends on which one was lent.
#pragma once
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace kantel {

template <class Scratch>
class ScratchPool {
 public:
  class Loan {
   public:
    Loan(ScratchPool& pool, std::unique_ptr<Scratch> scratch) : pool_(pool), scratch_(std::move(scratch)) {}
    ~Loan() { pool_.take_back(std::move(scratch_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    Scratch& operator*() { return *scratch_; }

   private:
    ScratchPool& pool_;
    std::unique_ptr<Scratch> scratch_;
  };

  Loan lend() {
    {
      const std::scoped_lock lock(guard_);
      if (!idle_.empty()) {
        std::unique_ptr<Scratch> scratch = std::move(idle_.back());
        idle_.pop_back();
        return {*this, std::move(scratch)};
      }
      idle_.reserve(++made_);  // so that taking back never allocates
    }
    return {*this, std::make_unique<Scratch>()};
  }

 private:
  void take_back(std::unique_ptr<Scratch> scratch) {
    const std::scoped_lock lock(guard_);
    idle_.push_back(std::move(scratch));
  }

  std::mutex guard_;
  std::size_t made_ = 0;
  std::vector<std::unique_ptr<Scratch>> idle_;
};

}  // namespace kantel
