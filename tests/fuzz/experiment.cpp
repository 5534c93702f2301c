// An experiment about a scenario of the change model or of a reference model; the ends of its design are prepared.
#include "studies/sweep/design/design.hpp"
#include "tests/fuzz/scenario.hpp"

using namespace kantel;
using namespace kantel::fuzz;

namespace {

void put_scenarios() {
  put_files();
  put("change.toml",
      "days = 12\n[organisation]\nemployees = 40\n[[arm]]\nname = \"rollout\"\napproach = \"rollout\"\n"
      "[[arm.event]]\nday = 5\ndo = \"lift_mandate\"\n[[arm]]\nname = \"movement\"\napproach = \"diffusion\"\n");
  put("watts.toml",
      "model = \"watts\"\ndays = 8\n[network]\nform = \"poisson\"\npeople = 50\n[parameters]\nphi = 0.18\n");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool ready = (put_scenarios(), true);
  static_cast<void>(ready);
  const std::string text(text_of(data, size));
  const std::string file = (folder() / "experiment.toml").string();
  takes([&] {
    refuse_other_than_text(text, file, 1);
    const Experiment plain = parse_experiment(text, file);
    const std::string& about = plain.settings.scenario;
    if (about.find('/') != std::string::npos) return;
    // A grid of so many levels is right, and long in the making.
    for (const Factor& factor : plain.factors)
      if (factor.levels > 50) return;
    const Opened opened = open_experiment(text, file, {});
    const std::string stored = resolved_toml(opened.experiment);
    Experiment again;
    demand(takes([&] { again = parse_experiment(stored, "stored"); }), "a completed experiment can be read");
    demand(resolved_toml(again) == stored, "a completed experiment reads back the same");
    if (points_wanted(opened.experiment) > 2000) return;
    const Design design = design_of(opened.experiment);
    demand(static_cast<double>(design.points.size()) == points_wanted(opened.experiment),
           "a design has as many points as it said");
    for (const std::size_t point : {std::size_t{0}, design.points.size() - 1})
      takes([&] { opened.target->metrics(design.settings(opened.experiment, point)); });
  });
  return 0;
}
