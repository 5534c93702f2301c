#include "models/change/leading/policies.hpp"

#include <algorithm>
#include <vector>

namespace kantel {

namespace {

// Placeholders to be calibrated; the active ones spend 2.5 each.
constexpr std::array<PolicyEntry, 12> table{{
    {"directive", {.1f, .7f, .3f, .9f, .5f}, "", "top-down, power, orders and control"},
    {"transactional", {.3f, .6f, .4f, .6f, .6f}, "", "tasks and contracts"},
    {"transformational", {.5f, .4f, .7f, .1f, .8f}, "", "an inspiring story"},
    {"servant", {.7f, .5f, .9f, 0, .4f}, "", "serving"},
    {"delegating", {1, .3f, .5f, 0, .7f}, "", "effective but invisible"},
    {"participative", {.8f, .5f, .7f, 0, .5f}, "", "deciding together, wide frames"},
    {"responsive",
     {0, 0, 0, 0, .5f},
     "AS, ST, RE in proportion to (1-A, 1-C, 1-R), sum 2",
     "answering what a person lacks"},
    {"bounding", {.7f, .8f, .5f, .1f, .4f}, "", "freedom within clear lines"},
    {"task_directed", {.2f, .9f, .4f, .6f, .4f}, "", "bounding, for who cannot yet carry it"},
    {"situational",
     {0, 0, 0, 0, 0},
     "k<.4: (.2 .8 .3 .7 .5); k<.6 or m<.3: (.4 .6 .7 .3 .5); m<.5 or k<.8: (.8 .4 .8 0 .5); else (1 .4 .5 0 .6)",
     "by readiness"},
    {"laissez_faire", {.3f, 0, 0, 0, .05f}, "", "absence"},
    {"neutral", {.5f, .5f, .5f, 0, .2f}, "", "before and after the change"},
}};

// Shares of `effort` in proportion to `parts`, each at most 1.
template <std::size_t N>
std::array<float, N> filled(const std::array<float, N>& parts, float effort) {
  std::array<float, N> levels{};
  std::array<bool, N> full{};
  for (std::size_t round = 0; round < N; ++round) {  // each round fills at least one lever or ends
    float rest = effort, weight = 0;
    for (std::size_t i = 0; i < N; ++i) (full[i] ? rest : weight) += full[i] ? -1 : parts[i];
    bool capped = false;
    for (std::size_t i = 0; i < N; ++i) {
      if (full[i]) continue;
      levels[i] = weight > 0 ? rest * parts[i] / weight
                             : rest / static_cast<float>(std::count(full.begin(), full.end(), false));
      if (levels[i] > 1) full[i] = capped = true;
    }
    for (std::size_t i = 0; i < N; ++i) levels[i] = full[i] ? 1 : std::max(0.0f, levels[i]);
    if (!capped) break;
  }
  return levels;
}

// Leading responsively: most of what the person has least of.
Levers responsive(const Readiness& employee) {
  const auto [as, st, re] = filled<3>({1 - employee.autonomy, 1 - employee.competence, 1 - employee.relatedness}, 2);
  return {as, st, re, 0, .5f};
}

// Situational leadership by skill and internalisation.
Levers situational(const Readiness& employee) {
  const float k = employee.skill, m = employee.internalisation;
  if (k < .4f) return {.2f, .8f, .3f, .7f, .5f};
  if (k < .6f || m < .3f) return {.4f, .6f, .7f, .3f, .5f};
  if (m < .5f || k < .8f) return {.8f, .4f, .8f, 0, .5f};
  return {1, .4f, .5f, 0, .6f};
}

}  // namespace

std::span<const PolicyEntry> policy_table() { return table; }

std::span<const std::string_view> policy_names() {
  static const auto names = [] {
    std::array<std::string_view, table.size()> out;
    std::transform(table.begin(), table.end(), out.begin(), [](const PolicyEntry& entry) { return entry.name; });
    return out;
  }();
  return names;
}

// A lever that a policy does not use stays at 0: more effort makes no participative leader press.
Levers scaled_to(const Levers& levers, float effort) {
  const std::array<float, 5> listed{levers.autonomy_support, levers.structure, levers.care, levers.pressure,
                                    levers.vision};
  std::array<float, 5> u = filled<5>(listed, effort);
  for (std::size_t i = 0; i < 5; ++i)
    if (listed[i] == 0) u[i] = 0;
  return {u[0], u[1], u[2], u[3], u[4]};
}

Levers levers_of(Policy policy, const std::optional<float>& effort, const Readiness& employee) {
  const Levers levers = policy == Policy::responsive    ? responsive(employee)
                        : policy == Policy::situational ? situational(employee)
                                                        : table[static_cast<std::size_t>(policy)].levers;
  return effort ? scaled_to(levers, *effort) : levers;
}

}  // namespace kantel
