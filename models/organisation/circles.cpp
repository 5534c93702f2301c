#include "models/organisation/circles.hpp"

#include <algorithm>
#include <cmath>

#include "models/organisation/forms.hpp"

namespace kantel {

namespace {

constexpr std::uint32_t window_people = 1024;  // choice: a level or two of a large unit; a window stays in cache

// The share of people in each round, and its reach (choices: three in ten people have more than one circle, a fifth of
// all places are organisation-wide).
struct Kind {
  double share;
  bool wide;
};
constexpr Kind kinds[] = {{1, false}, {0.25, true}, {0.05, false}};
constexpr double size_spread = 0.75;  // sigma of log circle size

// A keyed permutation of [0, n) without a table: a Feistel network on two unequal digits, walked until inside
// (Black & Rogaway 2002, "Ciphers with arbitrary finite domains").
class Permutation {
 public:
  Permutation(std::uint32_t n, std::uint64_t key) : n_(n), key_(key) {
    high_ = static_cast<std::uint32_t>(std::sqrt(static_cast<double>(n)));
    high_ = std::max(high_, 1u);
    low_ = static_cast<std::uint32_t>((std::uint64_t{n} + high_ - 1) / high_);
  }
  std::uint32_t operator()(std::uint32_t at) const {
    do {
      at = once(at);
    } while (at >= n_);
    return at;
  }

