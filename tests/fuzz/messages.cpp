// A log of messages between the people of a small chart, with and without dates.
#include "tests/fuzz/organisation.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::filesystem::path chart = put("chart.csv", usual_chart);
  put("source", text_of(data, size));
  OrganisationSettings settings = test::from_chart("chart.csv");
  settings.messages = "source";
  for (const double half_life : {infinite, 30.0}) {
    settings.half_life = half_life;
    settings.min_messages = half_life == infinite ? 1 : 0.01;
    use(settings);
  }
  return 0;
}
