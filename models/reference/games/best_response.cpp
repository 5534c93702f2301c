// Conventions by best response to a memory. Everybody remembers the last M plays heard and says what is best against
// them: the one heard more often, a fair draw where both were heard equally often.
//
//   speaker: says B if more than M/2 of its memory is B, A if less, either by a fair draw if half
//   hearer:  forgets the oldest play and remembers this one            [Centola, Becker, Brackbill & Baronchelli 2018]
//
// The committed say B whatever they hear; all other memories start full of A. The rule about ties and the order of
// play, of two people who meet only the hearer remembers, are those of the authors' program (BestResponseNameGame.R).
// In the mean field B wins above a committed share of .199, .242 and .288 for M = 8, 12 and 20; a fair draw makes an
// even M act as M − 1.
#include <bit>

#include "models/reference/contagion.hpp"
#include "models/reference/games/encounters.hpp"

namespace kantel {

namespace {

struct BestResponseSettings {
  double committed = .25;
  std::int64_t memory = 12;
  Placed placed = Placed::at_random;
};

class BestResponse final : public Simulation {
 public:
  BestResponse(const BestResponseSettings& settings, const Ground& ground)
      : encounters_(ground),
        length_(static_cast<int>(settings.memory)),
        remembered_(~std::uint64_t{0} >> (64 - length_)),
        heard_(ground.network.people, 0),
        committed_(ground.network.people, 0) {
    for (const Employee v : seeds_of({.seed_share = settings.committed, .placed = settings.placed}, ground))
      committed_[v] = 1;
    for (const std::uint8_t is : committed_) uncommitted_ += !is;
  }
  void advance(std::uint32_t day) override {
    encounters_.day(day, [&](const Encounter& e) {
      if (committed_[e.other]) return;
      const int lead = committed_[e.person] ? 1 : lead_of_b(e.person);
      const bool b = lead != 0 ? lead > 0 : e.choice >> 31;
      heard_[e.other] = ((heard_[e.other] << 1) | b) & remembered_;
    });
  }
  void sums(std::span<double> out) const override {
    double saying = 0, remembered = 0;
    for (Employee v = 0; v < encounters_.people(); ++v)
      if (!committed_[v]) {
        const int lead = lead_of_b(v);
        saying += lead > 0 ? 1 : lead == 0 ? .5 : 0;
        remembered += static_cast<double>(std::popcount(heard_[v])) / length_;
      }
    out[0] = encounters_.people(), out[1] = uncommitted_, out[2] = saying, out[3] = remembered;
  }
  // Everybody free says the same for as long as they hear it, and no committed person says otherwise.
  bool at_rest() const override {
    bool all_a = uncommitted_ == encounters_.people(), all_b = true;
    for (Employee v = 0; v < encounters_.people(); ++v)
      if (!committed_[v]) all_a &= heard_[v] == 0, all_b &= heard_[v] == remembered_;
    return all_a || all_b;
  }

 private:
  int lead_of_b(Employee v) const { return 2 * std::popcount(heard_[v]) - length_; }

  Encounters encounters_;
  int length_;
  std::uint64_t remembered_;          // the bits in use
  std::vector<std::uint64_t> heard_;  // a bit a play, the latest lowest: 1 is B
  std::vector<std::uint8_t> committed_;
  Employee uncommitted_ = 0;
};

constexpr Measure measures[] = {
    {"saying_new", "Says B", "share of uncommitted people", "would say B; half of those who would draw count", 2, 1},
    {"remembered_new", "Remembers B", "share of plays", "of the plays that uncommitted people remember, those of B", 3,
     1},
};

}  // namespace

const ReferenceModel& best_response_model() {
  using S = BestResponseSettings;
  static constexpr std::string_view source = "Centola, Becker, Brackbill & Baronchelli 2018";
  static const auto keys = declare<S>({
      {"committed", &S::committed, 0, 1, "C", "share of people", "who says B whatever they hear, rounded up", source},
      {"memory", &S::memory, 1, 64, "M", "plays", "how many plays are remembered", source},
      {.name = "placed",
       .member = &S::placed,
       .sentence = "who the committed are: drawn, the first by number, one drawn person with all its ties (committed "
                   "is then not used), or those with most ties",
       .source = "choice"},
  });
  static const Reference<S> model({
      .name = "best_response",
      .label = "Best response with memory",
      .equation = "says B if more than M/2 of the last M plays heard were B; a draw if half",
      .sentence = "everybody says what most others said to them lately",
      .schedule =
          "sequential: a day is as many encounters as people, a speaker and one of its ties as hearer, who alone "
          "remembers; encounter j of day t is drawn by the key (j, t)",
      .source = "Centola, Becker, Brackbill & Baronchelli 2018, Science 360",
      .measures = measures,
      .sums = 4,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<BestResponse>(settings, ground);
      },
      .objection = [](const S&, const NetworkSettings& network) { return objection_to_one_way(network); },
  });
  return model;
}

}  // namespace kantel
