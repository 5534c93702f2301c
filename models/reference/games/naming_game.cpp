// The binary naming game with committed people. Everybody knows A, B or both; the committed know B and never learn.
//
//   a speaker says a word it knows, either of two alike; a hearer who knows it forgets the other one, and so does the
//   speaker; a hearer who does not adds it                                                            [Xie et al. 2011]
//
// Everybody else starts with A. In the mean field B wins above a committed share of .0979; below it most keep A for a
// time that grows exponentially with the number of people.
#include "models/reference/contagion.hpp"
#include "models/reference/games/encounters.hpp"

namespace kantel {

namespace {

struct NamingSettings {
  double committed = .1;
  Placed placed = Placed::at_random;
};

class NamingGame final : public Simulation {
 public:
  NamingGame(const NamingSettings& settings, const Ground& ground)
      : encounters_(ground), knows_(ground.network.people, a), committed_(ground.network.people, 0) {
    for (const Employee v : seeds_of({.seed_share = settings.committed, .placed = settings.placed}, ground))
      committed_[v] = 1, knows_[v] = b;
    for (Employee v = 0; v < encounters_.people(); ++v)
      if (!committed_[v]) ++count_[knows_[v]];
  }
  void advance(std::uint32_t day) override {
    encounters_.day(day, [&](const Encounter& e) {
      const std::uint8_t known = knows_[e.person];
      const std::uint8_t word = known != both ? known : e.choice >> 31 ? b : a;
      const bool understood = knows_[e.other] & word;
      learn(e.other, understood ? word : both);
      if (understood) learn(e.person, word);
    });
  }
  void sums(std::span<double> out) const override {
    out[0] = encounters_.people(), out[1] = uncommitted();
    out[2] = count_[b], out[3] = count_[both], out[4] = count_[a];
  }
  // Everybody free knows one word, the same, and no committed person says the other.
  bool at_rest() const override {
    return count_[b] == uncommitted() || (count_[a] == uncommitted() && uncommitted() == encounters_.people());
  }

 private:
  static constexpr std::uint8_t a = 1, b = 2, both = a | b;
  void learn(Employee v, std::uint8_t known) {
    if (committed_[v]) return;
    --count_[knows_[v]], ++count_[known];
    knows_[v] = known;
  }
  Employee uncommitted() const { return count_[a] + count_[b] + count_[both]; }

  Encounters encounters_;
  std::vector<std::uint8_t> knows_, committed_;
  std::array<Employee, 4> count_{};  // of the uncommitted, by what they know
};

constexpr Measure measures[] = {
    {"new_name", "New name", "share of uncommitted people", "knows B alone", 2, 1},
    {"both_names", "Both names", "share of uncommitted people", "knows A and B", 3, 1},
    {"old_name", "Old name", "share of uncommitted people", "knows A alone", 4, 1},
};

}  // namespace

const ReferenceModel& naming_game_model() {
  using S = NamingSettings;
  static const auto keys = declare<S>({
      {"committed", &S::committed, 0, 1, "p", "share of people", "who says B whatever they hear, rounded up",
       "Xie et al. 2011"},
      {.name = "placed",
       .member = &S::placed,
       .sentence = "who they are: drawn, the first by number, one drawn person with all its ties (committed is then "
                   "not used), or those with most ties",
       .source = "choice"},
  });
  static const Reference<S> model({
      .name = "naming_game",
      .label = "Binary naming game",
      .equation = "hearer knows the word: both keep it alone; else the hearer adds it",
      .sentence = "a committed minority says B until the others do, or do not",
      .schedule = "sequential: a day is as many encounters as people, a speaker and one of its ties as hearer; "
                  "encounter j of day t is drawn by the key (j, t)",
      .source = "Xie, Sreenivasan, Korniss, Zhang, Lim & Szymanski 2011, Physical Review E 84, 011130",
      .measures = measures,
      .sums = 5,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<NamingGame>(settings, ground);
      },
      .objection = [](const S&, const NetworkSettings& network) { return objection_to_one_way(network); },
  });
  return model;
}

}  // namespace kantel
