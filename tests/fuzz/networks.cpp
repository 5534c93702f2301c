// The networks of reference models from files: edges, directed or not, and degrees.
#include "models/reference/networks/networks.hpp"

#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  put("network.csv", text_of(data, size));
  const Workers alone(1);
  NetworkSettings settings;
  settings.edges = settings.degrees = "network.csv";
  for (const NetworkForm form : {NetworkForm::edges, NetworkForm::configuration})
    for (const bool directed : {false, true}) {
      settings.form = form, settings.directed = directed;
      takes([&] {
        const ReferenceNetwork network = make_network(settings, folder().path(), 1, alone);
        demand(network.people > 0, "a network has people");
        if (!network.weighted) return;
        demand(network.weighted->people() == network.people, "a row of weights for everybody");
        for (Employee v = 0; v < network.people; ++v)
          for (const Employee other : network.weighted->targets_of(v)) demand(other < network.people, "ties of people");
        for (const double weight : network.weighted->weights) demand(weight > 0, "weights are above 0");
      });
    }
  return 0;
}
