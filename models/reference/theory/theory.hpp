// What theory says the models must do: closed forms, and roots of published equations, for the known answers that the
// agents are held against. Nothing here simulates, draws or shares code with the models it judges.
//
// Conventions: shares are in [0, 1]; time is in days, rates are per day; days are synchronous and a rate λ strikes
// within one with probability 1 − e^−λ; mean fields are the limit of many people. An argument outside the range stated
// is the caller's mistake and is asserted; an answer that does not exist is empty.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace kantel::theory {

// ---- Bass: adoption from outside (p >= 0) and from others (q >= 0) [Bass 1969, "A new product growth for model
// consumer durables"]
// --------------------------------------------------------------------------------------------------

// Continuous, from F(0) = 0:  dF/dt = (p + q F)(1 − F),  F(t) = (1 − e^−(p+q)t) / (1 + (q/p) e^−(p+q)t).  p > 0.
double bass_share(double p, double q, double day);
// t(F) = ln[(1 + F q/p) / (1 − F)] / (p + q), for 0 <= share < 1.
double bass_day(double p, double q, double share);
// Where dF/dt is largest:  t* = ln(q/p)/(p+q),  F* = ½ − p/2q,  rate (p+q)²/4q;  the start where q <= p.
struct BassPeak {
  double day, share, rate;
};
BassPeak bass_peak(double p, double q);

// Synchronous days:  F(t+1) = F + (1 − F)(1 − e^−(p + q y)),  y = F·N/(N−1): the share of the *others* that somebody
// who has not adopted sees on a complete graph of N people; y = F in the limit. Entry t is F(t), F(0) = 0, t = 0..days.
std::vector<double> bass_days(double p, double q, std::size_t days,
                              double people = std::numeric_limits<double>::infinity());
// The day on which a series of daily shares first passes `share`, by a straight line between the two days around it;
// its ceiling is the first whole day. Empty if never.
std::optional<double> crossing_day(std::span<const double> shares, double share);

// ---- Epidemics: pressure q·x on those without, end of a spell at rate ρ
// ------------------------------------------------

// SIS at rest, well mixed [Kermack & McKendrick 1932; discrete: Allen 1994]. Synchronous: the root x > 0 of
// (1 − x)(1 − e^−qx) = x (1 − e^−ρ), or 0 where q <= 1 − e^−ρ.
double sis_share(double q, double rho);
// In continuous time: 1 − ρ/q, or 0 where q <= ρ. The two agree exactly at q = 2ρ, where x = ½.
double sis_share_continuous(double q, double rho);

// SIR in synchronous days: q over the chance of ending per day, R0 = q / (1 − e^−ρ), since the day on which a spell
// ends still counts.
double reproduction_number(double q, double rho);
// SIR, everybody ever reached:  S = 1 − (1 − s) e^(−R0 S), s the share at the start (counted in S); with s = 0 the
// large outbreak, or 0 where R0 <= 1 [Kermack & McKendrick 1927]. S = 1 + W((s−1) R0 e^−R0) / R0, W Lambert's. R0 > 0.
double final_size(double reproduction, double start_share = 0);

// Poisson random graph of mean degree z > 0 where each tie transmits with probability τ [Newman 2002, "Spread of
// epidemic disease on networks"]: threshold τ = 1/z, and above it S = 1 − e^(−zτS).
double transmissibility_threshold(double mean_degree);
double outbreak_size(double mean_degree, double transmissibility);

// Independent cascade, expected number reached [Kempe, Kleinberg & Tardos 2003]: along a path of n from its end
// 1 + p + … + p^(n−1) = (1 − p^n)/(1 − p); in a star of n from its hub 1 + (n − 1) p.
double cascade_on_path(std::uint64_t people, double p);
double cascade_on_star(std::uint64_t people, double p);

// ---- Thresholds
// --------------------------------------------------------------------------------------------------------

// Who joins once at least as many as the own threshold have [Granovetter 1978]. From nobody, people whose threshold is
// counted in persons: the least x with  x = #{thresholds <= x}.
std::uint64_t crowd_at_rest(std::span<const double> thresholds);
// The same for Normal(mean, sd) thresholds as a density, in persons: the lowest x with  x = N Φ((x − mean)/sd), reached
// from x = 0; no continuity correction, thresholds below 0 act alone. sd > 0.
double crowd_at_rest(double people, double mean, double sd);
// The sd beyond which the low equilibrium is gone: a tangent of the two sides,
//   N φ(u)/sd = 1 and N Φ(u) = mean + u·sd,  so  Φ(u) − u φ(u) = mean/N (rising in u: one root),  sd = N φ(u).
// 0 < mean < N/2.
double critical_sd(double people, double mean);

// Global cascades on Poisson graphs from one person, everybody with the same threshold share φ [Watts 2002]. A person
// is vulnerable to a single tie up to degree K* = ⌊1/φ⌋; the vulnerable percolate where
//   Σ k(k−1) p_k over k <= K*  >  z,   that is  z·P(Pois(z) <= K* − 2) > 1.
std::uint32_t vulnerable_degree(double threshold);
struct Window {
  double low, high;  // mean degrees
};
std::optional<Window> cascade_window(std::uint32_t vulnerable_degree);
// The chance that one random person sets one off: of having a tie into the percolating vulnerable cluster,
//   P = 1 − e^(−zh),  h = Σ_{k<=K*} p_{k−1} [1 − (1 − h)^(k−1)].
double cascade_chance(double mean_degree, double threshold);

