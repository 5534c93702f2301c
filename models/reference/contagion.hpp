// What the contagion models share: a byte a person that others can see (bit 1: has it), seeds, and how many of one's
// ties have it. On stored ties those counts are the engine's kept ones (sim/visible.hpp); where everybody is tied to
// everybody they are the total less oneself, and no tie is stored.
//
// Invariant: synchronous. A rule reads yesterday's bytes and counts and writes today's own byte.
#pragma once
#include <vector>

#include "models/reference/encounters.hpp"
#include "sim/mathematics.hpp"
#include "sim/visible.hpp"

namespace kantel {

enum class Placed : std::int64_t { at_random, first, neighbourhood, hub };
inline constexpr std::array<std::string_view, 4> placed_names{"at_random", "first", "neighbourhood", "hub"};

// Who has it on day 0.
struct Seeding {
  std::optional<std::int64_t> seeds;
  std::optional<double> seed_share;
  std::int64_t placed = 0;       // Placed
  std::int64_t usual_seeds = 1;  // when neither is given; set by the model
  double usual_share = 0;        // the same, used when above 0
};

template <class Settings>
std::vector<Key<Settings>> with_seeding(std::initializer_list<Key<Settings>> own) {
  std::vector<Key<Settings>> keys(own);
  keys.push_back(
      {.name = "seeds",
       .member = &Settings::seeds,
       .low = 0,
       .high = 4e9,
       .unit = "people",
       .sentence =
           "how many have it on day 0; left out, with seed_share: one person (bass, granovetter: nobody; voter: half)",
       .source = "choice"});
  keys.push_back({.name = "seed_share",
                  .member = &Settings::seed_share,
                  .low = 0,
                  .high = 1,
                  .unit = "share of people",
                  .sentence = "how many have it on day 0, rounded up; given instead of seeds",
                  .source = "choice"});
  keys.push_back({.name = "placed",
                  .member = &Settings::placed,
                  .sentence = "who they are: drawn, the first by number, one drawn person with all its ties (seeds is "
                              "then not used), or those with most ties",
                  .source = "choice",
                  .choices = placed_names});
  return keys;
}

// Objections: seeds are given in one way, and whoever can pass it on can catch it.
template <class Settings>
std::string wants_one_seeding(const Settings& settings, const NetworkSettings&) {
  return settings.seeds && settings.seed_share ? "seeds and seed_share are both given: give one of them" : "";
}
template <class Settings>
std::string needs_mutual_ties(const Settings& settings, const NetworkSettings& network) {
  const std::string objection = wants_one_seeding(settings, network);
  return objection.empty() ? objection_to_one_way(network) : objection;
}

std::vector<Employee> seeds_of(const Seeding& seeding, const World& world);

class Contagion : public Simulation {
 public:
  bool at_rest() const override { return at_rest_; }

 protected:
  static constexpr std::uint8_t has_it = Visible::first_bit, is_new = Visible::second_bit, is_over = 4;

  // What is seen of the others: how many of one's ties have it, and of how many.
  struct Exposure {
    float having, ties;
    float share() const { return ties > 0 ? having / ties : 0.0f; }
  };

  Contagion(const Seeding& seeding, const World& world, std::uint8_t seed_bits = has_it);

  Employee people() const { return people_; }
  const Luck& luck() const { return luck_; }
  Exposure exposure(Employee v) const { return exposure(v, having_, visible_.tied_with_first(), has_it); }
  Exposure newly_exposed(Employee v) const { return exposure(v, new_, visible_.tied_with_second(), is_new); }
  // 1 − e^−rate against the person's draw of the day.
  bool strikes(Employee v, std::uint32_t day, std::uint32_t purpose, float rate) const {
    return unit_interval(luck_.draw(v, day, purpose)) < probability(rate);
  }

  // A day: rule(v, yesterday's byte) is everybody's byte of today. Nothing changed and nothing was left to chance:
  // the run is at rest.
  template <class Rule>
  void everybody(Rule rule, bool certain) {
    const std::span<const std::uint8_t> was = visible_.yesterday();
    std::uint8_t* now = visible_.today();
    bool changed = false;
    Employee having = 0, over = 0, newly = 0;
    for (Employee v = 0; v < people_; ++v) {
      now[v] = rule(v, was[v]);
      changed |= now[v] != was[v];
      having += now[v] & has_it;
      newly += (now[v] & is_new) != 0;
      over += (now[v] & is_over) != 0;
    }
    having_ = having, over_ = over, new_ = newly;
    at_rest_ = !changed && certain;
    if (changed) visible_.turn(alone_);
  }

  Employee having_ = 0, over_ = 0, new_ = 0;
  bool at_rest_ = false;

 private:
  Exposure exposure(Employee v, Employee all, const std::uint32_t* kept, std::uint8_t bit) const {
    if (complete_)
      return {static_cast<float>(all - ((visible_.yesterday()[v] & bit) != 0)), static_cast<float>(people_ - 1)};
    return {static_cast<float>(kept[v]), static_cast<float>(ties_->degree(v))};
  }

  const Network* ties_;
  Employee people_;
  bool complete_;
  Luck luck_;
  Workers alone_;
  Visible visible_;
};

}  // namespace kantel
