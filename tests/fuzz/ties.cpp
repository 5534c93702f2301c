// Ties as CSV between the people of a small chart.
#include "tests/fuzz/organisation.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path chart = put("chart.csv", usual_chart);
  put("source", text_of(data, size));
  OrganisationSettings settings = test::from_chart("chart.csv");
  settings.ties = "source";
  use(settings);
  return 0;
}
