// Verdicts from intervals, and draws of all parameters at once.
//
// A draw multiplies each number by factor^(2u − 1), u uniform in (0, 1) and keyed by (seed, draw, place of the key in
// its declaration), so that a new parameter shifts nobody else's draw.
#include <algorithm>
#include <cmath>

#include "sim/mathematics.hpp"
#include "sim/random.hpp"
#include "studies/calibration/fit.hpp"
#include "studies/validation/patterns/patterns.hpp"

namespace kantel::patterns {

namespace {

constexpr std::uint32_t draws_of_settings = 0xFFFFFFF0;  // a replicate number no run has
constexpr std::uint32_t first_change_key = 1000, relatedness_weight = 2000;

struct Number {
  std::string_view name;
  double* value;
  double low, high;
  std::uint32_t place;
};

template <class Table>
void list_numbers(std::span<const Key<Table>> keys, Table& table, std::uint32_t first, std::vector<Number>& numbers) {
  for (std::size_t i = 0; i < keys.size(); ++i)
    if (double* value = keys[i].member.template as<double>(table); value && *value != 0 && std::isfinite(*value))
      numbers.push_back({keys[i].name, value, keys[i].low, keys[i].high, first + static_cast<std::uint32_t>(i)});
}

std::vector<Number> numbers_of(Settings& settings) {
  std::vector<Number> numbers;
  list_numbers(parameter_keys(), settings.parameters, 0, numbers);
  list_numbers(change_keys(), settings.change, first_change_key, numbers);
  return numbers;
}

// wA, wC and wR as drawn, made to add to 1 again.
void renormalise(Parameters& parameters, double w_r) {
  const double all = parameters.w_a + parameters.w_c + w_r;
  parameters.w_a /= all;
  parameters.w_c /= all;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::does_not_hold: return "does not hold";
    case Verdict::undecided: return "undecided";
    case Verdict::depends_on: return "depends on";
    case Verdict::open: return "open";
  }
  return "";
}

Verdict judge(const Interval& interval, Side stated, double bound) {
  // Undefined ends compare false: fewer than two values decide nothing.
  if (interval.low > bound) return stated == Side::above ? Verdict::holds : Verdict::does_not_hold;
  if (interval.high < bound) return stated == Side::below ? Verdict::holds : Verdict::does_not_hold;
  return Verdict::undecided;
}

Verdict joint(const std::vector<Verdict>& parts) {
  const auto has = [&](Verdict verdict) { return std::find(parts.begin(), parts.end(), verdict) != parts.end(); };
  if (has(Verdict::does_not_hold)) return Verdict::does_not_hold;
  return has(Verdict::undecided) || has(Verdict::depends_on) ? Verdict::undecided : Verdict::holds;
}

Verdict across(Verdict stated, const std::vector<Verdict>& cells) {
  const auto has = [&](Verdict verdict) {
    return stated == verdict || std::find(cells.begin(), cells.end(), verdict) != cells.end();
  };
  return has(Verdict::holds) && has(Verdict::does_not_hold) ? Verdict::depends_on : stated;
}

Settings half_slopes() { return {}; }

Settings full_slopes() {
  Settings settings;
  settings.parameters.alpha_a = .35;
  settings.parameters.alpha_c = .20;
  settings.parameters.alpha_r = .30;
  return settings;
}

Settings weak_contagion() {
  Settings settings;
  settings.parameters.q /= 10;
  return settings;
}

Settings fitted() {
  Settings settings;
  settings.parameters = calibration::fitted_values();
  return settings;
}

std::span<const Removal> removals() {
  static constexpr Removal list[] = {
      {"q", 0},           {"manager_weight", 0}, {"psi", 0},          {"gamma", 0},        {"eta", 1},
      {"attitude_sd", 0}, {"omega", 0},          {"control_cost", 0}, {"distrust", 0},     {"rationale", 0},
      {"alpha_a", 0},     {"alpha_x", 0},        {"alpha_c", 0},      {"upsilon", 0},      {"alpha_r", 0},
      {"alpha_k", 0},     {"alpha_p", 0},        {"chi", 0},          {"delta", 0},        {"rho0", 0},
      {"power_floor", 1}, {"loss_weight", 0},    {"zeta", 0},         {"structure_sd", 0}, {"told", 0},
      {"turnover", 0},    {"demand", 0},         {"local_variety", 0}};
  return list;
}

Settings without(const Settings& centre, const Removal& removal) {
  Settings settings = centre;
  for (const Number& number : numbers_of(settings))
    if (number.name == removal.parameter) *number.value = removal.without;
  return settings;
}

Settings drawn_settings(const Settings& centre, double factor, std::uint64_t seed, std::uint32_t draw) {
  Settings settings = centre;
  const KeyedRandom random(seed, draws_of_settings);
  const auto multiplier = [&](std::uint32_t place) {
    return exponential(logarithm(factor) * (2 * open_unit_interval(random.draw(place, draw, 0)) - 1));
  };
  const double w_r = (1 - centre.parameters.w_a - centre.parameters.w_c) * multiplier(relatedness_weight);
  for (const Number& number : numbers_of(settings))
    *number.value = std::clamp(*number.value * multiplier(number.place), number.low, number.high);
  renormalise(settings.parameters, w_r);
  return settings;
}

Settings with_scaled(const Settings& centre, std::string_view name, double factor) {
  Settings settings = centre;
  for (const Number& number : numbers_of(settings))
    if (number.name == name) *number.value = std::clamp(*number.value * factor, number.low, number.high);
  renormalise(settings.parameters, 1 - centre.parameters.w_a - centre.parameters.w_c);
  return settings;
}

std::vector<std::string> scalable_settings(const Settings& centre) {
  Settings settings = centre;
  std::vector<std::string> names;
  for (const Number& number : numbers_of(settings)) names.emplace_back(number.name);
  return names;
}

HoldingShare wilson(int holding, int draws) {
  if (draws == 0) return {};
  constexpr double z = 1.959963984540054;
  const double n = draws, p = holding / n, shrink = 1 + z * z / n;
  const double middle = (p + z * z / (2 * n)) / shrink;
  const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink;
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace kantel::patterns
