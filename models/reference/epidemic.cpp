// SI, SIS and SIR: the susceptible catch it from the infectious; the infectious stay so, become susceptible again, or
// are over it for good.
//
//   P(catch) = 1 − exp(−q·y)  or  1 − exp(−q·n)        contact = share: y = share of ties infectious; each: n of them
//   P(end)   = 1 − exp(−ρ)                             SIS: susceptible again; SIR: removed
//                                                      [Kermack & McKendrick 1927; Anderson & May 1991]
//
// Well mixed (complete, share): SIS rests where (1 − x)(1 − e^−qx) = x(1 − e^−ρ), and SIR has R0 = q/(1 − e^−ρ). With
// contact = each and ρ so large that it ends the next day, a tie passes it on with probability τ = 1 − e^−q: bond
// percolation [Newman 2002].
#include "models/reference/contagion.hpp"

namespace kantel {

namespace {

enum class Contact { share, each };
constexpr std::array<std::string_view, 2> contact_names{"share", "each"};
constexpr std::span<const std::string_view> names_of(Contact) { return contact_names; }

struct SiSettings : Seeding {
  double q = .1;
  Contact contact = Contact::share;
};
struct EndingSettings : SiSettings {
  double rho = .05;
};
struct SisSettings : EndingSettings {};
struct SirSettings : EndingSettings {};

enum class After { nothing, susceptible, removed };

template <After after>
class Epidemic final : public Contagion {
 public:
  Epidemic(const SiSettings& settings, double rho, const World& world)
      : Contagion(settings, world),
        q_(static_cast<float>(settings.q)),
        ends_(probability(static_cast<float>(rho))),
        each_(settings.contact == Contact::each) {
    for (std::size_t n = 0; n < catches_.size(); ++n) catches_[n] = probability(q_ * static_cast<float>(n));
  }

  void advance(std::uint32_t day) override {
    each_awake(
        day,
        [&](Employee v, std::uint8_t was) -> Prospect {
          if (was & is_over) return no_prospect;
          if (was & has_it) {
            if (after == After::nothing) return no_prospect;
            const bool removed = after == After::removed;
            return {ends_, removed ? is_over : std::uint8_t{0}, !removed, true, draw_ending};
          }
          if (having(v) == 0) return no_prospect;
          return {chance(v), has_it, true, true};
        },
        having_ == 0 || (after == After::nothing && having_ == people()));
  }
  void sums(std::span<double> out) const override {
    out[0] = people(), out[1] = having_, out[2] = over_, out[3] = static_cast<double>(having_) + over_;
  }

 private:
  float chance(Employee v) const {
    if (!each_) return probability(q_ * exposure(v).share());
    const Employee sources = having(v);
    return sources < catches_.size() ? catches_[sources] : probability(q_ * static_cast<float>(sources));
  }

  float q_, ends_;  // ends_: the chance that it ends today
  bool each_;
  std::array<float, 64> catches_;  // the chance with so many infectious ties, contact = each
};

template <class Settings>
Key<Settings> q_key() {
  return {"q",
          &Settings::q,
          0,
          1000,
          "q",
          "1/day",
          "rate of catching it when all ties are infectious (contact = share), or from each such tie (each)",
          "Kermack & McKendrick 1927"};
}
template <class Settings>
Key<Settings> contact_key() {
  return {.name = "contact",
          .member = &Settings::contact,
          .sentence = "what counts: the share of one's ties who are infectious, or each of them",
          .source = "choice"};
}
template <class Settings>
Key<Settings> rho_key() {
  return {"rho",
          &Settings::rho,
          0,
          1000,
          "ρ",
          "1/day",
          "rate at which it ends; above 87 it ends the next day",
          "Kermack & McKendrick 1927"};
}

constexpr Measure infectious{"infectious", "Infectious", "share of people", "has it and passes it on", 1, 0};
constexpr Measure removed{"removed", "Removed", "share of people", "has had it", 2, 0};
constexpr Measure ever{"ever", "Ever infected", "share of people", "has it or has had it", 3, 0};

}  // namespace

const ReferenceModel& si_model() {
  static const auto keys = with_seeding<SiSettings>({q_key<SiSettings>(), contact_key<SiSettings>()});
  static constexpr Measure measures[] = {infectious};
  static const Reference<SiSettings> model({
      .name = "si",
      .label = "SI epidemic",
      .equation = "P(catch) = 1 − exp(−q·y)",
      .sentence = "whoever catches it has it for good",
      .schedule = "synchronous",
      .source = "Anderson & May 1991",
      .measures = measures,
      .sums = 4,
      .keys = keys,
      .start = [](const SiSettings& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Epidemic<After::nothing>>(settings, 0, world);
      },
      .objection = needs_mutual_ties<SiSettings>,
  });
  return model;
}

const ReferenceModel& sis_model() {
  static const auto keys = with_seeding<SisSettings, EndingSettings, SiSettings>(
      {q_key<SisSettings>(), rho_key<SisSettings>(), contact_key<SisSettings>()});
  static constexpr Measure measures[] = {infectious};
  static const Reference<SisSettings> model({
      .name = "sis",
      .label = "SIS epidemic",
      .equation = "P(catch) = 1 − exp(−q·y), P(end) = 1 − exp(−ρ), then susceptible again",
      .sentence = "it can be caught again",
      .schedule = "synchronous",
      .source = "Anderson & May 1991",
      .measures = measures,
      .sums = 4,
      .keys = keys,
      .start = [](const SisSettings& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Epidemic<After::susceptible>>(settings, settings.rho, world);
      },
      .objection = needs_mutual_ties<SisSettings>,
  });
  return model;
}

const ReferenceModel& sir_model() {
  static const auto keys = with_seeding<SirSettings, EndingSettings, SiSettings>(
      {q_key<SirSettings>(), rho_key<SirSettings>(), contact_key<SirSettings>()});
  static constexpr Measure measures[] = {ever, infectious, removed};
  static const Reference<SirSettings> model({
      .name = "sir",
      .label = "SIR epidemic",
      .equation = "P(catch) = 1 − exp(−q·y), P(end) = 1 − exp(−ρ), then removed",
      .sentence = "it is had once",
      .schedule = "synchronous",
      .source = "Kermack & McKendrick 1927; Newman 2002, Physical Review E 66, 016128",
      .measures = measures,
      .sums = 4,
      .keys = keys,
      .start = [](const SirSettings& settings, const World& world) -> std::unique_ptr<Simulation> {
        return std::make_unique<Epidemic<After::removed>>(settings, settings.rho, world);
      },
      .objection = needs_mutual_ties<SirSettings>,
  });
  return model;
}

}  // namespace kantel
