// A table of units and a survey of a small chart: both files in one input.
#include <cmath>

#include "models/change/locals.hpp"
#include "tests/fuzz/organisation.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Organisation organisation = [] {
    put("chart.csv", "id,manager,unit\nann,,\nbob,ann,works\ncas,ann,sales\ndan,bob,works\neve,bob,works\n");
    OrganisationSettings settings = test::from_chart("chart.csv");
    settings.add_manager_ties = true;
    return make_organisation(settings, folder().path(), 1, Workers(1));
  }();
  const std::vector<std::string_view> files = files_of(text_of(data, size), 2);
  put("units.csv", files[0]);
  put("pulse.csv", files[1]);
  Scenario scenario;
  scenario.folder = folder().path();
  scenario.differences = {"units.csv", files[1].empty() ? "" : "pulse.csv", SurveyScale::five, CohortPreset::as_listed};
  takes([&] {
    Problems problems;
    scenario.units_of_files = read_unit_files(scenario, problems);
    check_locals(scenario, organisation, problems);
    problems.throw_if_any();
    const Locals locals = locals_of(scenario, organisation);
    for (std::size_t unit = 0; unit < organisation.unit_names.size(); ++unit) {
      const Local& here = locals.at(unit, 0);
      demand(here.demand >= 0 && here.demand <= 1 && here.local_variety >= 0 && here.local_variety <= 1,
             "conditions lie in their range");
      demand(here.w_a >= 0 && here.w_a <= 1, "weights are weights");
      demand(here.practising >= 0 && here.practising <= 1, "a share is one");
      for (const double mean : {here.trust, here.skill, here.structure, here.autonomy, here.attitude_factor})
        demand(std::isfinite(mean), "a mean is a number");
    }
    demand(practise_already(locals, organisation, KeyedRandom(1, 0)).size() <= organisation.employees(),
           "nobody practises twice");
  });
  return 0;
}
