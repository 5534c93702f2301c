// DeGroot's model: everybody takes over the mean of the opinions they listen to, again and again.
//
//   x(t+1) = W x(t)                                                                                      [DeGroot 1974]
//
// Where everybody is listened to by everybody at some remove, and the paths back to oneself have no common period, all
// come to agree on s·x(0): s, each one's influence, is the left eigenvector of W for 1. On undirected ties without
// self weight s is in proportion to the number of ties.
#include "models/reference/opinions/averaging.hpp"

namespace kantel {

const ReferenceModel& degroot_model() {
  using S = DeGrootSettings;
  static const auto keys = with_opinions<S, 0>({self_weight_key<S>("DeGroot 1974")});
  static const Reference<S> model({
      .name = "degroot",
      .label = "DeGroot's averaging",
      .equation = "x ← W x, rows of W sum to 1",
      .sentence = "everybody takes over the mean of the opinions they listen to",
      .schedule = "synchronous",
      .source = "DeGroot 1974, Journal of the American Statistical Association 69",
      .measures = averaging_measures(),
      .sums = averaging_sums,
      .keys = keys,
      .start = [](const S& settings, const Ground& ground) -> std::unique_ptr<Simulation> {
        return std::make_unique<Averaging>(ground, settings.self_weight, starting_opinions(settings, ground),
                                           std::vector<double>());
      },
  });
  return model;
}

}  // namespace kantel
