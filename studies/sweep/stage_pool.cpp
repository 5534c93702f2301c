#include "studies/sweep/stage_pool.hpp"

#include <algorithm>

namespace kantel {

namespace {

constexpr std::size_t most_employees = 4'000'000, most_stages = 64;

// What a stage is made from. Champions by betweenness need its ranks.
std::string key_of(const Scenario& scenario, std::uint32_t replicate) {
  std::string key = std::to_string(scenario.organisation_seed(replicate)) + "\n";
  write_keys(key, organisation_keys(), scenario.organisation);
  write_keys(key, record_keys(), scenario.record);
  write_keys(key, privacy_keys(), scenario.privacy);
  for (const Cohort& cohort : scenario.cohorts) write_keys(key, cohort_keys(), cohort);
  key += std::any_of(scenario.arms.begin(), scenario.arms.end(),
                     [](const Arm& arm) {
                       return arm.champions.chosen == ChampionRule::by_betweenness && arm.champions.share > 0;
                     })
             ? "ranked"
             : "";
  return key;
}

}  // namespace

std::unique_ptr<Stage> StagePool::taken(const std::string& key) {
  const std::scoped_lock lock(guard_);
  const auto found = std::find_if(free_.rbegin(), free_.rend(), [&](const Kept& kept) { return kept.key == key; });
  if (found == free_.rend()) return nullptr;
  std::unique_ptr<Stage> stage = std::move(found->stage);
  employees_ -= stage->organisation.employees();
  free_.erase(std::next(found).base());
  return stage;
}

StagePool::Loan StagePool::lend(Scenario& scenario, std::uint32_t replicate) {
  std::string key = key_of(scenario, replicate);
  std::unique_ptr<Stage> stage = taken(key);
  if (stage) {
    fit_to(scenario, stage->organisation);
    stage->scenario = &scenario;
  } else {
    const Workers alone(1);
    stage = std::make_unique<Stage>(make_stage(scenario, make_organisation(scenario, replicate, alone), alone));
  }
  return {this, std::move(key), std::move(stage)};
}

void StagePool::give_back(const std::string& key, std::unique_ptr<Stage> stage) {
  const std::scoped_lock lock(guard_);
  employees_ += stage->organisation.employees();
  free_.push_back({key, std::move(stage)});
  while (free_.size() > 1 && (employees_ > most_employees || free_.size() > most_stages)) {
    employees_ -= free_.front().stage->organisation.employees();
    free_.pop_front();
  }
}

}  // namespace kantel
