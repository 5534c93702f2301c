// Circles: groups of people who know one another outside the chart (a project, a shared past, a canteen table). Nearly
// everyone belongs to one, some to two or three; inside, most pairs are tied. They give the network what drawing tie by
// tie does not: clustering, and degrees that are right-skewed.
//
// Idea: people are cut by number into windows of about a thousand. In each round the most sociable share of every
// window is put in keyed order and cut into circles of right-skewed sizes; `near` rounds order within the window,
// `wide` ones over the whole organisation. Circle and place of anyone are two look-ups, so that a row of the network
// needs no edge list, and every window and row is computed alone, from keys: the same on any number of threads.
// Memory: about 18 bytes a person until the network is made. Owner: a window writes its own people's places and, by the
// order being a permutation, distinct members.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "models/organisation/draws.hpp"
#include "sim/network.hpp"
#include "sim/parallel.hpp"

namespace kantel {

// The degree people have from the chart, independent of their circles: what the sizes are solved against.
struct ChartTies {
  double mean = 0;          // expected ties a person
  double pairs = 0;         // expected d (d - 1) a person
  double closed_pairs = 0;  // expected ordered pairs of a person's ties that are tied to each other
};

class Circles {
 public:
  // Orders everyone. `department`: the head per person; people of one department are not tied by circles.
  Circles(std::span<const Employee> department, std::uint64_t seed, const Workers& workers);

  // Finds circle sizes and the chance of a tie within them such that circles give `mean_degree` ties a person and the
  // network a transitivity of `clustering` (or as near as it gets).
  void solve(double mean_degree, double clustering, const ChartTies& chart, const Workers& workers);

  // Of v with the other members of v's circles, but for those of the own department.
  void add_ties(Employee v, RowDraft& row) const {
    for (const Round& round : rounds_) {
      if (sociability_[v] >= round.per_window) return;  // a later round is for the more sociable
      const std::uint32_t place = round.place[slot(v, round)];
      const std::uint32_t in_cut = place % round.per_window, base = place - in_cut;
      const Employee own = round.member[place].department;
      const Member* const circle = round.member.data() + base + round.begins[in_cut];
      row.add_some(std::size_t{round.ends[in_cut]} - round.begins[in_cut],
                   [&, key = tie_key_, below = threshold_](std::size_t i) {
                     const Member other = circle[i];  // oneself too, who is of the own department
                     const bool tied = keyed_draw(key, pair_of(v, other.person)) < below;
                     return std::pair(other.person, tied & (other.department != own));
                   });
    }
  }
  // Fetches what add_ties will read away from v's own row: first where v's places are, then who is there.
  void prefetch(Employee soon, Employee sooner) const {
    for (const Round& round : rounds_) {
      if (soon < people_ && sociability_[soon] < round.per_window) __builtin_prefetch(&round.place[slot(soon, round)]);
      if (sooner < people_ && sociability_[sooner] < round.per_window)
        __builtin_prefetch(&round.member[round.place[slot(sooner, round)]]);
    }
  }

  double tie_chance() const { return static_cast<double>(threshold_) * 0x1p-32; }
  double mean_size() const { return mean_size_; }

 private:
  struct Window {
    Employee first, size;
  };
  struct Member {
    Employee person, department;
  };
  struct Round {
    bool wide;
    std::uint32_t per_window = 0;
    LargeVector<std::uint32_t> place;         // by window and sociability
    LargeVector<Member> member;               // by place
    std::vector<std::uint16_t> begins, ends;  // of the circle at each place of a window's cut
  };
  // Which window people are in, without a division each: the window of the first of a stretch, and where the next
  // begins, which is at most once in a stretch.
  static constexpr Employee stretch_people = 512;
  struct Stretch {
    std::uint32_t window;
    Employee next;
  };
  Window window(std::uint32_t index) const;
  std::size_t slot(Employee v, const Round& round) const {
    const Stretch& stretch = stretches_[v / stretch_people];
    return std::size_t{stretch.window + (v >= stretch.next)} * round.per_window + sociability_[v];
  }
  double share_within_departments() const;
  void cut(double mean_size, const Workers& workers);
  struct Outcome {
    double degree, clustering, tie_chance;
  };
  Outcome outcome(double mean_degree, double kept, const ChartTies& chart) const;

  Employee people_;
  std::uint32_t windows_;
  std::uint64_t seed_, tie_key_;
  LargeVector<std::uint16_t> sociability_;  // rank within the window, 0 first
  std::vector<Stretch> stretches_;
  std::vector<Round> rounds_;
  std::uint64_t threshold_ = 0;
  double mean_size_ = 0;
};

}  // namespace kantel
