// Friedkin and Johnsen's model: DeGroot's averaging by people who hold on, more or less, to what they started with.
//
//   x(t+1) = Λ W x(t) + (I − Λ) x(0)                                                        [Friedkin & Johnsen 1990]
//
// Λ is one number for all, or I − diag W: who listens more to themselves gives in less [Friedkin & Johnsen 1999,
// "Social influence networks and opinion change"]. It comes to rest at (I − Λ W)^-1 (I − Λ) x(0), as a rule without
// agreement, where everybody hears somebody with λ < 1 at some remove.
#include "models/reference/opinions/averaging.hpp"

namespace kantel {

namespace {

std::vector<double> susceptibilities(const FriedkinJohnsenSettings& settings, const Ground& ground) {
  if (!settings.susceptibilities.empty()) return settings.susceptibilities;
  if (settings.susceptibility_from == Susceptible::number)
    return std::vector<double>(ground.network.people, settings.susceptibility);
  std::vector<double> lambda = Averaging::self_weights(ground.network, settings.self_weight);
  for (double& value : lambda) value = 1 - value;
  return lambda;
}

}  // namespace

const ReferenceModel& friedkin_johnsen_model() {
  using S = FriedkinJohnsenSettings;
  static const auto keys = with_opinions<S, 1, DeGrootSettings>({
      self_weight_key<S>("Friedkin & Johnsen 1990"),
      {"susceptibility", &S::susceptibility, 0, 1, "λ", "",
       "how far everybody gives in to others (susceptibility_from = number)", "choice"},
      {.name = "susceptibility_from",
       .member = &S::susceptibility_from,
       .symbol = "Λ",
       .sentence = "that number for everybody, or 1 less the self weight",
       .source = "Friedkin & Johnsen 1999"},
  });
  static const Reference<S> model({
      .name = "friedkin_johnsen",
      .label = "Friedkin and Johnsen's averaging",
      .equation = "x ← Λ W x + (I − Λ) x(0), rows of W sum to 1",
      .sentence = "everybody averages the opinions they listen to, but holds on to what they started with",
      .schedule = "synchronous",
      .source = "Friedkin & Johnsen 1990, Journal of Mathematical Sociology 15",
      .measures = averaging_measures(),
      .sums = averaging_sums,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<Averaging>(ground, settings.self_weight, starting_opinions(settings, ground),
                                           susceptibilities(settings, ground));
      },
  });
  return model;
}

}  // namespace kantel
