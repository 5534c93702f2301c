// Conventions and learning: the naming game, best response to a memory, March's code.
#include <algorithm>
#include <cmath>

#include "models/reference/theory/theory.hpp"
#include "studies/validation/frame.hpp"

namespace kantel {

namespace {

constexpr std::string_view xie = "Xie et al. 2011", centola = "Centola et al. 2018", march = "March 1991";

// Where agents tip: the committed share at which half the runs end with the new name for nearly all, by a straight
// line between the shares tried.
Got tipping(const std::string& model, const std::string& measure, const std::string& others, double from, double to,
            int people, int days, const CaseContext& context) {
  constexpr int steps = 8;
  std::string text = heading(model, days, context.quick ? 6 : 20) +
                     "[network]\nform = \"complete\"\npeople = " + std::to_string(people) + "\n[parameters]\n" + others;
  const auto share_at = [&](int step) { return from + (to - from) * step / steps; };
  for (int step = 0; step <= steps; ++step)
    text += "[[arm]]\nname = \"c" + std::to_string(step) + "\"\ncommitted = " + shortest(share_at(step)) + "\n";
  const Outcome outcome = outcome_of(text, context);
  double before = 0;
  for (int step = 0; step <= steps; ++step) {
    double won = 0;
    const std::vector<double> ends = metric_of(outcome, measure + "_end", static_cast<std::size_t>(step));
    for (const double end : ends) won += end > .9;
    won /= static_cast<double>(ends.size());
    if (won >= .5) {
      if (step == 0) return {from, 0, static_cast<int>(ends.size())};
      const double part = won > before ? (.5 - before) / (won - before) : 1;
      return {share_at(step - 1) + part * (share_at(step) - share_at(step - 1)), 0, static_cast<int>(ends.size())};
    }
    before = won;
  }
  return {to, 0, static_cast<int>(outcome.settings.replicates)};
}

Got code_knowledge(double p1, double p2, const CaseContext& context) {
  const Outcome outcome =
      outcome_of(heading("march", 400, context.quick ? 2000 : 4000) +
                     "[network]\nform = \"complete\"\npeople = 50\n[parameters]\np1 = " + shortest(p1) +
                     "\np2 = " + shortest(p2) + "\n",
                 context);
  return mean_over(metric_of(outcome, "knowledge_end"));
}

using C = const CaseContext&;
constexpr Case cases[] = {
    {"naming_game", "mean field: critical committed share", .0979, .00005, 0, true, xie,
     [](C) { return exactly(theory::critical_committed_naming()); }},
    {"naming_game", "1,000 agents on a complete graph: share at which half the runs tip", .10, .015, 0, true, xie,
     [](C c) { return tipping("naming_game", "new_name", "", .06, .14, 1000, 500, c); }},
    {"best_response", "mean field, M=8: critical committed share", .199, .0005, 0, true, centola,
     [](C) { return exactly(theory::critical_committed_memory(8)); }},
    {"best_response", "M=12", .242, .0005, 0, true, centola,
     [](C) { return exactly(theory::critical_committed_memory(12)); }},
    {"best_response", "M=20", .288, .0005, 0, true, centola,
     [](C) { return exactly(theory::critical_committed_memory(20)); }},
    {"best_response", "5,000 agents, M=12: share at which half the runs tip", .242, .015, 0, false, centola,
     [](C c) { return tipping("best_response", "saying_new", "memory = 12\n", .20, .28, 5000, 1500, c); }},
    {"march", "p1=.1 p2=.1: knowledge at rest", .863, .01, 0, true, march,
     [](C c) { return code_knowledge(.1, .1, c); }},
    {"march", "p1=.1 p2=.9", .972, .01, 0, true, march, [](C c) { return code_knowledge(.1, .9, c); }},
    {"march", "p1=.5 p2=.5", .811, .01, 0, true, march, [](C c) { return code_knowledge(.5, .5, c); }},
    {"march", "p1=.9 p2=.9", .728, .01, 0, true, march, [](C c) { return code_knowledge(.9, .9, c); }},
};

}  // namespace

std::span<const Case> convention_cases() { return cases; }

}  // namespace kantel
