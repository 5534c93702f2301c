// --set: every line of the input is one, of a scenario that has a bit of everything.
#include "tests/fuzz/scenario.hpp"

using namespace kantel;
using namespace kantel::fuzz;

namespace {

constexpr std::string_view scenario = R"(
days = 12
[organisation]
employees = 40
[parameters]
p = 0.05
[record]
every = 4
[[cohort]]
name = "young"
share = 0.3
[[unit]]
name = "1"
trust_shift = -0.1
[[arm]]
name = "rollout"
approach = "rollout"
champions = { share = 0.1, chosen = "by_degree" }
[[arm.event]]
day = 6
do = "lift_mandate"
[[arm]]
name = "v1.2"
approach = "diffusion"
[[arm.event]]
day = 3
do = "set_policy"
policy = "servant"
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool ready = (put_files(), true);
  static_cast<void>(ready);
  PrepareOptions options;
  std::string_view text = text_of(data, size);
  while (!text.empty() && options.overrides.settings.size() < 20) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    options.overrides.settings.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::unique_ptr<World> world;
  if (takes([&] { world = open_scenario(scenario, (folder() / "scenario.toml").string(), options); })) use(*world);
  return 0;
}
