// The change model with parts switched off is exactly a known one, where the shape of the network decides: threshold
// cascades, a cascade down a tree, averaging of opinions.
#include <unistd.h>

#include <Eigen/Dense>
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iomanip>

#include "sim/random.hpp"
#include "tests/models/change/small_worlds.hpp"

using namespace kantel;
using namespace kantel::testing;

namespace {

// Everybody knows, wants, can, dares and may; who is over the threshold starts the next day for certain.
std::string threshold_text(int days, const std::string& change) {
  return "days = " + std::to_string(days) +
         "\n[organisation]\nemployees = 100\n[change]\ndemand = 0\nlocal_variety = 0\n" + change +
         "[parameters]\nturnover = 0\ntau_needs = inf\nneed_mean = 1\nneed_sd = 0\np = 0\nq = 50\ndelta = 0\nrho0 = 0\n"
         "gamma = 0\npsi = 0\neta = 1\nattitude_sd = 0\nmanager_weight = 0\n";
}
const std::string announced = "[[arm.event]]\nday = 0\ndo = \"announce\"\n";
const std::string spontaneous = "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\n" + announced;
std::string seeded(const std::string& share) {
  return "[[arm]]\nname = \"a\"\napproach = \"diffusion\"\nchampions = { share = " + share + " }\n" + announced;
}

std::vector<std::size_t> practising_by_day(const Watched& run) {
  std::vector<std::size_t> counts;
  for (const WatchedDay& day : run.days) counts.push_back(day.practising_count());
  return counts;
}

// A crowd in which person i joins once `thresholds[i]` others have.
std::vector<std::size_t> crowd(const std::vector<int>& thresholds) {
  const auto people = static_cast<Employee>(thresholds.size());
  const Organisation organisation = complete_organisation(people);
  const Scenario scenario = scenario_on(organisation, threshold_text(120, "social_proof = \"step\"\n") + spontaneous);
  ChangeGround ground = make_ground(scenario, organisation, Workers(1));
  for (const int others : thresholds) ground.given.threshold.push_back(static_cast<float>(others / (people - 1.)));
  return practising_by_day(watched(scenario, ground, scenario.arms[0], 0));
}

Organisation random_organisation(Employee people, std::uint32_t ties_each) {
  const KeyedRandom random(12, 0);
  std::vector<Tie> ties;
  for (Employee v = 0; v < people; ++v)
    for (std::uint32_t i = 0; i < ties_each; ++i) ties.push_back({v, random.draw(v, i, 0) % people});
  for (Employee v = 0; v + 1 < people; ++v) ties.push_back({v, v + 1});  // connected
  ties.push_back({0, 2});                                                // with a triangle, so not bipartite
  return flat_organisation(people, ties);
}

// Deterministic cascade: on each day all join whose ties are over the bar.
template <class Joins>
void cascades_alike(const Scenario& scenario, const Organisation& organisation, const ChangeGround& ground,
                    const Joins& joins) {
  for (std::uint32_t replicate = 0; replicate < 5; ++replicate) {
    const Watched run = watched(scenario, ground, scenario.arms[0], replicate);
    std::vector<bool> in;
    for (Employee v = 0; v < organisation.employees(); ++v) in.push_back(run.days[0].practising(v));
    int different = 0;
    for (std::size_t day = 1; day < run.days.size(); ++day) {
      std::vector<bool> next = in;
      for (Employee v = 0; v < organisation.employees(); ++v) {
        int practising = 0, degree = 0;
        for (const Employee tie : organisation.ties.ties(v)) {
          ++degree;
          practising += in[tie];
        }
        if (joins(v, practising, degree)) next[v] = true;
        different += next[v] != run.days[day].practising(v);
      }
      in = next;
    }
    CHECK(different == 0);
  }
}

// Opinions (needs of that satisfaction, frozen) and susceptibilities on a network; the last day's intentions.
Eigen::VectorXd opinions_after(int days, const Organisation& organisation, const Eigen::VectorXd& opinion,
                               const Eigen::VectorXd& susceptibility) {
  const Scenario scenario =
      scenario_on(organisation, "days = " + std::to_string(days) +
                                    "\n[organisation]\nemployees = 60\n[change]\nlocal_variety = 0\n[parameters]\n"
                                    "turnover = 0\ntau_needs = inf\np = 0\nbeta = 0\nattitude_sd = 0\n[[arm]]\nname = "
                                    "\"a\"\napproach = \"diffusion\"\n");
  ChangeGround ground = make_ground(scenario, organisation, Workers(1));
  for (Eigen::Index v = 0; v < opinion.size(); ++v) {
    const auto level = static_cast<float>(opinion[v]);
    ground.given.autonomy.push_back(level);
    ground.given.competence.push_back(level);
    ground.given.relatedness.push_back(level);
    ground.given.susceptibility.push_back(static_cast<float>(susceptibility[v]));
  }
  const Watched run = watched(scenario, ground, scenario.arms[0], 0);
  Eigen::VectorXd last(opinion.size());
  REQUIRE(run.days.back().people.intention.size() == organisation.employees());
  for (Eigen::Index v = 0; v < last.size(); ++v)
    last[v] = run.days.back().people.intention[static_cast<std::size_t>(v)];
  return last;
}

Eigen::VectorXd drawn(Eigen::Index size, std::uint32_t purpose, double low, double high) {
  const KeyedRandom random(21, 0);
  Eigen::VectorXd values(size);
  for (Eigen::Index v = 0; v < size; ++v)
    values[v] = low + (high - low) * open_unit_interval(random.draw(static_cast<std::uint32_t>(v), 0, purpose));
  return values;
}

}  // namespace

