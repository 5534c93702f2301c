// The rows of known answers: well formed, and those that need no long run hold in every build. The whole quick set is a
// test of its own, run by the shipped program.
#include <catch2/catch.hpp>
#include <set>

#include "models/reference/reference.hpp"
#include "studies/validation/cases/cases.hpp"

using namespace kantel;

TEST_CASE("every known answer has a name of its own, a source, and a model that exists") {
  std::set<std::string> names;
  for (const Case& known : known_answers()) {
    INFO(known.model << ": " << known.name);
    CHECK((known.model == "change" || find_reference_model(known.model)));
    CHECK_FALSE(known.source.empty());
    CHECK(known.tolerance >= 0);
    CHECK(names.insert(std::string(known.model) + ": " + std::string(known.name)).second);
  }
}

TEST_CASE("every reference model has a known answer") {
  std::set<std::string_view> covered;
  for (const Case& known : known_answers()) covered.insert(known.model);
  for (const ReferenceModel* model : reference_models())
    if (model->name != "si")
      CHECK(covered.count(model->name) == 1);  // SI is held by the reductions of the change model
}

TEST_CASE("known answers without chance, and the reductions of the change model, hold in every build") {
  const Workers workers(2);
  for (const Case& known : known_answers()) {
    const bool short_one = known.model == "degroot" || known.model == "friedkin_johnsen" || known.model == "change" ||
                           (known.model == "granovetter" && known.name.find("agents") == std::string_view::npos);
    if (!short_one || !known.quick) continue;
    const CaseResult result = run_case(known, {workers, true, nullptr});
    INFO(known.model << ": " << known.name << ": got " << result.got.value);
    CHECK(result.passed);
  }
}

TEST_CASE("a case fails when what it gets lies outside the tolerance") {
  const Workers workers(1);
  Case wrong{"bass", "wrong", 1, .5, 0, true, "choice", [](const CaseContext&) { return Got{2, 0, 1}; }};
  CHECK_FALSE(run_case(wrong, {workers, true, nullptr}).passed);
  wrong.tolerance = 1;
  CHECK(run_case(wrong, {workers, true, nullptr}).passed);
  Case noisy{"bass", "noisy", 1, 0, 0, true, "choice", [](const CaseContext&) { return Got{2, .3, 10}; }};
  CHECK_FALSE(run_case(noisy, {workers, true, nullptr}).passed);  // three standard errors are .9
  noisy.bias = .2;
  CHECK(run_case(noisy, {workers, true, nullptr}).passed);
}
