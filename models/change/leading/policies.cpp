#include "models/change/leading/policies.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/change/leading/effort.hpp"

namespace kantel {

namespace {

// Most of what the person has least of.
Levers by_needs(const Readiness& employee) {
  const auto [as, st, re] =
      shared_out<3>({1 - employee.autonomy, 1 - employee.competence, 1 - employee.relatedness}, 2);
  return {as, st, re, 0, .5f};
}

// Hersey & Blanchard's situational leadership, by skill and internalisation.
Levers by_readiness(const Readiness& employee) {
  const float k = employee.skill, m = employee.internalisation;
  if (k < .4f) return {.2f, .8f, .3f, .7f, .5f};
  if (k < .6f || m < .3f) return {.4f, .6f, .7f, .3f, .5f};
  if (m < .5f || k < .8f) return {.8f, .4f, .8f, 0, .5f};
  return {1, .4f, .5f, 0, .6f};
}

// Clear frames, and responsibility as far as somebody is able.
Levers responsive(const Readiness& employee) { return {.2f + .6f * employee.skill, .8f, .6f, .2f, .4f}; }

constexpr Levers task_directed{.2f, .9f, .4f, .6f, .4f}, participative{.8f, .5f, .6f, 0, .7f};

// By granted authority and ability.
Levers situational(const Readiness& employee) {
  const float k = employee.skill;
  if (employee.trust < .4f || k < .4f) return task_directed;
  return k < .7f || employee.internalisation < .4f ? responsive(employee) : participative;
}

// What the texts describe, to be calibrated; not equal sums.
constexpr std::array table{
    PolicyRow{.name = "directive",
              .levers = {.1f, .7f, .2f, 1, .3f},
              .sentence = "orders, checks, distance; the leader decides and carries all"},
    PolicyRow{.name = "transactional",
              .levers = {.3f, .7f, .3f, .5f, .2f},
              .sentence = "tasks, contracts, exchange: management, not leadership"},
    PolicyRow{.name = "transformational", .levers = {.5f, .4f, .7f, 0, .9f}, .sentence = "an inspiring story"},
    PolicyRow{.name = "servant",
              .levers = {.7f, .5f, .8f, 0, .5f},
              .sentence = "others first: sees what is needed, appreciates, gives direction"},
    PolicyRow{.name = "delegating",
              .levers = {.9f, .4f, .6f, 0, .5f},
              .sentence = "spreads talent, effective but invisible, keeps the overview"},
    PolicyRow{.name = "participative",
              .levers = participative,
              .sentence = "goal agreed and why discussed, the way free within wide frames"},
    PolicyRow{.name = "responsive",
              .rule = responsive,
              .rule_text = "(.2+.6k .8 .6 .2 .4)",
              .sentence = "clear frames, responsibility by ability, guidance"},
    PolicyRow{.name = "task_directed",
              .levers = task_directed,
              .sentence = "the leader takes responsibility and bounds behaviour"},
    PolicyRow{.name = "freedom_within_lines",
              .levers = {.7f, .8f, .5f, 0, .5f},
              .sentence = "freedom within clear lines, consistent"},
    PolicyRow{.name = "situational",
              .rule = situational,
              .rule_text = "T<.4 or k<.4: task_directed; k<.7 or m<.4: responsive; else participative",
              .sentence = "by granted authority and ability"},
    PolicyRow{.name = "by_readiness",
              .rule = by_readiness,
              .rule_text =
                  "k<.4: (.2 .8 .3 .7 .5); k<.6 or m<.3: (.4 .6 .7 .3 .5); m<.5 or k<.8: (.8 .4 .8 0 .5); else "
                  "(1 .4 .5 0 .6)",
              .sentence = "situational leadership by skill and internalisation (Hersey & Blanchard)"},
    PolicyRow{.name = "by_needs",
              .rule = by_needs,
              .rule_text = "AS, ST, RE in proportion to (1-A, 1-C, 1-R), sum 2",
              .sentence = "answering what a person lacks"},
    PolicyRow{.name = "laissez_faire",
              .levers = {.3f, 0, 0, 0, .05f},
              .sentence = "absence: on structure, on content, socially"},
    PolicyRow{.name = "neutral", .levers = {.5f, .5f, .5f, 0, .2f}, .sentence = "before and after the change"},
};

}  // namespace

std::span<const PolicyRow> policy_table() { return table; }

Policy::Policy(std::string_view name)
    : Policy(static_cast<std::size_t>(std::ranges::find(table, name, &PolicyRow::name) - table.begin())) {
  if (place_ == table.size()) throw std::out_of_range("there is no policy " + std::string(name));
}

std::span<const std::string_view> names_of(Policy) {
  static const auto names = [] {
    std::array<std::string_view, table.size()> of_rows;
    std::ranges::transform(table, of_rows.begin(), &PolicyRow::name);
    return of_rows;
  }();
  return names;
}

std::span<const Policy> all_policies() {
  static const auto all = [] {
    std::vector<Policy> list;
    for (std::size_t place = 0; place < table.size(); ++place) list.emplace_back(place);
    return list;
  }();
  return all;
}

double sum_of(const Levers& u) {
  return std::round(100 * (static_cast<double>(u.autonomy_support) + u.structure + u.care + u.pressure + u.vision)) /
         100;
}

}  // namespace kantel
