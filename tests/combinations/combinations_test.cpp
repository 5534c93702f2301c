// Whatever can be combined, lived: small organisations under every pair of levers, approaches, forms and interventions
// (levels.toml, dealt by `make` into cases.csv). Of each case is demanded that levels lie where they are defined, that
// nobody gets lost, and that one thread, three threads and a run taken up from a checkpoint give the same bytes. Built
// with sanitizers this is also the test that nothing is read or written where it must not be.
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <sstream>

#include "models/change/measures.hpp"
#include "models/change/run.hpp"
#include "sim/input/csv.hpp"
#include "sim/input/document.hpp"

using namespace kantel;

namespace {

const std::string folder = std::string(KANTEL_SOURCE_DIR) + "/tests/combinations/";
constexpr std::int64_t days = 60, kept_on = 30;

struct Cases {
  Value levels = parse_toml(read_text_file(folder + "levels.toml"), "levels.toml");
  std::vector<std::string> factors;
  std::vector<std::vector<std::string>> rows;
  Cases() {
    read_csv(
        folder + "cases.csv", [&](CsvRow row) { factors.assign(row.fields.begin(), row.fields.end()); },
        [&](CsvRow row) { rows.emplace_back(row.fields.begin(), row.fields.end()); });
  }
};

// The lines that the levels of a case have for one part of a scenario.
std::string lines_of(const Cases& all, const std::vector<std::string>& chosen, std::string_view part) {
  std::string lines;
  for (std::size_t f = 0; f < all.factors.size(); ++f) {
    const Value* text = all.levels.find(all.factors[f])->find(chosen[f])->find(part);
    if (text) lines += *text->as<std::string>() + "\n";
  }
  return lines;
}

std::string scenario_text(const Cases& all, const std::vector<std::string>& chosen) {
  std::string text = "edition = 2\ndays = " + std::to_string(days) + "\nseed = 3\n";
  text += "[organisation]\n" + lines_of(all, chosen, "organisation");
  text += "[change]\n" + lines_of(all, chosen, "change");
  text +=
      "[parameters]\np = 0.01\nq = 0.4\nbeta = 0.05\nrho0 = 0.1\ndelta = 0.2\n" + lines_of(all, chosen, "parameters");
  text += lines_of(all, chosen, "top");
  text += "[[arm]]\nname = \"a\"\n" + lines_of(all, chosen, "arm");
  std::string events;
  for (std::size_t f = 0; f < all.factors.size(); ++f)
    if (const Value* list = all.levels.find(all.factors[f])->find(chosen[f])->find("events"))
      for (const Value& event : *list->as<Value::List>()) events += toml_text(event) + ", ";
  if (!events.empty()) text += "event = [" + events + "]\n";
  return text;
}

struct Lived {
  std::vector<std::string> days;  // all that is recorded of each, as bytes
  std::string people;             // every column at the end
  std::uint64_t joined = 0;
  double exits = 0;
  std::string complaint;  // about what lies outside its range
};

std::string bytes_of(const People& people) {
  std::string bytes;
  const auto add = [&](const auto* column, Employee n) {
    bytes.append(reinterpret_cast<const char*>(column), n * sizeof *column);
  };
  for (const PeopleColumn& column : people.columns) {
    using Type = PeopleColumn::Type;
    if (column.type == Type::real) add(static_cast<const float*>(column.data), people.employees);
    if (column.type == Type::byte) add(static_cast<const std::uint8_t*>(column.data), people.employees);
    if (column.type == Type::small) add(static_cast<const std::uint16_t*>(column.data), people.employees);
    if (column.type == Type::whole) add(static_cast<const std::uint32_t*>(column.data), people.employees);
  }
  return bytes;
}

void look(const ChangeRun& run, Lived& lived) {
  const People people = run.people();
  for (const PeopleColumn& column : people.columns) {
    if (column.type != PeopleColumn::Type::real) continue;
    const auto* values = static_cast<const float*>(column.data);
    for (Employee i = 0; i < people.employees; ++i) {
      const double value = static_cast<double>(values[i]);
      const bool fine = column.unit == "0 to 1" ? value >= 0 && value <= 1 : value >= 0 && std::isfinite(value);
      if (!fine && lived.complaint.empty())
        lived.complaint = std::string(column.name) + " of " + std::to_string(i) + " is " + std::to_string(value) +
                          " on day " + std::to_string(run.day());
    }
  }
  if (run.day() > 0)
    lived.exits +=
        std::round(static_cast<double>(run.recording().value(run.day(), 0, measure_index("exits_per_year"))) *
                   people.employees / 250);
  std::string bytes;
  for (std::size_t m = 0; m < measures().size(); ++m) {
    const float value = run.recording().value(run.day(), 0, m);
    bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  lived.days.push_back(std::move(bytes));
}

void end(const ChangeRun& run, Lived& lived) {
  lived.people = bytes_of(run.people());
  for (const std::uint16_t occupant : run.population().occupant) lived.joined += occupant;
}

}  // namespace

TEST_CASE("every two levels of two factors meet in some case") {
  const Cases all;
  const auto& table = *all.levels.as<Value::Table>();
  REQUIRE(all.factors.size() == table.size());
  std::set<std::pair<std::string, std::string>> met;
  for (const auto& row : all.rows)
    for (std::size_t a = 0; a < row.size(); ++a)
      for (std::size_t b = a + 1; b < row.size(); ++b)
        met.insert({all.factors[a] + "=" + row[a], all.factors[b] + "=" + row[b]});
  std::vector<std::string> missing;
  for (std::size_t a = 0; a < table.size(); ++a)
    for (std::size_t b = a + 1; b < table.size(); ++b)
      for (const auto& of_a : *table[a].second.as<Value::Table>())
        for (const auto& of_b : *table[b].second.as<Value::Table>()) {
          const std::pair pair{table[a].first + "=" + of_a.first, table[b].first + "=" + of_b.first};
          if (!met.contains(pair)) missing.push_back(pair.first + " with " + pair.second);
        }
  CAPTURE(missing);
  CHECK(missing.empty());  // run tests/combinations/make
}

TEST_CASE("whatever is a policy, an approach, an intervention or a way to choose is combined") {
  const Cases all;
  std::set<std::pair<std::string, std::string>> met;  // a key's own name and a text that it has somewhere
  for (const auto& row : all.rows) {
    std::string key;
    for (const Token& token : tokens_of(scenario_text(all, row), "case.toml"))
      if (token.is_key)
        key = token.word;
      else
        met.insert({key, token.word});
  }
  const auto demand = [&](std::string_view key, std::span<const std::string_view> names) {
    for (const std::string_view name : names) {
      INFO(key << " = " << name);
      CHECK(met.contains({std::string(key), std::string(name)}));
    }
  };
  demand("policy", names_of(Policy()));
  demand("approach", approach_names);
  demand("chosen", std::span(champion_rule_names).subspan(1));
  demand("do", names_of(Intervention()));
}

TEST_CASE("every case lives: levels where they are defined, nobody lost, the same bytes however it is run") {
  const Cases all;
  const Workers one(1), three(3);
  REQUIRE(all.rows.size() > 100);
  for (std::size_t row = 0; row < all.rows.size(); ++row) {
    const std::string text = scenario_text(all, all.rows[row]);
    INFO("case " << row + 1 << "\n" << text);
    Scenario scenario = parse_scenario(text, folder + "case.toml");
    const auto replicate = static_cast<std::uint32_t>(row % 3);
    const ChangeGround ground = make_ground(scenario, make_organisation(scenario, replicate, one), one);
    const Arm& arm = scenario.arms[0];

    Lived straight, beside, resumed;
    std::stringstream kept;
    ChangeRun run(scenario, ground, arm, replicate, nullptr, one);
    look(run, straight);
    while (!run.finished()) {
      run.advance(one);
      look(run, straight);
      if (run.day() == kept_on) run.save(kept);
    }
    end(run, straight);
    ChangeRun again(scenario, ground, arm, replicate, nullptr, three);
    look(again, beside);
    while (!again.finished()) again.advance(three), look(again, beside);
    end(again, beside);
    ChangeRun later(scenario, ground, arm, replicate, nullptr, one);
    later.load(kept);
    while (!later.finished()) later.advance(one), look(later, resumed);
    end(later, resumed);

    CHECK(straight.complaint == "");
    CHECK(straight.days == beside.days);
    CHECK(straight.people == beside.people);
    CHECK(std::vector(straight.days.begin() + kept_on + 1, straight.days.end()) == resumed.days);
    CHECK(straight.people == resumed.people);
    // Who left was succeeded, and nobody else joined.
    CHECK(static_cast<double>(straight.joined) == straight.exits);
    for (std::size_t i = 0; i < ground.organisation.employees(); ++i)
      if (const auto flags = run.population().flags[i]; (flags & mandated_bit) != 0) CHECK((flags & called_bit) != 0);
  }
}
