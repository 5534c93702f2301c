#include "tests/models/change/agreement.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <set>
#include <sstream>
#include <stdexcept>

#include "models/change/measures.hpp"
#include "tests/models/change/oracle/oracle.hpp"

namespace kantel::testing {

namespace {

// The first few differences, in words; empty when there are none.
class Differences {
 public:
  void bit(const char* what, bool engine, bool oracle) { note(what, engine, oracle, engine == oracle); }
  void level(const char* what, double engine, double oracle, double tolerance = 1e-4) {
    note(what, engine, oracle, std::abs(engine - oracle) <= tolerance * std::max(1.0, std::abs(oracle)));
  }
  void at(std::int64_t day, const std::string& whom) { where_ = "day " + std::to_string(day) + ", " + whom; }
  std::string text() const { return text_.str(); }
  int count() const { return count_; }

 private:
  void note(const char* what, double engine, double oracle, bool same) {
    if (same || ++count_ > 8) return;
    text_ << where_ << ", " << what << ": engine " << engine << ", oracle " << oracle << '\n';
  }
  std::string where_;
  std::ostringstream text_;
  int count_ = 0;
};

// A column against the oracle's member of that name, which every level and trait must have.
template <Kind kind, class Person, class T, class Member>
void same(const char* what, const LargeVector<T>& column, Employee v, const Person& person, const Member& member,
          Differences& differences) {
  if constexpr (kind != Kind::record || std::is_invocable_v<Member, const Person&>)
    if (!column.empty())
      differences.level(what, column[v], static_cast<double>(member(person)),
                        kind == Kind::level   ? 1e-4
                        : kind == Kind::trait ? 1e-6
                                              : 0);
}

void compare_people(const Watched& engine, const OracleDays& truth, Differences& differences) {
  for (std::size_t d = 0; d < truth.size() && differences.count() == 0; ++d) {
    const WatchedDay& day = engine.days[d];
    const Population& people = day.people;
    for (Employee v = 0; v < truth[d].size(); ++v) {
      const OraclePerson& person = truth[d][v];
      differences.at(static_cast<std::int64_t>(d), "employee " + std::to_string(v));
#define KANTEL_SAME_BIT(name, of, mask, ...)                         \
  if (!(person.dip_is_close && std::string_view(#name) == "dipped")) \
    differences.bit(#name, day.of(v) & mask, person.name);
      KANTEL_BITS(KANTEL_SAME_BIT)
#undef KANTEL_SAME_BIT
#define KANTEL_SAME(name, type, kind, ...) \
  same<Kind::kind, OraclePerson>(          \
      #name, people.name, v, person, [](const auto& p) requires requires { p.name; } { return p.name; }, differences);
      KANTEL_COLUMNS(KANTEL_SAME)
#undef KANTEL_SAME
    }
  }
}

// Means over a group of people as the specification words them; NaN where nobody is meant.
class Means {
 public:
  Means(const Recording& recording, std::int64_t day, std::size_t group, Differences& differences)
      : recording_(recording), day_(day), group_(group), differences_(differences) {}
  void operator()(const char* measure, double sum, double of, double tolerance = 1e-4) {
    const double engine = recording_.value(day_, group_, measure_index(measure));
    const double oracle = of > 0 ? sum / of : std::nan("");
    if (std::isnan(engine) && std::isnan(oracle)) return;
    differences_.level(measure, std::isnan(engine) ? -999 : engine, std::isnan(oracle) ? -999 : oracle, tolerance);
  }

 private:
  const Recording& recording_;
  std::int64_t day_;
  std::size_t group_;
  Differences& differences_;
};

// Whether an employee in this state belongs to a group of this name: "all", "unit=east", "level=0+1", "structure=low".
using Member = std::function<bool(Employee, const OraclePerson&)>;
Member membership(const Organisation& organisation, const std::string& name) {
  if (name == "all") return [](Employee, const OraclePerson&) { return true; };
  const std::size_t equals = name.find('=');
  const std::string kind = name.substr(0, equals);
  std::set<std::string> labels;
  std::istringstream rest(name.substr(equals + 1));
  for (std::string label; std::getline(rest, label, '+');) labels.insert(label);
  return [=, &organisation](Employee v, const OraclePerson& person) {
    if (kind == "unit") return labels.count(organisation.unit_names[organisation.unit[v]]) > 0;
    if (kind == "level") return labels.count(std::to_string(organisation.level[v])) > 0;
    if (kind == "cohort") return labels.count(organisation.cohort_names[organisation.cohort[v]]) > 0;
    if (kind != "structure") throw std::logic_error("a group of an unknown kind: " + kind);
    const double s = person.need_for_structure;
    return labels.count(s < .414 ? "low" : s < .586 ? "middle" : "high") > 0;
  };
}

void compare_means(const Recording& recording, const OracleDays& truth, std::size_t group, const std::string& name,
                   const Member& member, Differences& differences) {
  for (std::size_t d = 0; d < truth.size() && differences.count() == 0; ++d) {
    differences.at(static_cast<std::int64_t>(d), "mean of " + name);
    double people = 0, practising = 0, rest = 0, hours = 0, training = 0, exits = 0, output = 0, morale = 0,
           durable = 0;
    OracleLevers levers{};
    double dipped = 0, in_dip = 0, close = 0, champions = 0, mandated = 0;
    double voluntary = 0, committed = 0, lapsed = 0, aware = 0, hesitating = 0, exploring = 0;
    std::array<double, 5> barrier{}, gain{};
    for (Employee v = 0; v < truth[d].size(); ++v) {
      const OraclePerson& person = truth[d][v];
      if (!member(v, person)) continue;
      ++people;
      aware += person.aware;
      practising += person.practising;
      voluntary += person.practising && !person.compelled;
      committed += person.practising && person.internalisation >= 0.5;
      exploring += person.practising && person.internalisation < .5;
      hesitating += person.aware && !person.practising;
      durable += person.practising ? person.internalisation : 0;
      lapsed += person.lapsed_before && !person.practising;
      output += person.output;
      morale += person.morale;
      hours += person.leader_hours;
      training += person.training_hours;
      dipped += person.dipped;
      in_dip += person.in_dip;
      close += person.dip_is_close;
      for (std::size_t u = 0; u < levers.size(); ++u) levers[u] += person.levers[u];
      exits += d > 0 && person.left_today ? 250 : 0;
      champions += person.champion && person.practising;
      mandated += person.mandated;
      if (!person.could_start) continue;
      ++rest;
      for (std::size_t g = 0; g < 5; ++g) {
        barrier[g] += person.barrier[g];
        gain[g] += person.gain[g];
      }
    }
    Means mean(recording, static_cast<std::int64_t>(d), group, differences);
    mean("aware", aware, people);
    mean("practising", practising, people);
    mean("voluntary", voluntary, people);
    mean("compelled", practising - voluntary, people);
    mean("committed", committed, people);
    mean("durable", durable, people);
    mean("internalisation", durable, practising);
    mean("lapsed", lapsed, people);
    mean("morale", morale, people);
    mean("output", output, people);
    mean("champions", champions, people);
    mean("mandated", mandated, people);
    mean("phase_exploration", exploring, people);
    mean("phase_commitment", committed, people);
    differences.level("denial and resistance",
                      recording.value(static_cast<std::int64_t>(d), group, measure_index("phase_denial")) +
                          recording.value(static_cast<std::int64_t>(d), group, measure_index("phase_resistance")),
                      hesitating / people);
    const double flows = d == 0 ? 0 : people;  // undefined on day 0
    mean("leader_hours", hours, flows);
    mean("training_hours", training, flows, 1e-3);
    mean("exits_per_year", exits, flows, 1e-3);
    const char* named[] = {"lever_autonomy_support", "lever_structure", "lever_care", "lever_pressure", "lever_vision"};
    for (std::size_t u = 0; u < levers.size(); ++u) mean(named[u], levers[u], flows);
    mean("morale_dipped", dipped, people, 1e-4 + close / people);
    mean("morale_in_dip", in_dip, people, 1e-4 + close / people);
    const char* barriers[] = {"barrier_know", "barrier_want", "barrier_can", "barrier_dare", "barrier_may"};
    const char* gains[] = {"gain_know", "gain_want", "gain_can", "gain_dare", "gain_may"};
    for (std::size_t g = 0; g < 5; ++g) {
      mean(barriers[g], barrier[g], rest);
      mean(gains[g], gain[g], rest);
    }
  }
}

}  // namespace

void agree(const Scenario& scenario, const Organisation& organisation, const GivenTraits& given) {
  const Workers workers(1);
  ChangeGround ground = make_ground(scenario, organisation, workers);
  ground.given = given;
  for (const Arm& arm : scenario.arms)
    for (const std::uint32_t replicate : {0u, 3u}) {
      INFO("arm " << arm.name << ", replicate " << replicate);
      const Watched engine = watched(scenario, ground, arm, replicate, replicate == 0 ? 1 : 3);
      const OracleDays truth = oracle(scenario, organisation, arm, replicate, given);
      REQUIRE(engine.days.size() == truth.size());
      Differences differences;
      compare_people(engine, truth, differences);
      CHECK(differences.text() == "");
      if (differences.count() > 0) continue;
      compare_means(engine.result.recording, truth, 0, "all", membership(organisation, "all"), differences);
      for (std::size_t g = 1; g < ground.groups.names.size(); ++g)
        compare_means(engine.result.recording, truth, g, ground.groups.names[g],
                      membership(organisation, ground.groups.names[g]), differences);
      CHECK(differences.text() == "");
    }
}

void agree(const std::string& text) {
  const Organisation organisation = small_organisation();
  agree(scenario_on(organisation, text), organisation);
}

}  // namespace kantel::testing
