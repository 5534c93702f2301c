// Known answers as data: one row a case, with what is expected, how it is got, and within what tolerance it must lie.
// `kantel validate` runs them, the tests run the quick ones.
#pragma once
#include <atomic>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/parallel.hpp"

namespace kantel {

// What a case produced: a mean over replicates with its standard error, 0 where nothing is random.
struct Got {
  double value = 0, standard_error = 0;
  int replicates = 1;
};

struct CaseContext {
  const Workers& workers;
  bool quick = false;  // fewer replicates, where a case can do with them
  const std::atomic<bool>* stop = nullptr;
};

struct Case {
  std::string_view model, name;
  double expected;
  // Absolute. 0: three standard errors of the mean, plus `bias`, the known distance of so many people from the limit.
  double tolerance, bias;
  bool quick;  // also run by --quick
  std::string_view source;
  Got (*get)(const CaseContext&);
};

// In the order of the table in docs/validation.md.
std::vector<Case> known_answers();
std::span<const Case> diffusion_cases();   // Bass, epidemics, cascades
std::span<const Case> threshold_cases();   // Granovetter, Watts, Gleeson & Cahalane, complex contagion
std::span<const Case> convention_cases();  // naming game, best response, March
std::span<const Case> opinion_cases();     // DeGroot to Hegselmann & Krause
std::span<const Case> change_cases();      // the change model: reductions, lags, the tree

struct CaseResult {
  Case of;
  Got got;
  double tolerance = 0;
  bool passed = false;
};
CaseResult run_case(const Case& known, const CaseContext& context);

}  // namespace kantel
