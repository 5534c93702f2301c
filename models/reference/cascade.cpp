// Independent cascade: whoever has just become active has one chance with each tie.
//
//   P(become active) = 1 − (1 − p)^k,  k = ties that became active yesterday               [Kempe, Kleinberg & Tardos
//   2003]
//
// One draw a person and day stands for its k chances; the distribution is the same.
#include "models/reference/contagion.hpp"

namespace kantel {

namespace {

struct CascadeSettings : Seeding {
  double p = .1;
};

class Cascade final : public Contagion {
 public:
  Cascade(const CascadeSettings& settings, const Ground& ground)
      : Contagion(settings, ground, is_new), p_(settings.p), rate_(-static_cast<float>(logarithm(1 - p_))) {}
  void advance(std::uint32_t day) override {
    each_awake(
        day,
        [&](Employee v, std::uint8_t was) -> Prospect {
          if (was) return {1, has_it, false, false};  // new no longer
          const float chances = exposure(v).having;
          if (chances == 0 || p_ == 0) return no_prospect;
          return {p_ == 1 ? 1.0f : probability(rate_ * chances), static_cast<std::uint8_t>(has_it | is_new), true,
                  true};
        },
        new_ == 0);
  }
  void sums(std::span<double> out) const override { out[0] = people(), out[1] = having_; }

 private:
  double p_;
  float rate_;  // of one chance: 1 − e^−rate = p
};

}  // namespace

const ReferenceModel& independent_cascade_model() {
  static const auto keys = with_seeding<CascadeSettings>({
      {"p", &CascadeSettings::p, 0, 1, "p", "", "probability that a tie passes it on, once",
       "Kempe, Kleinberg & Tardos 2003"},
  });
  static constexpr Measure measures[] = {{"active", "Active", "share of people", "has become active", 1, 0}};
  static const Reference<CascadeSettings> model({
      .name = "independent_cascade",
      .label = "Independent cascade",
      .equation = "P(become active) = 1 − (1 − p)^k, k = ties that became active yesterday",
      .sentence = "the newly active have one chance with each tie",
      .schedule = "synchronous",
      .source = "Kempe, Kleinberg & Tardos 2003, Proc. KDD",
      .measures = measures,
      .sums = 2,
      .keys = keys,
      .start = [](const CascadeSettings& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<Cascade>(settings, ground);
      },
      .objection = needs_mutual_ties<CascadeSettings>,
  });
  return model;
}

}  // namespace kantel
