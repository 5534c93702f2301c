#include "models/change/leading/policies.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/change/leading/effort.hpp"

namespace kantel {

namespace {

// Leading responsively: most of what the person has least of.
Levers responsive(const Readiness& employee) {
  const auto [as, st, re] =
      shared_out<3>({1 - employee.autonomy, 1 - employee.competence, 1 - employee.relatedness}, 2);
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

// Placeholders to be calibrated; the active ones spend 2.5 each.
constexpr std::array table{
    PolicyRow{
        .name = "directive", .levers = {.1f, .7f, .3f, .9f, .5f}, .sentence = "top-down, power, orders and control"},
    PolicyRow{.name = "transactional", .levers = {.3f, .6f, .4f, .6f, .6f}, .sentence = "tasks and contracts"},
    PolicyRow{.name = "transformational", .levers = {.5f, .4f, .7f, .1f, .8f}, .sentence = "an inspiring story"},
    PolicyRow{.name = "servant", .levers = {.7f, .5f, .9f, 0, .4f}, .sentence = "serving"},
    PolicyRow{.name = "delegating", .levers = {1, .3f, .5f, 0, .7f}, .sentence = "effective but invisible"},
    PolicyRow{.name = "participative", .levers = {.8f, .5f, .7f, 0, .5f}, .sentence = "deciding together, wide frames"},
    PolicyRow{.name = "responsive",
              .rule = responsive,
              .rule_text = "AS, ST, RE in proportion to (1-A, 1-C, 1-R), sum 2",
              .sentence = "answering what a person lacks"},
    PolicyRow{.name = "bounding", .levers = {.7f, .8f, .5f, .1f, .4f}, .sentence = "freedom within clear lines"},
    PolicyRow{.name = "task_directed",
              .levers = {.2f, .9f, .4f, .6f, .4f},
              .sentence = "bounding, for who cannot yet carry it"},
    PolicyRow{.name = "situational",
              .rule = situational,
              .rule_text =
                  "k<.4: (.2 .8 .3 .7 .5); k<.6 or m<.3: (.4 .6 .7 .3 .5); m<.5 or k<.8: (.8 .4 .8 0 .5); else "
                  "(1 .4 .5 0 .6)",
              .sentence = "by readiness"},
    PolicyRow{.name = "laissez_faire", .levers = {.3f, 0, 0, 0, .05f}, .sentence = "absence"},
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
