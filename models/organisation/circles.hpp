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
#include <array>
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
  // Orders everyone. `department`: the head per person, who outlive this; people of one department are not tied by
  // circles.
  Circles(std::span<const Employee> department, std::uint64_t seed, const Workers& workers);

  // Finds circle sizes and the chance of a tie within them such that circles give `mean_degree` ties a person and the
  // network a transitivity of `clustering` (or as near as it gets).
  void solve(double mean_degree, double clustering, const ChartTies& chart, const Workers& workers);

  // The circles of a piece's people, found before their rows are drawn: what lies far away is asked for early, and no
  // wrong guess about how many there are waits for it.
  struct Member {
    Employee person, department;
  };
  struct Found {
    struct Circle {
      const Member* member;
      std::uint32_t size;
    };
    std::array<Circle, 4 * Network::piece_rows> circle;
    std::array<std::uint32_t, Network::piece_rows + 1> begin;
  };
  void find(Employee first, Employee past, Found& found) const;

  // Of v, the i-th of the piece, with the other members of v's circles, but for those of the own department.
  KANTEL_INLINE void add_ties(Employee v, const Found& found, std::size_t i, RowDraft& row) const {
    const Employee own = department_[v];
    for (std::uint32_t c = found.begin[i]; c < found.begin[i + 1]; ++c) {
      const Member* const member = found.circle[c].member;
      row.add_some(
          found.circle[c].size, [member](std::size_t m) { return member[m].person; },
          [=, key = tie_key_, below = threshold_](std::size_t m, Employee other) {  // oneself is of the own department
            return (keyed_draw(key, pair_of(v, other)) < below) & (member[m].department != own);
          });
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
    LargeVector<std::uint32_t> place;         // by window and sociability
    LargeVector<Member> member;               // by place
    std::vector<std::uint32_t> sizes;         // of a window's circles
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
  void lay_out();  // the last cut, place by place
  struct Outcome {
    double degree, clustering, tie_chance;
  };
  Outcome outcome(double mean_degree, double kept, const ChartTies& chart) const;

  std::span<const Employee> department_;
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