TEST_CASE("Granovetter's riot: with thresholds 0 to 99 one joins a day until all have") {
  std::vector<int> thresholds(100);
  for (int i = 0; i < 100; ++i) thresholds[static_cast<std::size_t>(i)] = i;
  const auto riot = crowd(thresholds);
  for (std::size_t day = 0; day <= 100; ++day) CHECK(riot[day] == day);
  CHECK(riot.back() == 100);
}

TEST_CASE("Granovetter's other crowd: with the threshold of 1 replaced by 2 exactly one person riots") {
  std::vector<int> thresholds(100);
  for (int i = 0; i < 100; ++i) thresholds[static_cast<std::size_t>(i)] = i == 1 ? 2 : i;
  CHECK(crowd(thresholds).back() == 1);
}

TEST_CASE("Granovetter's thresholds may come from a file, and are taken as they stand there") {
  const auto file =
      std::filesystem::temp_directory_path() / ("kantel_thresholds_" + std::to_string(::getpid()) + ".csv");
  for (const int replaced : {1, 2}) {
    std::ofstream out(file);
    out << "id,theta\n" << std::setprecision(17);
    for (int i = 0; i < 100; ++i) out << i << ',' << (i == 1 ? replaced : i) / 99. << '\n';
    out.close();
    const Organisation organisation = complete_organisation(100);
    std::string text = threshold_text(120, "social_proof = \"step\"\n") + spontaneous;
    text.insert(text.find("[change]"), "traits = \"" + file.string() + "\"\n");
    const Scenario scenario = scenario_on(organisation, text);
    const ChangeGround ground = make_ground(scenario, organisation, Workers(1));
    CHECK(watched(scenario, ground, scenario.arms[0], 0).days.back().practising_count() == (replaced == 1 ? 100 : 1));
  }
  std::filesystem::remove(file);
}

TEST_CASE("on a random network the step form is Watts' cascade") {
  const Organisation organisation = random_organisation(150, 2);
  const Scenario scenario = scenario_on(organisation, threshold_text(40, "social_proof = \"step\"\n") + seeded("0.03"));
  for (const float threshold : {.1f, .25f, 1 / 3.f, .5f}) {
    ChangeGround ground = make_ground(scenario, organisation, Workers(1));
    ground.given.threshold.assign(150, threshold);
    cascades_alike(scenario, organisation, ground, [&](Employee, int practising, int degree) {
      return static_cast<float>(practising) / static_cast<float>(degree) >= threshold;
    });
  }
}

