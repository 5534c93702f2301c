// The voter model: a person takes over the opinion, 0 or 1, of one of its ties.
//
//   x_i ← x_j, i any person, j any tie of i             [Clifford & Sudbury 1973; Holley & Liggett 1975]
//
// Expected to stay: Σ k_i x_i / Σ k_i, the share of ones with everybody counted by number of ties k. It is therefore
// the chance that ones win in the end on a connected network [Suchecki, Eguíluz & San Miguel 2005, "Conservation laws
// for the voter model in complex networks"].
#include "models/reference/contagion.hpp"
#include "models/reference/games/encounters.hpp"

namespace kantel {

namespace {

struct VoterSettings : Seeding {};

class Voter final : public Simulation {
 public:
  Voter(const VoterSettings& settings, const Ground& ground)
      : encounters_(ground), network_(&ground.network), one_(ground.network.people, 0) {
    for (Employee v = 0; v < people(); ++v) ties_ += degree(v);
    for (const Employee v : seeds_of(usually({.seed_share = .5}, settings), ground)) turn(v);
  }
  void advance(std::uint32_t day) override {
    encounters_.day(day, [&](const Encounter& e) {
      if (one_[e.person] != one_[e.other]) turn(e.person);
    });
  }
  void sums(std::span<double> out) const override {
    out[0] = people(), out[1] = ones_, out[2] = ties_, out[3] = ties_of_ones_;
  }
  bool at_rest() const override { return ones_ == 0 || ones_ == people(); }

 private:
  Employee people() const { return encounters_.people(); }
  double degree(Employee v) const {
    if (network_->complete) return people() - 1;
    return network_->weighted ? 0 : network_->ties.degree(v);  // how often one is copied is then no matter of count
  }
  void turn(Employee v) {
    const bool now = one_[v] ^= 1;
    ones_ += now ? 1 : -1;
    ties_of_ones_ += now ? degree(v) : -degree(v);
  }

  Encounters encounters_;
  const ReferenceNetwork* network_;
  std::vector<std::uint8_t> one_;
  double ones_ = 0, ties_ = 0, ties_of_ones_ = 0;  // whole numbers
};

constexpr Measure measures[] = {
    {"ones", "Ones", "share of people", "holds opinion 1", 1, 0},
    {"ones_by_ties", "Ones by ties", "share of tie ends", "of all tie ends, those of people who hold 1", 3, 2},
};

}  // namespace

const ReferenceModel& voter_model() {
  static const auto keys = with_seeding<VoterSettings>();
  static const Reference<VoterSettings> model({
      .name = "voter",
      .label = "Voter model",
      .equation = "x_i ← x_j, j any tie of i",
      .sentence = "a person takes over the opinion of one of its ties",
      .schedule = "sequential: a day is as many encounters as people; encounter j of day t is drawn by the key (j, t)",
      .source = "Clifford & Sudbury 1973, Biometrika 60(3); Holley & Liggett 1975, Annals of Probability 3(4)",
      .measures = measures,
      .sums = 4,
      .keys = keys,
      .start = [](const VoterSettings& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<Voter>(settings, ground);
      },
      .objection = wants_one_seeding<VoterSettings>,
  });
  return model;
}

}  // namespace kantel
