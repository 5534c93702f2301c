// The experiments that come with the program.
#include <catch2/catch.hpp>

#include "studies/sweep/design/design.hpp"
#include "tests/shell.hpp"
#include "tests/studies/sweep/plain_function.hpp"

using namespace kantel_test;

TEST_CASE("every experiment of the repository can be read, and has its points") {
  std::size_t read = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(KANTEL_SOURCE_DIR) / "scenarios/experiments")) {
    CAPTURE(entry.path());
    const Opened opened = open_experiment(entry.path());
    CHECK_FALSE(opened.experiment.settings.question.empty());
    const Design design = design_of(opened.experiment);
    CHECK(static_cast<double>(design.points.size()) == points_wanted(opened.experiment));
    CHECK_NOTHROW(opened.target->point(design.settings(opened.experiment, design.points.size() - 1), {}));
    ++read;
  }
  CHECK(read >= 3);
}
