// What the contagion models share: a byte a person (bit 1: has it), seeds, and how many of one's ties have it. On
// stored ties those counts are kept, not recounted: a change is pushed along the changed person's ties. Where everybody
// is tied to everybody they are the total less oneself, and no tie is stored.
//
// Only the active front is looked at: a bit a person says who may change today. A rule puts a person to sleep whom
// nothing but one more tie can move, and that tie wakes them. So a day costs what happens in it, and a 64th of a look
// at everybody; whom it skips would have stayed as they are, so the numbers are those of asking all. The rule says what
// may happen to a person and with what chance; the draws are made for many at once, in vector lanes.
//
// Invariants: synchronous (a rule reads its own byte and yesterday's counts; today's changes are pushed after the day),
// and monotone (fewer ties who have it never make anybody act).
#pragma once
#include <array>
#include <bit>
#include <vector>

#include "models/reference/games/encounters.hpp"
#include "sim/mathematics.hpp"

namespace kantel {

enum class Placed { at_random, first, neighbourhood, hub };
inline constexpr std::array<std::string_view, 4> placed_names{"at_random", "first", "neighbourhood", "hub"};
constexpr std::span<const std::string_view> names_of(Placed) { return placed_names; }

// Who has it on day 0.
struct Seeding {
  std::optional<std::int64_t> seeds = {};
  std::optional<double> seed_share = {};
  Placed placed = Placed::at_random;
};

template <class Settings>
void add_seeding(std::vector<Key<Settings>>& keys) {
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
                  .source = "choice"});
}
// A model's own keys and these. Bases: those of its settings beside Seeding.
template <class Settings, class... Bases, std::size_t n>
std::vector<Key<Settings>> with_seeding(const Key<Settings> (&own)[n]) {
  static_assert(members_of<Settings, Bases..., Seeding>() == n + 3, "a member of these settings has no Key");
  std::vector<Key<Settings>> keys(std::begin(own), std::end(own));
  add_seeding(keys);
  return keys;
}
template <class Settings>
std::vector<Key<Settings>> with_seeding() {
  static_assert(members_of<Settings, Seeding>() == 3, "a member of these settings has no Key");
  std::vector<Key<Settings>> keys;
  add_seeding(keys);
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

// One person where nothing is said.
std::vector<Employee> seeds_of(const Seeding& seeding, const Ground& ground);
// For models in which it is usual to have others, where nothing is said.
Seeding usually(const Seeding& usual, const Seeding& said);

// What may happen to somebody today: with this chance the byte `then`, else nothing. Awake: whether they may change
// tomorrow even if no more of their ties have it.
struct Prospect {
  float chance;
  std::uint8_t then;
  bool awake_then, awake_else;
  std::uint32_t purpose = draw_becoming;
};
inline constexpr Prospect no_prospect{0, 0, false, false};

class Contagion : public Simulation {
 public:
  bool at_rest() const override { return at_rest_; }

 protected:
  static constexpr std::uint8_t has_it = 1, is_new = 2, is_over = 4;

  // What is seen of the others: how many of one's ties have it, and of how many.
  struct Exposure {
    float having, ties;
    float share() const { return ties > 0 ? having / ties : 0.0f; }
  };
  // `counted`: the bit that ties see of each other.
  Contagion(const Seeding& seeding, const Ground& ground, std::uint8_t counted = has_it);

  Employee people() const { return people_; }
  const KeyedRandom& random() const { return random_; }
  Employee having(Employee v) const {
    return complete_ ? with_counted_ - ((byte_[v] & counted_) != 0 ? 1 : 0) : count_[v];
  }
  Exposure exposure(Employee v) const {
    return {static_cast<float>(having(v)), static_cast<float>(complete_ ? people_ - 1 : ties_->degree(v))};
  }
  // A day: rule(v, yesterday's byte) of everybody who may change. Nothing changed and nothing was left to chance: the
  // run is at rest.
  template <class Rule>
  void each_awake(std::uint32_t day, Rule rule, bool certain) {
    changes_.clear();
    for (std::size_t word = 0; word < awake_.size(); ++word)
      for (std::uint64_t left = awake_[word]; left != 0; left &= left - 1) {
        const auto v = static_cast<Employee>(64 * word + static_cast<std::size_t>(std::countr_zero(left)));
        const Prospect prospect = rule(v, byte_[v]);
        if (prospect.chance <= 0 || prospect.chance >= 1) {
          const bool happens = prospect.chance > 0;
          becomes(v, happens ? prospect.then : byte_[v], happens ? prospect.awake_then : prospect.awake_else);
        } else {
          drawing_.add(v, prospect);
          if (drawing_.count == drawing_.who.size()) draw(day);
        }
      }
    draw(day);
    apply_changes();
    at_rest_ = changes_.empty() && certain;
  }

  Employee having_ = 0, over_ = 0, new_ = 0;
  bool at_rest_ = false;

 private:
  struct Change {
    Employee who;
    std::uint8_t before, after;
  };
  // Those whose day is left to chance, until there are enough of them to draw for together. Field by field: a prospect
  // has just been written, and reading it whole would wait for its parts.
  struct Drawing {
    std::size_t count = 0;
    std::array<Employee, 256> who;
    std::array<float, 256> chance;
    std::array<std::uint32_t, 256> purpose, happens;
    std::array<std::uint8_t, 256> then;
    std::array<bool, 256> awake_then, awake_else;
    void add(Employee v, const Prospect& what) {
      who[count] = v;
      chance[count] = what.chance;
      purpose[count] = what.purpose;
      then[count] = what.then;
      awake_then[count] = what.awake_then;
      awake_else[count++] = what.awake_else;
    }
  };
  void draw(std::uint32_t day);
  void becomes(Employee v, std::uint8_t after, bool awake) {
    const std::uint8_t before = byte_[v];
    if (after != before) changes_.push_back({v, before, after});
    // Among people who all see each other every change is one more tie's: there only a final state sleeps.
    if (!awake && (!complete_ || after != 0)) awake_[v / 64] &= ~(std::uint64_t{1} << (v % 64));
  }
  void apply(const Change& change);
  void apply_changes();

  const Network* ties_;
  Employee people_;
  bool complete_;
  std::uint8_t counted_;
  Employee with_counted_ = 0;
  KeyedRandom random_;
  LargeVector<std::uint8_t> byte_;
  LargeVector<std::uint32_t> count_;  // ties that have the counted bit; empty where everybody is tied to everybody
  LargeVector<std::uint64_t> awake_;  // a bit a person
  Drawing drawing_;
  std::vector<Change> changes_;
};

}  // namespace kantel
