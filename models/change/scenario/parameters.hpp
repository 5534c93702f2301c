// The parameters of the change model and of the change itself: defaults in a struct; name, symbol, unit, range,
// sentence and source below it, one Key each. Plausible ranges follow from the defaults (plausible.hpp), but for those
// that evidence gives.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "sim/input/plausible.hpp"

namespace kantel {

// [parameters]
struct Parameters {
  double p = 0.01, q = 0.05, theta = 0.3, theta_sd = 0.1;
  double nu = 0.5, beta = 0.01, fidelity_down = 0.95;
  double delta = 0.04, power_floor = 0.5;
  double rho0 = 0.02, after_lapse = 0.3, gamma = 0.3, psi = 0.5, susceptibility = 0;
  double eta = 3, want_reference = 0.55, attitude_sd = 0.35, manager_weight = 2;
  double tau_needs = 20, alpha_a = 0.16, alpha_x = 0.10, omega = 0.3, alpha_c = 0.08, upsilon = 0.25, alpha_k = 0.3;
  double alpha_r = 0.14, alpha_p = 0.15, chi = 0.2;
  double w_a = 0.4, w_c = 0.3;
  double tau_m = 40, rationale = 1, control_cost = 0.5, example = 0;
  double loss_weight = 0.6, gain_weight = 0.3, tau_accustomed = 120;
  double eta_x = 0.03, eta_t = 0.015, eta_c = 0.02, zeta = 0.005, skill_new = 0.2, skill_sd = 0.1;
  double tau_trust = 120, tau_trust_down = 30, trust_new = 0.55, trust_sd = 0.15;
  double distrust = 0.3, surprise_cost = 0.1, reversal_cost = 0.1, promise_cost = 0.5;
  double grudging = 0.5, interdependence = 0, copy_misfit = 0;
  double need_mean = 0.55, need_sd = 0.12, structure_mean = 0.5, structure_sd = 0.2;
  double turnover = 0.10, kappa = 3, told = 1;
  double gain = 0.15, disruption = 0.25;
  double champion_skill = 0.8, champion_internalisation = 0.8;
};

// In the order of the day.
inline std::span<const Key<Parameters>> parameter_keys() {
  using P = Parameters;
  constexpr double fastest = 1000;  // a rate a day above this is certainty
  static const auto declared = declare<P>({
      {"p", &P::p, 0, fastest, "p", "1/day", "rate of starting on one's own", "assumed; Bass 1969 for the form"},
      {"q", &P::q, 0, fastest, "q", "1/day", "rate of starting added by full social proof",
       "5 p: above 1.0 [.7, 1.8] in 25 villages and 1.7 at most among physicians (docs/adoption.md), below 13 for "
       "durables (Sultan, Farley & Lehmann 1990)"},
      {"theta", &P::theta, 0, 1, "θ̄", "share of ties",
       "mean threshold: the share of ties that must practise before social proof is half felt",
       "assumed; Granovetter 1978 for the idea"},
      {"theta_sd", &P::theta_sd, 0, 1, "", "share of ties",
       "spread of thresholds between people, clipped to .05 to .95", "choice"},
      {"nu", &P::nu, 0, fastest, "ν", "1/day", "rate of hearing from an aware manager at full vision", "assumed"},
      {"beta", &P::beta, 0, fastest, "β", "1/day", "rate of hearing from one aware tie", "assumed"},
      {"fidelity_down", &P::fidelity_down, 0, 1, "F", "per level", "what is left of the message after a hop down",
       "assumed"},
      {"delta", &P::delta, 0, fastest, "δ", "1/day", "rate of complying under a mandate at full pressure and trust",
       "assumed"},
      {"power_floor", &P::power_floor, 0, 1, "κc", "",
       "share of that rate that works without trust; 0 leaves only granted authority",
       "French & Raven 1959; Tyler 1997; value assumed"},
      {"rho0", &P::rho0, 0, fastest, "ρ0", "1/day",
       "rate of lapsing when nothing is internalised and nobody watches; by [change] kind",
       "assumed; Kelman 1958 for the form"},
      {"after_lapse", &P::after_lapse, 0, 1, "ξ", "", "what is left of wanting after having lapsed before", "assumed",
       "xi"},
      {"gamma", &P::gamma, 0, 1, "γ", "", "how far no room from the leader closes the gate may", "assumed"},
      {"psi", &P::psi, 0, 1, "ψ", "", "how far no trust closes the gate dare", "assumed"},
      {"eta", &P::eta, 0.01, 20, "η", "",
       "how much larger a change of behaviour is than the change of intention behind it",
       "Webb & Sheeran 2006; Sheeran 2002"},
      {"want_reference", &P::want_reference, 0.01, 1, "I0", "", "intention at which wanting equals intention",
       "choice: the mean need satisfaction before a change"},
      {"attitude_sd", &P::attitude_sd, 0, 2, "σa", "",
       "spread of the logarithm of one's own view of this change, beyond what needs say",
       "assumed; Ajzen 1991 for the idea, Van den Bulte & Stremersch 2004 for why it must be there"},
      {"manager_weight", &P::manager_weight, 0, 1000, "κr", "colleagues",
       "how many colleagues the own manager's example counts for", "assumed; Bandura 1977 for the idea"},
      {"susceptibility", &P::susceptibility, 0, 1, "s", "", "weight of the ties' intentions in one's own",
       "Friedkin & Johnsen 1990; 0 by choice", "s"},
      {"tau_needs", &P::tau_needs, 1, infinite, "τN", "days", "time constant of the needs", "assumed"},
      {"alpha_a", &P::alpha_a, 0, 5, "αA", "", "slope of autonomy on autonomy support", "half of Slemp et al. 2018"},
      {"alpha_x", &P::alpha_x, 0, 5, "αX", "", "slope of each need on the levers that are not its own",
       "half of Slemp et al. 2018; Judge, Piccolo & Ilies 2004"},
      {"omega", &P::omega, 0, 5, "ω", "", "loss of autonomy under a mandate at full pressure",
       "assumed; half of what control and autonomy correlate"},
      {"alpha_c", &P::alpha_c, 0, 5, "αC", "", "slope of competence on structure", "half of Slemp et al. 2018"},
      {"upsilon", &P::upsilon, 0, 5, "υ", "", "loss of competence per unit of structure short of one's need for it",
       "assumed; Slijkhuis 2013 for the idea"},
      {"alpha_k", &P::alpha_k, 0, 5, "αK", "", "slope of competence on skill in the new practice", "assumed"},
      {"alpha_r", &P::alpha_r, 0, 5, "αR", "", "slope of relatedness on relational care", "half of Slemp et al. 2018"},
      {"alpha_p", &P::alpha_p, 0, 5, "αP", "", "loss of relatedness when no tie is in one's own state", "assumed"},
      {"chi", &P::chi, 0, 5, "χ", "", "loss of relatedness per unit of freedom beyond the frame",
       "assumed; Langfred 2004 for the idea"},
      {"w_a", &P::w_a, 0, 1, "wA", "", "weight of autonomy in need satisfaction", "assumed"},
      {"w_c", &P::w_c, 0, 1, "wC", "", "weight of competence; relatedness has the rest", "assumed"},
      {"tau_m", &P::tau_m, 1, infinite, "τm", "days", "time constant of internalisation",
       "Lally et al. 2010, order of magnitude only"},
      {"rationale", &P::rationale, 0, 5, "μ", "", "how far a rationale speeds internalisation",
       "Deci et al. 1994; value assumed"},
      {"control_cost", &P::control_cost, 0, 1, "κD", "",
       "how far mandated pressure slows making the practice one's own", "assumed; Deci et al. 1994 for the sign"},
      {"example", &P::example, 0, 1, "ε", "",
       "how far a leader's rationale and coaching are worth less where the leader has not made the practice one's own, "
       "or lacks skill in it",
       "off by choice; Bandura 1977 for the idea"},
      {"loss_weight", &P::loss_weight, 0, 10, "λ_loss", "",
       "how much more than it is morale feels a fall below what one is accustomed to",
       "assumed; Kahneman & Tversky 1979: losses weigh about twice as much as gains"},
      {"gain_weight", &P::gain_weight, 0, 10, "λ_gain", "", "and a rise above it",
       "assumed; Boswell et al. 2005 for the honeymoon"},
      {"tau_accustomed", &P::tau_accustomed, 1, infinite, "τH", "days", "time constant of getting accustomed",
       "Boswell, Boudreau & Tichy 2005: honeymoon and hangover last about a year"},
      {"eta_x", &P::eta_x, 0, 1, "ηx", "1/day", "learning by practising", "assumed"},
      {"eta_t", &P::eta_t, 0, 1, "ηt", "1/day", "learning from full structure and coaching once aware", "assumed"},
      {"eta_c", &P::eta_c, 0, 1, "ηc", "1/day",
       "how much of what one can do consolidates on a day of practice or training",
       "Donovan & Radosevich 1999: spaced practice d = .46"},
      {"zeta", &P::zeta, 0, 1, "ζ", "1/day",
       "forgetting what has not consolidated when not practising (ln 2 / 140 days)",
       "skill-decay literature, half-life 6.5 months"},
      {"skill_new", &P::skill_new, 0, 1, "k_new", "", "mean skill of who has not met the practice", "assumed"},
      {"skill_sd", &P::skill_sd, 0, 1, "", "", "spread of it between people", "choice"},
      {"tau_trust", &P::tau_trust, 1, infinite, "τT", "days", "time constant of growing trust", "assumed"},
      {"tau_trust_down", &P::tau_trust_down, 1, infinite, "τT_down", "days", "time constant of falling trust",
       "assumed; Skogstad et al. 2007 for the asymmetry"},
      {"trust_new", &P::trust_new, 0, 1, "T_new", "", "mean trust in a leader one does not know yet", "assumed"},
      {"trust_sd", &P::trust_sd, 0, 1, "", "", "spread of it between people", "choice"},
      {"distrust", &P::distrust, 0, 1, "π", "", "share of trust's point of rest that mandated pressure takes",
       "assumed"},
      {"surprise_cost", &P::surprise_cost, 0, 1, "", "share of trust",
       "lost at once when a policy takes away more than .2 of autonomy support unexplained", "assumed"},
      {"reversal_cost", &P::reversal_cost, 0, 1, "", "share of trust", "lost at once when a decision is reversed",
       "assumed"},
      {"promise_cost", &P::promise_cost, 0, 10, "", "share of trust per unit of output",
       "lost when a promise is due, for each unit of output that has not come", "assumed"},
      {"grudging", &P::grudging, 0, 1, "κq", "",
       "share of the benefit lost when nothing is internalised; by [change] kind", "assumed"},
      {"interdependence", &P::interdependence, 0, 1, "ι", "",
       "share of the benefit that needs one's ties to practise too", "off by choice"},
      {"copy_misfit", &P::copy_misfit, 0, 1, "c", "", "how far local variety bites where a local plan is copied",
       "off by choice"},
      {"need_mean", &P::need_mean, 0, 1, "", "", "mean set point of the three needs", "choice"},
      {"need_sd", &P::need_sd, 0, 1, "", "", "spread of set points between people", "choice"},
      {"structure_mean", &P::structure_mean, 0, 1, "", "", "mean need for structure", "choice"},
      {"structure_sd", &P::structure_sd, 0, 1, "", "", "spread of the need for structure", "choice"},
      {"turnover", &P::turnover, 0, 10, "", "1/year", "share of employees who leave in a year at a morale of .55",
       "assumed"},
      {"kappa", &P::kappa, 0, 100, "κ", "", "how steeply leaving falls with morale",
       "assumed; Griffeth, Hom & Gaertner 2000 for the sign"},
      {"told", &P::told, 0, 1, "", "", "chance that a newcomer in a position that a mandate has reached knows at once",
       "assumed"},
      {"gain", &P::gain, -1, 5, "g", "share of output",
       "benefit of the practice at full fit; negative for a bad change", "assumed"},
      {"disruption", &P::disruption, 0, 5, "d", "share of output", "cost of practising without skill", "assumed"},
      {"champion_skill", &P::champion_skill, 0, 1, "", "", "skill of champions on day 0", "choice"},
      {"champion_internalisation", &P::champion_internalisation, 0, 1, "", "", "internalisation of champions on day 0",
       "choice"},
  });
  static constexpr GivenRange known[]{
      {"q", .01, .4},  // q/p from 1 to 40
      // Slopes: a quarter of the published correlation to all of it.
      {"alpha_a", .08, .35},
      {"alpha_x", .05, .2},
      {"alpha_r", .07, .3},
      // What effect sizes ask for (docs/calibration.md) is within.
      {"alpha_c", .01, .2},
      {"upsilon", .03, .5},
      {"eta", 1.5, 10},
      {"eta_c", .01, .5},
      {"kappa", 1.5, 9},
      // Relatedness keeps a tenth of the weight or more.
      {"w_a", .25, .5},
      {"w_c", .2, .4},
  };
  static const auto keys = with_plausible_ranges(declared, known);
  return keys;
}

// How the share of practising ties is felt (social proof).
enum class SocialProof { hill, linear, independent, step, absolute };
inline constexpr std::array<std::string_view, 5> social_proof_names{"hill", "linear", "independent", "step",
                                                                    "absolute"};
constexpr std::span<const std::string_view> names_of(SocialProof) { return social_proof_names; }

// What is changed: how people behave, or a structure that works as soon as it is used and cannot easily be left. It
// decides demand, rho0 and grudging where they are not given.
enum class ChangeKind { behaviour, structure };
inline constexpr std::array<std::string_view, 2> change_kind_names{"behaviour", "structure"};
constexpr std::span<const std::string_view> names_of(ChangeKind) { return change_kind_names; }
namespace of_structure {
inline constexpr double demand = .1, rho0 = .004, grudging = 0;
}

// [change]: the practice that is asked of people, and the plan behind it.
struct ChangeSettings {
  ChangeKind kind = ChangeKind::behaviour;
  double demand = 0.3;         // z
  double local_variety = 0.2;  // h
  double fidelity_up = 0.8;    // phi
  SocialProof social_proof = SocialProof::hill;
  double transmission = 0.1;
  double ties_needed = 2;
};

inline std::span<const Key<ChangeSettings>> change_keys() {
  using C = ChangeSettings;
  static const auto declared = declare<C>({
      {.name = "kind",
       .member = &C::kind,
       .sentence =
           "what is changed: behaviour, or a structure, which has demand .1, rho0 .004 and grudging 0 unless these "
           "are given",
       .source = "choice"},
      {"demand", &C::demand, 0, 1, "z", "", "how much skill the practice asks; by kind", "assumed"},
      {"local_variety", &C::local_variety, 0, 1, "h", "", "how much work differs from place to place", "assumed"},
      {"fidelity_up", &C::fidelity_up, 0, 1, "φ", "per level", "what is left of a signal from the floor after a hop up",
       "assumed; sweep .34 to .95"},
      {.name = "social_proof",
       .member = &C::social_proof,
       .symbol = "f",
       .sentence = "social proof of n practising ties of d, y = n/d: hill y²/(y²+θ²), linear y, "
                   "independent 1-(1-transmission)^n, step [y ≥ θ], absolute [n ≥ a]",
       .source = "choice; Granovetter 1978; Watts 2002; Centola & Macy 2007",
       .formerly = "f"},
      {"transmission", &C::transmission, 0, 1, "", "", "for social_proof = independent: chance that one tie convinces",
       "assumed"},
      {"ties_needed", &C::ties_needed, 1, 65535, "a", "ties", "for social_proof = absolute: practising ties needed",
       "assumed", "a"},
  });
  static constexpr GivenRange known[]{{"fidelity_up", .34, .95}};
  static const auto keys = with_plausible_ranges(declared, known);
  return keys;
}

}  // namespace kantel
