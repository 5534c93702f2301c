// Complex contagion: a number of ties is needed, not a share; below it, noise may do.
//
//   P(join) = certainty  if n ≥ a;   noise  if 1 ≤ n < a;   0  if n = 0                     n = ties who have joined
//
// noise = 0 and certainty = 1: Morris 2000, Centola & Macy 2007. With noise: Eckles, Mossel, Rahimian & Sen 2024, who
// show that a little of it turns the effect of long ties round.
#include "models/reference/contagion.hpp"

namespace kantel {

namespace {

struct ComplexSettings : Seeding {
  std::int64_t a = 2;
  double noise = 0, certainty = 1;
};

class ComplexContagion final : public Contagion {
 public:
  ComplexContagion(const ComplexSettings& settings, const Ground& ground)
      : Contagion(settings, ground),
        needed_(static_cast<float>(settings.a)),
        noise_(static_cast<float>(settings.noise)),
        certainty_(static_cast<float>(settings.certainty)) {}
  void advance(std::uint32_t day) override {
    const bool certain = (noise_ == 0 || noise_ == 1) && (certainty_ == 0 || certainty_ == 1);
    each_awake(
        day,
        [&](Employee v, std::uint8_t was) -> Prospect {
          const float having = was ? 0.0f : exposure(v).having;
          if (having == 0) return no_prospect;
          const float chance = having >= needed_ ? certainty_ : noise_;
          return {chance, has_it, false, chance > 0};
        },
        certain || having_ == people());
  }
  void sums(std::span<double> out) const override { out[0] = people(), out[1] = having_; }

 private:
  float needed_, noise_, certainty_;
};

}  // namespace

const ReferenceModel& complex_contagion_model() {
  using S = ComplexSettings;
  static const auto keys = with_seeding<S>({
      {"a", &S::a, 1, 4e9, "a", "ties", "how many ties must have joined", "Centola & Macy 2007"},
      {"noise", &S::noise, 0, 1, "", "1/day", "probability of joining with fewer, but at least one",
       "Eckles et al. 2024"},
      {"certainty", &S::certainty, 0, 1, "", "1/day", "probability of joining with enough", "Eckles et al. 2024"},
  });
  static constexpr Measure measures[] = {{"joined", "Joined", "share of people", "has joined", 1, 0}};
  static const Reference<S> model({
      .name = "complex",
      .label = "Complex contagion",
      .equation = "joins when n ≥ a, n = ties who have joined; with fewer, with probability noise",
      .sentence = "a number of ties is needed",
      .schedule = "synchronous",
      .source = "Centola & Macy 2007, American Journal of Sociology 113(3); Morris 2000; Eckles et al. 2024",
      .measures = measures,
      .sums = 2,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<ComplexContagion>(settings, ground);
      },
      .objection = needs_mutual_ties<S>,
  });
  return model;
}

}  // namespace kantel
