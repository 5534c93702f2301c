// Traits of the people of a small chart.
#include "models/change/scenario/scenario.hpp"
#include "tests/fuzz/organisation.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Scenario scenario;
  static const Organisation organisation = [] {
    put("chart.csv", usual_chart);
    scenario.folder = folder().path();
    scenario.organisation = test::from_chart("chart.csv");
    scenario.organisation.add_manager_ties = true;
    scenario.organisation.traits = "traits.csv";
    return make_organisation(scenario.organisation, scenario.folder, 1, Workers(1));
  }();
  put("traits.csv", text_of(data, size));
  takes([&] {
    const GivenTraits traits = read_traits(scenario, organisation);
    for (const auto* column : {&traits.threshold, &traits.susceptibility, &traits.autonomy, &traits.competence,
                               &traits.relatedness, &traits.need_for_structure}) {
      demand(column->empty() || column->size() == organisation.employees(), "a trait is given of everybody or nobody");
      for (const float value : *column) demand(value >= 0 && value <= 1e6, "a trait lies in its range");
    }
  });
  return 0;
}