 private:
  std::uint32_t once(std::uint32_t at) const {
    std::uint32_t a = at / low_, b = at % low_;
    for (std::uint64_t round = 0; round < 6; round += 2) {
      a = (a + keyed_choice(key_ + round, b, high_)) % high_;
      b = (b + keyed_choice(key_ + round + 1, std::uint64_t{a} << 32, low_)) % low_;
    }
    return static_cast<std::uint32_t>(std::uint64_t{a} * low_ + b);
  }
  std::uint32_t n_, high_ = 1, low_ = 1;
  std::uint64_t key_;
};

template <class T>
void shuffle(std::vector<T>& items, std::uint64_t key) {
  for (std::size_t i = items.size(); i-- > 1;)
    std::swap(items[i], items[keyed_choice(key, i, static_cast<std::uint32_t>(i + 1))]);
}

}  // namespace

Circles::Window Circles::window(std::uint32_t index) const {
  const auto first = static_cast<Employee>(std::uint64_t{index} * people_ / windows_);
  const auto next = static_cast<Employee>((std::uint64_t{index} + 1) * people_ / windows_);
  return {first, next - first};
}

Circles::Circles(std::span<const Employee> department, std::uint64_t seed, const Workers& workers)
    : department_(department),
      people_(static_cast<Employee>(department.size())),
      windows_(std::max(1u, people_ / window_people)),
      seed_(seed),
      tie_key_(purpose_key(seed, OrganisationPurpose::circle_tie)),
      sociability_(people_) {
  for (Employee v = 0; v < people_; v += std::min(stretch_people, people_ - v)) {
    const auto index = static_cast<std::uint32_t>(((std::uint64_t{v} + 1) * windows_ - 1) / people_);
    stretches_.push_back({index, window(index).first + window(index).size});
  }
  const std::uint32_t smallest = people_ / windows_;
  for (const Kind& kind : kinds) {
    Round round;
    round.wide = kind.wide;
    round.per_window = static_cast<std::uint32_t>(kind.share * smallest);
    if (round.per_window < 2) break;
    round.place.resize(std::size_t{windows_} * round.per_window);
    round.member.resize(round.place.size() + RowDraft::step);
    std::fill(round.member.end() - RowDraft::step, round.member.end(), Member{0, 0});
    rounds_.push_back(std::move(round));
  }

  const std::uint64_t rank_key = purpose_key(seed, OrganisationPurpose::sociability);
  const std::uint64_t place_key = purpose_key(seed, OrganisationPurpose::circle_place);
  std::vector<Permutation> over_all;
  for (std::size_t r = 0; r < rounds_.size(); ++r)
    over_all.emplace_back(windows_ * rounds_[r].per_window, hashed(place_key + r));
  workers.for_each(windows_, [&](std::size_t w) {
    const Window here = window(static_cast<std::uint32_t>(w));
    std::vector<std::uint16_t> by_rank(here.size);
    for (std::uint32_t i = 0; i < here.size; ++i) by_rank[i] = static_cast<std::uint16_t>(i);
    shuffle(by_rank, hashed(rank_key + w));
    for (std::uint32_t rank = 0; rank < here.size; ++rank)
      sociability_[here.first + by_rank[rank]] = static_cast<std::uint16_t>(rank);
    std::vector<std::uint32_t> order;
    for (std::size_t r = 0; r < rounds_.size(); ++r) {
      Round& round = rounds_[r];
      const auto first = static_cast<std::uint32_t>(w * round.per_window);
      order.resize(round.per_window);
      for (std::uint32_t rank = 0; rank < round.per_window; ++rank)
        order[rank] = round.wide ? over_all[r](first + rank) : first + rank;
      if (!round.wide) shuffle(order, hashed(place_key ^ (std::uint64_t{r} << 40 | w)));
      for (std::uint32_t rank = 0; rank < round.per_window; ++rank) {
        round.place[first + rank] = order[rank];
        const Employee person = here.first + by_rank[rank];
        round.member[order[rank]] = {person, department[person]};
      }
    }
  });
}

void Circles::find(Employee first, Employee past, Found& found) const {
  static_assert(std::size(kinds) < 4, "a piece has room for one circle more than people have");
  std::uint32_t count = 0;
  for (Employee v = first; v < past; ++v) {
    found.begin[v - first] = count;
    const std::uint32_t rank = sociability_[v];
    for (const Round& round : rounds_) {
      // A later round is for the more sociable; what is found for others is written over.
      const std::size_t at = rank < round.per_window ? slot(v, round) : 0;
      const std::uint32_t place = round.place[at], in_cut = place % round.per_window;
      const Member* const member = round.member.data() + (place - in_cut) + round.begins[in_cut];
      // A step of members, on three lines at most.
      for (const std::size_t on_line : {std::size_t{0}, RowDraft::step / 2, RowDraft::step - 1})
        __builtin_prefetch(member + on_line);
      found.circle[count] = {member, std::uint32_t{round.ends[in_cut]} - round.begins[in_cut]};
      count += rank < round.per_window;
    }
  }
  found.begin[past - first] = count;
}

double Circles::share_within_departments() const {
  std::uint64_t within = 0, pairs = 0;
  for (const Round& round : rounds_) {
    const std::size_t looked_at = std::min<std::size_t>(round.place.size(), 1 << 15);
    for (std::size_t i = 0; i + 1 < looked_at; ++i)
      within += round.member[i].department == round.member[i + 1].department;
    pairs += looked_at - 1;
  }
  return pairs == 0 ? 1 : static_cast<double>(within) / static_cast<double>(pairs);
}

void Circles::cut(double mean_size, const Workers& workers) {
  for (std::size_t r = 0; r < rounds_.size(); ++r) {
    Round& round = rounds_[r];
    const std::uint32_t places = round.per_window;
    const auto circles =
        std::clamp<std::size_t>(static_cast<std::size_t>(places / mean_size + 0.5), 1, std::max(1u, places / 2));
    if (round.sizes.size() != circles)
      round.sizes = right_skewed_parts(places, circles, 2, size_spread,
                                       hashed(purpose_key(seed_, OrganisationPurpose::circle_sizes) + r), workers);
  }
}

void Circles::lay_out() {
  for (Round& round : rounds_) {
    round.begins.resize(round.per_window);
    round.ends.resize(round.per_window);
    std::uint32_t at = 0;
    for (const std::uint32_t size : round.sizes) {
      std::fill_n(round.begins.begin() + at, size, static_cast<std::uint16_t>(at));
      std::fill_n(round.ends.begin() + at, size, static_cast<std::uint16_t>(at + size));
      at += size;
    }
  }
}

// Expected degree and transitivity with the present cut, all pairs kept with the chance that gives `mean_degree`.
// Degree = chart ties T + circle ties X, independent of each other: E d(d-1) = E T(T-1) + 2 E T E X + E X(X-1). A
// circle of g gives (g-1)(g-2) chance² ordered pairs of ties, of which a share `chance` is closed; ties of two circles
// are not.
Circles::Outcome Circles::outcome(double mean_degree, double kept, const ChartTies& chart) const {
  double ends = 0, within = 0, across = 0;  // per person with chance 1: ties, pairs inside a circle, of two circles
  double ends_so_far = 0;                   // of one who is in this round, from the earlier ones
  for (const Round& round : rounds_) {
    double first = 0, second = 0;
    for (const double size : round.sizes) {
      first += size * (size - 1);
      second += size * (size - 1) * (size - 2);
    }
    const double share = round.per_window * static_cast<double>(windows_) / people_;
    first /= round.per_window;
    second /= round.per_window;
    ends += share * first;
    within += share * second;
    across += share * 2 * first * ends_so_far;
    ends_so_far += first;
  }
  const double chance = std::min(kept, ends > 0 ? mean_degree / ends : 0);
  const double pairs = chart.pairs + 2 * chart.mean * ends * chance + (within + across) * chance * chance;
  const double closed = chart.closed_pairs + within * chance * chance * chance;
  return {ends * chance, pairs > 0 ? closed / pairs : 0, kept > 0 ? chance / kept : 0};
}

void Circles::solve(double mean_degree, double clustering, const ChartTies& chart, const Workers& workers) {
  threshold_ = 0;
  const double kept = 1 - share_within_departments();  // the share of circle pairs that may tie
  if (rounds_.empty() || kept <= 0 || mean_degree <= 0) {
    cut(2, workers);
    lay_out();
    return;
  }
  // Larger circles need a smaller chance of a tie within them for the same degree, and cluster less. The smallest that
  // reach the degree at all cluster most.
  const double largest = std::min<double>(rounds_[0].per_window, 8 + 4 * mean_degree);
  const auto bisect = [&](double low, const auto& enough) {
    double high = std::max(low, largest);
    for (int step = 0; step < 11; ++step) {
      const double middle = 0.5 * (low + high);
      cut(middle, workers);
      (enough(outcome(mean_degree, kept, chart)) ? high : low) = middle;
    }
    return high;
  };
  const double reaching = bisect(2, [&](const Outcome& o) { return o.degree >= mean_degree * (1 - 1e-9); });
  mean_size_ = bisect(reaching, [&](const Outcome& o) { return o.clustering <= clustering; });
  cut(reaching, workers);
  if (outcome(mean_degree, kept, chart).clustering <= clustering) mean_size_ = reaching;
  cut(mean_size_, workers);
  lay_out();
  const Outcome chosen = outcome(mean_degree, kept, chart);
  threshold_ = static_cast<std::uint64_t>(chosen.tie_chance * 0x1p32);
}

}  // namespace kantel
