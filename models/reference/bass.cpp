// Bass diffusion among people: on one's own at rate p, and at rate q where all of one's ties have adopted.
//
//   P(adopt) = 1 − exp(−(p + q·y)),  y = share of one's ties who have adopted          [Bass 1969, in daily steps]
//
// Among people who are all tied to each other y is the share of the others, and the mean follows the recursion
// F(t+1) = F + (1 − F)·(1 − e^−(p + q·y)).
#include "models/reference/contagion.hpp"

namespace kantel {

namespace {

struct BassSettings : Seeding {
  double p = .003, q = .038;
};

class Bass final : public Contagion {
 public:
  Bass(const BassSettings& settings, const World& world)
      : Contagion(usually({.seeds = 0}, settings), world),
        p_(static_cast<float>(settings.p)),
        q_(static_cast<float>(settings.q)) {}
  void advance(std::uint32_t day) override {
    each_awake(
        day,
        [&](Employee v, std::uint8_t was) -> Prospect {
          if (was) return no_prospect;
          const float rate = p_ + q_ * exposure(v).share();
          return {probability(rate), has_it, false, rate > 0};
        },
        having_ == people());
  }
  void sums(std::span<double> out) const override { out[0] = people(), out[1] = having_; }

 private:
  float p_, q_;
};

}  // namespace

const ReferenceModel& bass_model() {
  static const auto keys = with_seeding<BassSettings>({
      {"p", &BassSettings::p, 0, 1000, "p", "1/day", "rate of adopting on one's own", "Bass 1969"},
      {"q", &BassSettings::q, 0, 1000, "q", "1/day", "rate added when all of one's ties have adopted", "Bass 1969"},
  });
  static constexpr Measure measures[] = {
      {"adopted", "Adopted", "share of people", "has adopted", 1, 0},
  };
  static const Reference<BassSettings> model({
      .name = "bass",
      .label = "Bass diffusion",
      .equation = "P(adopt) = 1 − exp(−(p + q·y)), y = share of ties who have adopted",
      .sentence = "people adopt on their own and by example",
      .schedule = "synchronous",
      .source = "Bass 1969, Management Science 15(5)",
      .measures = measures,
      .sums = 2,
      .keys = keys,
      .start = [](const BassSettings& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Bass>(settings, world);
      },
      .objection = needs_mutual_ties<BassSettings>,
  });
  return model;
}

}  // namespace kantel
