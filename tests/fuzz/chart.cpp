// A chart, with one top or several.
#include "tests/fuzz/organisation.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  put("chart.csv", text_of(data, size));
  OrganisationSettings settings = test::from_chart("chart.csv");
  settings.add_manager_ties = true;
  for (const Tops tops : {Tops::refuse, Tops::join}) {
    settings.tops = tops;
    use(settings);
  }
  return 0;
}
