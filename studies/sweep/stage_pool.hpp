// Organisations that points share. Making one costs as much as some days of a run, so a stage is kept under the text of
// everything it is made from; points that differ in parameters alone find it ready.
//
// A stage points to the scenario of one point at a time: it is lent, and copied when two points want it at once. Owned
// by the pool, which forgets the longest unused when those at hand hold more than a few million employees.
#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "models/change/run.hpp"

namespace kantel {

class StagePool {
 public:
  // A stage on loan. Given back with the object.
  class Loan {
   public:
    Loan() = default;
    Loan(StagePool* pool, std::string key, std::unique_ptr<Stage> stage)
        : pool_(pool), key_(std::move(key)), stage_(std::move(stage)) {}
    Loan(Loan&&) = default;
    Loan& operator=(Loan&&) = default;
    ~Loan() {
      if (stage_) pool_->give_back(key_, std::move(stage_));
    }
    Stage& operator*() const { return *stage_; }
    Stage* operator->() const { return stage_.get(); }

   private:
    StagePool* pool_ = nullptr;
    std::string key_;
    std::unique_ptr<Stage> stage_;
  };

  // The stage of a replicate, pointing to `scenario`, whose targets are fitted to it. Throws InputError.
  Loan lend(Scenario& scenario, std::uint32_t replicate);

 private:
  struct Kept {
    std::string key;
    std::unique_ptr<Stage> stage;
  };
  void give_back(const std::string& key, std::unique_ptr<Stage> stage);
  std::unique_ptr<Stage> taken(const std::string& key);

  std::mutex guard_;
  std::list<Kept> free_;  // the longest unused first
  std::size_t employees_ = 0;
};

}  // namespace kantel