// Final share on a Poisson graph where a share ρ0 starts and the others follow once the active share of their ties is
// at least φ [Gleeson & Cahalane 2007, "Seed size strongly affects cascades on random networks"], iterated from q = ρ0:
//   q ← ρ0 + (1−ρ0) Σ_k p_{k−1} P(Bin(k−1, q) >= φk),   ρ = ρ0 + (1−ρ0) Σ_k p_k P(Bin(k, q) >= φk),
// nobody without ties follows. With ρ0 → 0 (1e-12, say) the size of Watts's global cascades. 0 < φ <= 1.
double seeded_cascade(double mean_degree, double threshold, double seed_share);

// ---- Conventions and opinions
// ------------------------------------------------------------------------------------------

// Binary naming game, a share p committed to A, mean field [Xie et al. 2011, "Social consensus through the influence of
// committed minorities"], with n_AB = c = 1 − p − n_A − n_B:
//   dn_A/dt = −n_A n_B + c² + c n_A + 1.5 p c,   dn_B/dt = −n_A n_B + c² + c n_B − p n_B.
// Away from consensus (c = 0), n_B = c (1 − c + p/2)/(2c − p) and c is a root in (p/2, 1) of
//   h(c) = c³ + (4 − p) c² − (1 + 3p − p²/4) c + p (1 + p/2).
struct NamingState {
  double a, b, both;  // uncommitted shares; with p they sum to 1
};
struct NamingStates {
  NamingState stable, saddle;  // B holds; and what separates it from consensus on A
};
std::optional<NamingStates> naming_states(double committed);  // empty above the critical share, where A always wins
double critical_committed_naming();                           // h and h' are 0 at once

// Best response to the majority of the last M plays seen [Centola, Becker, Brackbill & Baronchelli 2018], a share C
// committed to the new way, mean field in the share x of plays that are new:
//   x ← C + (1 − C) B(x),   B(x) = P(Bin(M, x) > M/2) + [what a tie adds].
// C(x) = (x − B)/(1 − B) along the fixed points; it turns, and the old way is lost, where 1 − B = (1 − x) B'. With
// B = I_x(a, b) incomplete beta, 1 − B − (1 − x) B' falls up to the mode of B' and stays below 0 after it: one root.
// A fair draw over a tie makes an even M act as M − 1. M >= 3.
enum class TiedMemory { fair_draw, keeps_old, takes_new };
double critical_committed_memory(std::uint32_t memory, TiedMemory tie = TiedMemory::fair_draw);

// The weight that `from` gives to `to`. A person's weights sum to 1 (to 1e-9); pairs given twice add up.
struct Influence {
  std::uint32_t from, to;
  double weight;
};
// DeGroot 1974: x ← W x. Each person's say in the consensus, s = s W, Σ s = 1: the left eigenvector of 1. Empty where
// two groups listen to nobody outside, so that there is no consensus. Opinions themselves converge only where W is also
// aperiodic. One sparse solve.
std::optional<std::vector<double>> influence_weights(std::uint32_t people, std::span<const Influence> influence);
// Friedkin & Johnsen 1990: x ← Λ W x + (I − Λ) x0, Λ = diag(susceptibility). At rest (I − Λ W) x = (I − Λ) x0, in the
// unit of x0. Empty where it is not unique: somebody wholly susceptible hears, at any remove, nobody who is not.
std::optional<std::vector<double>> opinions_at_rest(std::span<const Influence> influence,
                                                    std::span<const double> susceptibility,
                                                    std::span<const double> start);

// ---- The change model where its levers are constant
// --------------------------------------------------------------------

// A level that closes 1/τ of its gap each day:  N(t) = N* + (N0 − N*)(1 − 1/τ)^t.  τ >= 1, or infinite: frozen.
double lagged(double start, double target, double tau, double days);
// The same after a target that itself moves from N0 to N* with its own τ, read a day late as everything is: trust after
// needs. With a = 1 − 1/τ_target and b = 1 − 1/τ,
//   T(t) = N* + (T0 − N*) b^t + (N0 − N*)/τ · (a^t − b^t)/(a − b).
// For one direction only, since trust falls faster than it rises: T0 <= N0 <= N*, or all the other way.
struct RunState {
  double start, end, tau;
};
double lagged(double start, RunState target, double tau, double days);

// Where needs and trust settle, in the symbols of the change model's equations; targets are clipped to [0, 1].
struct Levers {
  double autonomy_support, structure, care, pressure, vision;
};
struct Person {
  double set_autonomy, set_competence, set_relatedness;  // a0, c0, r0
  double need_for_structure, internalisation, skill;     // S, m, k: constant too
  bool aware, mandated;
  double same_state;  // σ
};
struct Slopes {
  double alpha_a, omega, alpha_c, upsilon, alpha_k, alpha_r, alpha_p, chi;
};
struct Needs {
  double autonomy, competence, relatedness;
};
Needs needs_at_rest(const Person& person, const Levers& levers, const Slopes& slopes);
// T* = N̄·min(1, Σu/1.5), N̄ = wA·A + wC·C + (1 − wA − wC)·R.
double trust_at_rest(const Needs& needs, const Levers& levers, double w_a, double w_c);

// Awareness down the tree alone (β = 0): somebody `level` hops below the top, whose manager knows, hears on a day with
// probability 1 − e^(−ν·V·F^level), so waits 1/(1 − e^(−ν·V·F^level)) days on average; with ν·V·F > 0 everybody is
// reached. level >= 1.
double cascade_delay(double nu, double vision, double fidelity, std::uint32_t level);
// The mean day on which a level hears, the top knowing on day 0: the delays into levels 1..level, added.
double cascade_arrival(double nu, double vision, double fidelity, std::uint32_t level);

}  // namespace kantel::theory
