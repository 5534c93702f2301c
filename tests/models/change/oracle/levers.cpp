// The oracle's leadership and social proof: the tables of the specification, typed a second time.
#include <algorithm>
#include <cmath>
#include <map>

#include "tests/models/change/oracle/oracle.hpp"

namespace kantel::testing {

namespace {

// Water poured into vessels of height 1 whose widths are the parts: raise the level bit by bit until the sum is there.
// Vessels without width take what is left over in equal measure, or stay empty.
enum class Rest { poured, spilt };
template <std::size_t N>
std::array<double, N> poured(const std::array<double, N>& parts, double amount, Rest what = Rest::poured) {
  std::array<double, N> level{};
  double width = 0;
  for (const double part : parts) width += std::max(0.0, part);
  if (width > 0) {
    const auto sum_at = [&](double factor) {
      double sum = 0;
      for (const double part : parts) sum += std::min(1.0, factor * std::max(0.0, part));
      return sum;
    };
    double low = 0, high = 1;
    for (int doubling = 0; doubling < 60 && sum_at(high) < amount; ++doubling) high *= 2;
    for (int halving = 0; halving < 200; ++halving) {
      const double middle = (low + high) / 2;
      (sum_at(middle) < amount ? low : high) = middle;
    }
    for (std::size_t i = 0; i < N; ++i) level[i] = std::min(1.0, high * std::max(0.0, parts[i]));
  }
  double rest = amount;
  int empty = 0;
  for (std::size_t i = 0; i < N; ++i) {
    rest -= level[i];
    empty += parts[i] <= 0;
  }
  if (rest > 1e-9 && empty > 0 && what == Rest::poured)
    for (std::size_t i = 0; i < N; ++i)
      if (parts[i] <= 0) level[i] = std::min(1.0, rest / empty);
  return level;
}

OracleLevers listed(std::string_view policy, const OraclePerson& person) {
  static const std::map<std::string_view, OracleLevers> constant{
      {"directive", {.1, .7, .2, 1, .3}},        {"transactional", {.3, .7, .3, .5, .2}},
      {"transformational", {.5, .4, .7, 0, .9}}, {"servant", {.7, .5, .8, 0, .5}},
      {"delegating", {.9, .4, .6, 0, .5}},       {"participative", {.8, .5, .6, 0, .7}},
      {"task_directed", {.2, .9, .4, .6, .4}},   {"freedom_within_lines", {.7, .8, .5, 0, .5}},
      {"laissez_faire", {.3, 0, 0, 0, .05}},     {"neutral", {.5, .5, .5, 0, .2}}};
  if (policy == "responsive") return {.2 + .6 * person.skill, .8, .6, .2, .4};
  if (policy == "situational") {
    if (person.trust < .4 || person.skill < .4) return listed("task_directed", person);
    return listed(person.skill < .7 || person.internalisation < .4 ? "responsive" : "participative", person);
  }
  if (policy == "by_needs") {
    const auto three = poured<3>({1 - person.autonomy, 1 - person.competence, 1 - person.relatedness}, 2);
    return {three[0], three[1], three[2], 0, .5};
  }
  if (policy == "by_readiness") {
    const double k = person.skill, m = person.internalisation;
    if (k < .4) return {.2, .8, .3, .7, .5};
    if (k < .6 || m < .3) return {.4, .6, .7, .3, .5};
    if (m < .5 || k < .8) return {.8, .4, .8, 0, .5};
    return {1, .4, .5, 0, .6};
  }
  return constant.at(policy);
}

}  // namespace

OracleLevers oracle_listed(Policy policy, const OraclePerson& person) { return listed(policy->name, person); }
OracleLevers oracle_levers(const OracleLevers& levers, const std::optional<double>& effort) {
  return effort ? poured<5>(levers, *effort, Rest::spilt) : levers;
}

double oracle_want(const Parameters& par, double intention) {
  return std::min(1.0, par.want_reference * std::pow(intention / par.want_reference, par.eta));
}

double oracle_proof(const ChangeSettings& change, double n, double d, double threshold) {
  if (d == 0) return 0;
  const double y = n / d;
  switch (change.social_proof) {
    case SocialProof::hill: return y == 0 ? 0 : y * y / (y * y + threshold * threshold);
    case SocialProof::linear: return y;
    case SocialProof::independent: return 1 - std::pow(1 - change.transmission, n);
    case SocialProof::step: return y >= threshold ? 1 : 0;
    case SocialProof::absolute: return n >= change.ties_needed ? 1 : 0;
  }
  return 0;
}

}  // namespace kantel::testing
