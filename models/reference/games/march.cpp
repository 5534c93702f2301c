// March's exploration and exploitation: an organisation's code of beliefs and its people learn from each other about a
// reality that neither sees.
//
//   reality   m dimensions, 1 or −1; people believe 1, 0 or −1, alike likely on day 0; the code starts at 0
//   people    where the code says 1 or −1 and a person does not, the person moves to it with probability p1
//   code      where the majority of the superior, plus less minus = k, differs from the code, the code takes their
//             side with probability 1 − (1 − p2)^|k|                                                      [March 1991]
//
// Knowledge is (right − wrong)/m: 0 for who guesses. Both learn from the same morning. The figure of 1991 needs what
// the text leaves out [Christensen 2015]: beliefs move one step at a time, −1 → 0 → 1; and who is superior is
// judged on performance: people act on every dimension, on their belief or on a coin where they have none, and those
// whose acts, right less wrong, beat the code's knowledge are superior; it is their acts that the code learns from.
// `step = "jump"` and `judged_on = "beliefs"` are the text as printed.
#include <cstdlib>

#include "models/reference/games/encounters.hpp"

namespace kantel {

namespace {

enum class Step { one, jump };
constexpr std::array<std::string_view, 2> step_names{"one", "jump"};
constexpr std::span<const std::string_view> names_of(Step) { return step_names; }
enum class Judged { acts, beliefs };
constexpr std::array<std::string_view, 2> judged_names{"acts", "beliefs"};
constexpr std::span<const std::string_view> names_of(Judged) { return judged_names; }

struct MarchSettings {
  double p1 = .1, p2 = .1;
  std::int64_t dimensions = 30;
  Step step = Step::one;
  Judged judged_on = Judged::acts;
};

class March final : public Simulation {
 public:
  March(const MarchSettings& settings, const Ground& ground)
      : random_(ground.random),
        people_(ground.network.people),
        dimensions_(static_cast<std::uint32_t>(settings.dimensions)),
        p1_(settings.p1),
        p2_(settings.p2),
        jumps_(settings.step == Step::jump),
        acts_count_(settings.judged_on == Judged::acts),
        reality_(dimensions_),
        code_(dimensions_, 0),
        beliefs_(std::size_t{people_} * dimensions_),
        votes_(dimensions_),
        acts_(dimensions_) {
    for (std::uint32_t d = 0; d < dimensions_; ++d) reality_[d] = side(random_.draw(d, 0, draw_reality));
    for (std::uint32_t i = 0; i < beliefs_.size(); ++i)
      beliefs_[i] = static_cast<Belief>(static_cast<int>(one_of(3, random_.draw(i, 0, draw_belief))) - 1);
  }

  void advance(std::uint32_t day) override {
    std::fill(votes_.begin(), votes_.end(), 0);
    const int to_beat = score(code_);
    for (Employee v = 0; v < people_; ++v) {
      const std::span<Belief> beliefs = beliefs_of(v);
      for (std::uint32_t d = 0; d < dimensions_; ++d) {
        const FourDraws draws = random_.four(v * dimensions_ + d, day, draw_person / 4);
        acts_[d] = beliefs[d] != 0 || !acts_count_ ? beliefs[d] : side(draws[0]);
        if (code_[d] != 0 && beliefs[d] != code_[d] && open_unit_interval(draws[1]) < p1_)
          beliefs[d] = jumps_ ? code_[d] : static_cast<Belief>(beliefs[d] + code_[d]);
      }
      if (score(acts_) <= to_beat) continue;
      for (std::uint32_t d = 0; d < dimensions_; ++d) votes_[d] += acts_[d];
    }
    for (std::uint32_t d = 0; d < dimensions_; ++d) {
      const Belief majority = votes_[d] > 0 ? Belief{1} : Belief{-1};
      if (votes_[d] == 0 || majority == code_[d]) continue;
      double kept = 1;
      for (int k = std::abs(votes_[d]); k > 0; --k) kept *= 1 - p2_;
      if (open_unit_interval(random_.draw(d, day, draw_code)) < 1 - kept) code_[d] = majority;
    }
    at_rest_ = nothing_to_learn();
  }

