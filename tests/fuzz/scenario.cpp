// A scenario, of the change model or a reference model; small ones are run.
#include "tests/fuzz/scenario.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool ready = (put_files(), true);
  static_cast<void>(ready);
  std::unique_ptr<World> world;
  if (takes([&] {
        refuse_other_than_text(text_of(data, size), "scenario.toml", 1);
        world = open_scenario(text_of(data, size), (folder() / "scenario.toml").string());
      }))
    use(*world);
  return 0;
}
