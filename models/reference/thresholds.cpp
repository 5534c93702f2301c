// Deterministic thresholds: a person joins, for good, when enough others have.
//
//   Granovetter        joins when the number of others who joined reaches θ_i, of everybody    [Granovetter 1978]
//   Watts              joins when the share of ties who joined reaches φ                       [Watts 2002]
//   linear threshold   the same with θ_i uniform on (0, 1) and every tie of weight 1/degree    [Kempe et al. 2003]
//
// Granovetter's thresholds are 0, 1, 2, … (first_follower may differ), or normal: as quantiles, the same crowd each
// time, or drawn. Nobody's threshold is clipped.
#include "models/reference/contagion.hpp"

namespace kantel {

namespace {

// Shares of ties, or numbers of people.
enum class Of { ties, people };

template <Of of>
class Thresholds final : public Contagion {
 public:
  Thresholds(const Seeding& seeding, const World& world, std::vector<float> thresholds)
      : Contagion(seeding, world), thresholds_(std::move(thresholds)) {}
  void advance(std::uint32_t day) override {
    each_awake(
        day,
        [&](Employee v, std::uint8_t was) -> Prospect {
          if (was) return no_prospect;
          const Exposure seen = exposure(v);
          const bool joins = of == Of::people ? seen.having >= thresholds_[v]
                                              : seen.ties > 0 && seen.having / seen.ties >= thresholds_[v];
          return {joins ? 1.0f : 0.0f, has_it, false, false};
        },
        true);
  }
  void sums(std::span<double> out) const override { out[0] = people(), out[1] = having_; }

 private:
  std::vector<float> thresholds_;
};

struct LinearSettings : Seeding {};
struct WattsSettings : Seeding {
  double phi = .18, phi_sd = 0;
};
enum class Crowd { counting, normal_quantiles, normal_drawn };
constexpr std::array<std::string_view, 3> crowd_names{"counting", "normal_quantiles", "normal_drawn"};
constexpr std::span<const std::string_view> names_of(Crowd) { return crowd_names; }
struct GranovetterSettings : Seeding {
  Crowd crowd = Crowd::counting;
  std::int64_t first_follower = 1;
  double mean = .25, sd = .122;
};

std::vector<float> uniform(const World& world) {
  std::vector<float> values(world.network.people);
  for (Employee v = 0; v < world.network.people; ++v)
    values[v] = static_cast<float>(open_unit_interval(world.random.draw(v, 0, draw_trait)));
  return values;
}

std::vector<float> normal(const World& world, double mean, double sd) {
  std::vector<float> values(world.network.people, static_cast<float>(mean));
  if (sd > 0)
    for (Employee v = 0; v < world.network.people; ++v)
      values[v] =
          static_cast<float>(mean + sd * normal_quantile(open_unit_interval(world.random.draw(v, 0, draw_trait))));
  return values;
}

std::vector<float> crowd(const GranovetterSettings& settings, const World& world) {
  const Employee n = world.network.people;
  std::vector<float> values(n);
  switch (settings.crowd) {
    case Crowd::counting:
      for (Employee v = 0; v < n; ++v)
        values[v] = v == 1 ? static_cast<float>(settings.first_follower) : static_cast<float>(v);
      break;
    case Crowd::normal_quantiles:
      for (Employee v = 0; v < n; ++v)
        values[v] = static_cast<float>(n * (settings.mean + settings.sd * normal_quantile((v + .5) / n)));
      break;
    case Crowd::normal_drawn: values = normal(world, settings.mean * n, settings.sd * n); break;
  }
  return values;
}

constexpr Measure measures[] = {{"joined", "Joined", "share of people", "has joined", 1, 0}};

}  // namespace

const ReferenceModel& linear_threshold_model() {
  static const auto keys = with_seeding<LinearSettings>();
  static const Reference<LinearSettings> model({
      .name = "linear_threshold",
      .label = "Linear threshold",
      .equation = "joins when y ≥ θ_i, y = share of ties who joined, θ_i uniform on (0, 1)",
      .sentence = "everybody has a threshold of one's own",
      .schedule = "synchronous",
      .source = "Kempe, Kleinberg & Tardos 2003, Proc. KDD",
      .measures = measures,
      .sums = 2,
      .keys = keys,
      .start = [](const LinearSettings& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Thresholds<Of::ties>>(settings, world, uniform(world));
      },
      .objection = needs_mutual_ties<LinearSettings>,
  });
  return model;
}

const ReferenceModel& watts_model() {
  static const auto keys = with_seeding<WattsSettings>({
      {"phi", &WattsSettings::phi, -10, 10, "φ", "share of ties", "mean threshold", "Watts 2002"},
      {"phi_sd", &WattsSettings::phi_sd, 0, 10, "", "share of ties",
       "spread of thresholds between people, normal, not clipped", "Watts 2002"},
  });
  static const Reference<WattsSettings> model({
      .name = "watts",
      .label = "Watts' threshold cascade",
      .equation = "joins when y ≥ φ_i, y = share of ties who joined",
      .sentence = "a share of one's ties must have joined",
      .schedule = "synchronous",
      .source = "Watts 2002, PNAS 99(9)",
      .measures = measures,
      .sums = 2,
      .keys = keys,
      .start = [](const WattsSettings& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Thresholds<Of::ties>>(settings, world, normal(world, settings.phi, settings.phi_sd));
      },
      .objection = needs_mutual_ties<WattsSettings>,
  });
  return model;
}

const ReferenceModel& granovetter_model() {
  using S = GranovetterSettings;
  static const auto keys = with_seeding<S>({
      {.name = "crowd",
       .member = &S::crowd,
       .sentence = "thresholds 0, 1, 2, …; or normal, at equally spaced quantiles; or normal, drawn",
       .source = "Granovetter 1978"},
      {"first_follower", &S::first_follower, 0, 4e9, "", "people", "person 1's threshold in the counting crowd",
       "Granovetter 1978"},
      {"mean", &S::mean, -10, 10, "", "share of people", "mean threshold of a normal crowd", "Granovetter 1978"},
      {"sd", &S::sd, 0, 10, "σ", "share of people", "its spread", "Granovetter 1978"},
  });
  static const Reference<S> model({
      .name = "granovetter",
      .label = "Granovetter's crowd",
      .equation = "joins when n ≥ θ_i, n = how many others have joined",
      .sentence = "everybody sees everybody and joins when enough have",
      .schedule = "synchronous",
      .source = "Granovetter 1978, American Journal of Sociology 83(6)",
      .measures = measures,
      .sums = 2,
      .keys = keys,
      .start = [](const S& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Thresholds<Of::people>>(usually({.seeds = 0}, settings), world, crowd(settings, world));
      },
      .objection = [](const S& settings, const NetworkSettings& network) -> std::string {
        if (network.form != NetworkForm::complete) return "everybody sees everybody: network.form must be complete";
        return wants_one_seeding(settings, network);
      },
  });
  return model;
}

}  // namespace kantel