  // Sums: 1, people, knowledge of the code, of people, beliefs shared with the code as a share of one's beliefs.
  void sums(std::span<double> out) const override {
    double known = 0, shared = 0;
    for (Employee v = 0; v < people_; ++v) {
      known += score(beliefs_of(v));
      for (std::uint32_t d = 0; d < dimensions_; ++d) shared += beliefs_of(v)[d] == code_[d];
    }
    out[0] = 1, out[1] = people_, out[2] = static_cast<double>(score(code_)) / dimensions_;
    out[3] = known / dimensions_, out[4] = shared / dimensions_;
  }
  bool at_rest() const override { return at_rest_; }

 private:
  using Belief = std::int8_t;
  static constexpr std::uint32_t draw_person = 36, draw_code = 40, draw_reality = 44, draw_belief = 45;

  static Belief side(std::uint32_t bits) { return bits >> 31 ? Belief{1} : Belief{-1}; }
  std::span<Belief> beliefs_of(Employee v) { return std::span(beliefs_).subspan(index(v), dimensions_); }
  std::span<const Belief> beliefs_of(Employee v) const { return std::span(beliefs_).subspan(index(v), dimensions_); }
  std::size_t index(Employee v) const { return std::size_t{v} * dimensions_; }

  // Right less wrong.
  int score(std::span<const Belief> beliefs) const {
    int sum = 0;
    for (std::uint32_t d = 0; d < dimensions_; ++d) sum += beliefs[d] * reality_[d];
    return sum;
  }
  // Everybody shares what the code says, and nobody could beat it, with all coins falling right.
  bool nothing_to_learn() const {
    const int to_beat = score(code_);
    for (Employee v = 0; v < people_; ++v) {
      int best = 0;
      for (std::uint32_t d = 0; d < dimensions_; ++d) {
        const Belief belief = beliefs_of(v)[d];
        if (code_[d] != 0 && belief != code_[d]) return false;
        best += belief == 0 && acts_count_ ? 1 : belief * reality_[d];
      }
      if (best > to_beat) return false;
    }
    return true;
  }

  KeyedRandom random_;
  Employee people_;
  std::uint32_t dimensions_;
  double p1_, p2_;
  bool jumps_, acts_count_, at_rest_ = false;
  std::vector<Belief> reality_, code_, beliefs_;  // beliefs: a person's side by side
  std::vector<int> votes_;
  std::vector<Belief> acts_;
};

constexpr Measure measures[] = {
    {"code_knowledge", "Knowledge of the code", "", "dimensions the code has right less those it has wrong, of all", 2,
     0},
    {"knowledge", "Knowledge of people", "", "the same of people, on average", 3, 1},
    {"shared", "Shared beliefs", "share of beliefs", "beliefs of people that are the code's", 4, 1},
};

}  // namespace

const ReferenceModel& march_model() {
  using S = MarchSettings;
  static const auto keys = declare<S>({
      {"p1", &S::p1, 0, 1, "p1", "1/day", "socialisation: how readily a belief gives in to the code", "March 1991"},
      {"p2", &S::p2, 0, 1, "p2", "1/day", "how readily the code gives in to one superior person more", "March 1991"},
      {"dimensions", &S::dimensions, 1, 1000, "m", "", "dimensions of reality", "March 1991"},
      {.name = "step",
       .member = &S::step,
       .sentence = "how far a belief gives in: one step (−1 → 0 → 1), or a jump to the code's, as printed in 1991",
       .source = "Christensen 2015"},
      {.name = "judged_on",
       .member = &S::judged_on,
       .sentence = "what the superior are known by: acts, with a coin for what one has no belief on, or beliefs, as "
                   "printed in 1991",
       .source = "Christensen 2015"},
  });
  static const Reference<S> model({
      .name = "march",
      .label = "March's exploration and exploitation",
      .equation = "belief → code with p1; code → majority of the superior with 1 − (1 − p2)^|k|",
      .sentence = "people learn from a code, and the code from those who know more",
      .schedule = "synchronous: people and code both learn from the beliefs of the morning",
      .source = "March 1991, Organization Science 2(1); Christensen 2015",
      .measures = measures,
      .sums = 5,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<March>(settings, ground);
      },
      .objection = [](const S& settings, const NetworkSettings& network) -> std::string {
        if (network.form != NetworkForm::complete)
          return "people learn from the code alone, not from ties: network.form must be complete";
        if (settings.dimensions * network.people > 0xFFFFFFFF) return "people times dimensions must stay below 2^32";
        return "";
      },
  });
  return model;
}

}  // namespace kantel
