// Circles: groups of people who know one another outside the chart (a project, a shared past, a canteen table). Nearly
// everyone belongs to one, some to two or three; inside, most pairs are tied. They give the network what drawing tie by
// tie does not: clustering, and degrees that are right-skewed.
//
// Idea: people are cut by number into windows of about a thousand. In each round the most sociable share of every
// window is put in keyed order and cut into circles of right-skewed sizes; `near` rounds order within the window,
// `wide` ones over the whole organisation. Circle and place of anyone are two look-ups, so that a row of the network
// needs no edge list, and every window and row is computed alone, from keys: the same on any number of threads.
// Memory: about 14 bytes a person until the network is made. Owner: a window writes its own people's places and, by the
// order being a permutation, distinct members.
#pragma once
#include <cstdint>
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
  Circles(std::vector<Employee> department, std::uint64_t seed, const Workers& workers);

  // Finds circle sizes and the chance of a tie within them such that circles give `mean_degree` ties a person and the
  // network a transitivity of `clustering` (or as near as it gets).
  void solve(double mean_degree, double clustering, const ChartTies& chart);

  template <class Visit>
  void for_each_tied(Employee v, Visit&& visit) const {
    const auto window = static_cast<std::size_t>(((std::uint64_t{v} + 1) * windows_ - 1) / people_);
    for (const Round& round : rounds_) {
      if (sociability_[v] >= round.per_window) return;  // a later round is for the more sociable
      const std::uint32_t place = round.place[window * round.per_window + sociability_[v]];
      const std::uint32_t in_cut = place % round.per_window, base = place - in_cut;
      for (std::uint32_t i = round.begins[in_cut]; i < round.ends[in_cut]; ++i) {
        const Employee other = round.member[base + i];
        if (other != v && may_tie(v, other) && tied(v, other)) visit(other);
      }
    }
  }

  double tie_chance() const { return static_cast<double>(threshold_) * 0x1p-32; }
  double mean_size() const { return mean_size_; }

 private:
  struct Window {
    Employee first, size;
  };
  struct Round {
    bool wide;
    std::uint32_t per_window = 0;
    std::vector<std::uint32_t> place;         // by window and sociability
    std::vector<Employee> member;             // by place
    std::vector<std::uint16_t> begins, ends;  // of the circle at each place of a window's cut
  };
  Window window(std::uint32_t index) const;
  bool may_tie(Employee a, Employee b) const { return department_[a] != department_[b]; }
  bool tied(Employee a, Employee b) const {
    const std::uint64_t pair = std::uint64_t{std::min(a, b)} << 32 | std::max(a, b);
    return keyed_draw(tie_key_, pair) < threshold_;
  }
  double share_within_departments() const;
  void cut(double mean_size);
  struct Outcome {
    double degree, clustering, tie_chance;
  };
  Outcome outcome(double mean_degree, double kept, const ChartTies& chart) const;

  Employee people_;
  std::uint32_t windows_;
  std::uint64_t seed_, tie_key_;
  std::vector<Employee> department_;
  std::vector<std::uint16_t> sociability_;  // rank within the window, 0 first
  std::vector<Round> rounds_;
  std::uint64_t threshold_ = 0;
  double mean_size_ = 0;
};

}  // namespace kantel
