// The parameters of the change model and of the change itself. Defaults stand here; name, symbol, unit, range,
// sentence and source stand in parameters.cpp, one Key each.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "sim/input/declare.hpp"

namespace kantel {

// [parameters]: all plain numbers, so that a parameter without a Key fails a static_assert.
struct Parameters {
  double p = 0.001, q = 0.10, theta = 0.3, theta_sd = 0.1;
  double nu = 0.5, beta = 0.01, fidelity_down = 0.95;
  double delta = 0.04, power_floor = 0.5;
  double rho0 = 0.02, xi = 0.3, gamma = 0.3, psi = 0.2, s = 0;
  double tau_needs = 20, alpha_a = 0.16, omega = 0.6, alpha_c = 0.10, upsilon = 0.5, alpha_k = 0.3;
  double alpha_r = 0.14, alpha_p = 0.15, chi = 0.2;
  double w_a = 0.4, w_c = 0.3;
  double tau_m = 40, rationale = 1;
  double eta_x = 0.03, eta_t = 0.015, zeta = 0.005, skill_new = 0.2, skill_sd = 0.1;
  double tau_trust = 120, tau_trust_down = 30, trust_new = 0.55, trust_sd = 0.15;
  double grudging = 0, interdependence = 0, copy_misfit = 0;
  double need_mean = 0.55, need_sd = 0.12, structure_mean = 0.5, structure_sd = 0.2;
  double turnover = 0.10, kappa = 3;
  double gain = 0.15, disruption = 0.25;
  double champion_skill = 0.8, champion_internalisation = 0.8;
};

std::span<const Key<Parameters>> parameter_keys();

// How the share of practising ties is felt (social proof).
enum class Proof : std::int64_t { hill, linear, independent, step, absolute };
inline constexpr std::array<std::string_view, 5> proof_names{"hill", "linear", "independent", "step", "absolute"};

// [change]: the practice that is asked of people, and the plan behind it.
struct ChangeSettings {
  double demand = 0.3;         // z
  double local_variety = 0.2;  // h
  double fidelity_up = 0.8;    // phi
  std::int64_t f = 0;          // Proof
  double transmission = 0.1;
  double a = 2;
};

std::span<const Key<ChangeSettings>> change_keys();

}  // namespace kantel
