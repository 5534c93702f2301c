// Scenarios that are allowed and that nobody would write: every key at both ends of its range, alone and together.
#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "models/models.hpp"
#include "tests/studies/comparison/busy.hpp"

using namespace kantel;
using test::busy;

namespace {

// The ends of what a key allows, as a scenario has them. What sets the amount of work is left as it is.
std::vector<std::string> ends_of(const std::string& path, const DeclaredKey& key) {
  constexpr std::string_view amounts[] = {"days", "replicates", "employees", "people", "size", "nodes", "levels"};
  if (std::ranges::find(amounts, key.name) != std::end(amounts)) return {};
  std::vector<std::string> ends;
  const Bounds& bounds = key.bounds;
  if (bounds.kind == Bounds::Kind::boolean) ends = {"true", "false"};
  if (bounds.kind == Bounds::Kind::choice)
    for (const std::string_view name : bounds.choices) ends.push_back(quoted_text(std::string(name)));
  if (bounds.kind == Bounds::Kind::number)
    for (const double end :
         {bounds.low, bounds.high, std::nextafter(bounds.low, bounds.high), std::nextafter(bounds.high, bounds.low)})
      if (!(std::isinf(end) && end < 0)) ends.push_back(value_text(end));
  if (bounds.kind == Bounds::Kind::integer)
    for (const double end : {bounds.low, bounds.high})
      if (std::abs(end) < 1e15) ends.push_back(value_text(static_cast<std::int64_t>(end)));
  for (std::string& end : ends) end = path + "=" + end;
  return ends;
}

// "arm.*.event.*" as it stands in a scenario with this arm.
std::string placed(std::string path, const std::string& arm) {
  const auto replace = [&](std::string_view what, const std::string& with) {
    if (const std::size_t at = path.find(what); at != std::string::npos) path.replace(at, what.size(), with);
  };
  replace("event.*", "event.2");
  replace("schedule.*", "schedule.1");
  replace("arm.*", "arm." + quoted_text(arm));
  replace("cohort.*", "cohort.late");
  replace("unit.*", "unit.\"*\"");
  return path;
}

// Whether it was refused; else every number of the run is a number or undefined.
bool refused(const Workers& workers, const std::string& text, std::vector<std::string> settings) {
  if (text == busy) settings.push_back("organisation.employees=60");
  CAPTURE(settings);
  PrepareOptions options;
  options.overrides.settings = std::move(settings);
  if (text != busy) options.overrides.days = 12;
  try {
    const std::unique_ptr<World> world = open_scenario(text, "extreme.toml", options);
    world->build(workers);
    const std::unique_ptr<Run> run = world->start(0, 1, workers);
    const std::unique_ptr<MetricObserver> numbers = world->metric_observer();
    Observer* const observers[] = {numbers.get()};
    live(*run, workers, observers);
    for (const double value : numbers->values(*run)) CHECK_FALSE(std::isinf(value));
    const std::size_t measures = world->model().measures().size();
    for (std::int64_t day = 0; day <= run->day(); ++day)
      for (std::size_t m = 0; m < measures; ++m)
        if (std::isinf(run->recording().value(day, 0, m))) {
          CAPTURE(world->model().measures()[m].name, day);
          FAIL_CHECK("is infinite");
        }
    return false;
  } catch (const InputError&) {
    return true;
  }
}

}  // namespace

TEST_CASE("every key of every model at the ends of its range, alone and with others, is refused or lived through") {
  const Workers workers(1);
  std::mt19937_64 random(11);
  for (const Model* model : models()) {
    CAPTURE(model->name);
    const std::string text = model == models()[0] ? busy : model->example("extreme");
    const std::string arm = open_scenario(text, "extreme.toml")->arms()[0];
    std::vector<std::string> all;
    for (const DeclaredTable& table : model->tables())
      for (const DeclaredKey& key : table.keys)
        for (std::string& end :
             ends_of(placed(table.path, arm) + (table.path.empty() ? "" : ".") + std::string(key.name), key))
          all.push_back(std::move(end));
    REQUIRE(all.size() > 4);
    std::size_t lived = 0;
    for (const std::string& one : all) lived += !refused(workers, text, {one});
    CHECK(lived > all.size() / 3);
    const int draws = model == models()[0] ? 300 : 20;
    for (int i = 0; i < draws; ++i) {
      std::vector<std::string> some;
      for (int k = 0; k < 8; ++k) some.push_back(all[random() % all.size()]);
      refused(workers, text, some);
    }
  }
}