TEST_CASE("Morris: on a ring of neighbours and theirs a half spreads from a pair, and more than a half does not") {
  std::vector<Tie> ties;
  for (Employee v = 0; v < 100; ++v)
    for (const Employee step : {1u, 2u}) ties.push_back({v, (v + step) % 100});
  const Organisation ring = flat_organisation(100, ties);
  const Scenario scenario = scenario_on(ring, threshold_text(60, "social_proof = \"step\"\n") + spontaneous);
  for (const float threshold : {.5f, .51f}) {
    ChangeGround ground = make_ground(scenario, ring, Workers(1));
    ground.given.threshold.assign(100, threshold);
    ground.given.threshold[40] = ground.given.threshold[41] = 0;  // the pair joins on the first day
    CHECK(watched(scenario, ground, scenario.arms[0], 0).days.back().practising_count() == (threshold > .5f ? 2 : 100));
  }
}

TEST_CASE("with a number of ties as the bar it is Centola and Macy's complex contagion") {
  const Organisation organisation = random_organisation(150, 3);
  for (const int needed : {1, 2, 3}) {
    const Scenario scenario =
        scenario_on(organisation,
                    threshold_text(40, "social_proof = \"absolute\"\nties_needed = " + std::to_string(needed) + "\n") +
                        seeded("0.06"));
    cascades_alike(scenario, organisation, make_ground(scenario, organisation, Workers(1)),
                   [&](Employee, int practising, int) { return practising >= needed; });
  }
}

TEST_CASE("without ties a rollout is a cascade down the tree, each level's delay as long as theory says") {
  const Organisation organisation = tree_organisation(4, 6);
  const Scenario scenario =
      scenario_on(organisation,
                  "days = 250\nseed = 8\n[organisation]\nemployees = 100\n[parameters]\nbeta = 0\nturnover = 0\n"
                  "trust_new = 0.5\ntrust_sd = 0\ntau_trust = inf\ntau_trust_down = inf\n[[arm]]\nname = "
                  "\"a\"\napproach = \"rollout\"\npolicy = \"transformational\"\n");
  const Watched run = watched(scenario, make_ground(scenario, organisation, Workers(1)), scenario.arms[0], 0);
  std::vector<double> heard(organisation.employees(), -1);
  for (std::size_t day = 0; day < run.days.size(); ++day)
    for (Employee v = 0; v < organisation.employees(); ++v)
      if (heard[v] < 0 && run.days[day].aware(v)) heard[v] = static_cast<double>(day);
  CHECK(std::count(heard.begin(), heard.end(), -1) == 0);
  for (int level = 1; level <= 6; ++level) {
    double sum = 0, people = 0;
    for (Employee v = 0; v < organisation.employees(); ++v)
      if (organisation.level[v] == level) {
        sum += heard[v] - heard[organisation.manager[v]];
        ++people;
      }
    const double chance = 1 - std::exp(-.5 * .9 * std::pow(.95, level));
    INFO("level " << level);
    CHECK(std::abs(sum / people - 1 / chance) < 4 * std::sqrt((1 - chance) / (chance * chance) / people));
  }
}

TEST_CASE("with susceptibilities of their own people's intentions end where Friedkin and Johnsen say") {
  const Organisation organisation = random_organisation(60, 2);
  const Eigen::VectorXd opinion = drawn(60, 0, .05, .95), susceptibility = drawn(60, 1, 0, .98);
  Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(60, 60);
  for (Employee v = 0; v < 60; ++v)
    for (const Employee tie : organisation.ties.ties(v)) weights(v, tie) = 1. / organisation.ties.degree(v);
  const Eigen::MatrixXd one = Eigen::MatrixXd::Identity(60, 60);
  const Eigen::MatrixXd s = susceptibility.asDiagonal();
  const Eigen::VectorXd end = (one - s * weights).partialPivLu().solve((one - s) * opinion);
  CHECK((opinions_after(600, organisation, opinion, susceptibility) - end).cwiseAbs().maxCoeff() < 1e-5);
}

TEST_CASE("fully susceptible people agree on DeGroot's degree-weighted mean") {
  const Organisation organisation = random_organisation(60, 2);
  const Eigen::VectorXd opinion = drawn(60, 2, .05, .95);
  double sum = 0, ends = 0;
  for (Employee v = 0; v < 60; ++v) {
    sum += organisation.ties.degree(v) * opinion[v];
    ends += organisation.ties.degree(v);
  }
  const Eigen::VectorXd last = opinions_after(1500, organisation, opinion, Eigen::VectorXd::Ones(60));
  CHECK((last.array() - sum / ends).abs().maxCoeff() < 1e-5);
}
