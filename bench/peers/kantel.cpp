// Kantel's side of the comparison with its peers: makes the ties that all of them read, and runs the same two models.
//
//   peer_kantel ties PEOPLE FILE                                  a ring rewired, degree 10, as pairs of 32-bit numbers
//   peer_kantel sir|watts PEOPLE FILE DAYS RUNS KEY=VALUE...      one thread; prints times, peak memory and the series
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "bench/memory.hpp"
#include "studies/comparison/reference_compare.hpp"

using namespace kantel;

namespace {

// Processor time, which a busy machine disturbs least; everything here runs on one thread.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void write_ties(Employee people, const std::string& file) {
  NetworkSettings settings;
  settings.form = NetworkForm::watts_strogatz;
  settings.people = people;
  settings.reach = 5;
  settings.rewired = .1;
  const ReferenceNetwork network = make_network(settings, "", 1, Workers(0));
  std::ofstream out(file, std::ios::binary);
  network.ties.for_each_tie([&](const Tie& tie) {
    const std::array<Employee, 2> pair{tie.a, tie.b};
    out.write(reinterpret_cast<const char*>(pair.data()), sizeof pair);
  });
  if (!out.flush()) throw std::runtime_error("cannot write " + file);
}

Network read_ties(Employee people, const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<Tie> ties;
  std::array<Employee, 2> pair{};
  while (in.read(reinterpret_cast<char*>(pair.data()), sizeof pair)) ties.push_back({pair[0], pair[1]});
  if (ties.empty()) throw std::runtime_error("no ties in " + file);
  return Network::from_ties(people, ties, Workers(1));
}

void run_model(const std::vector<std::string>& words) {
  const auto people = static_cast<Employee>(std::stoul(words[1]));
  const std::int64_t days = std::stoll(words[3]), runs = std::stoll(words[4]);
  std::string toml = "model = \"" + words[0] + "\"\nseed = 1\n[parameters]\n";
  for (std::size_t i = 5; i < words.size(); ++i) toml += words[i] + "\n";
  toml += "[network]\nform = \"path\"\npeople = 3\n";  // the ties are read below
  const ReferenceScenario scenario = parse_reference_scenario(toml, "peers.toml");

  const double before = now();
  ReferenceNetwork network;
  network.people = people;
  network.ties = read_ties(people, words[2]);
  const double loaded = now();
  nlohmann::json series = nlohmann::json::array();
  double seconds = 0;
  for (std::int64_t r = 0; r < runs; ++r) {
    const World world{network, KeyedRandom(scenario.seed(), static_cast<std::uint32_t>(r))};
    const double started = now();
    const Recording recording = run_reference(*scenario.model, scenario.arms[0].parameters, world, days);
    seconds += now() - started;
    nlohmann::json one = nlohmann::json::array();
    for (std::int64_t day = 0; day <= days; ++day)
      one.push_back(std::llround(static_cast<double>(recording.value(day, 0, 0)) * people));
    series.push_back(one);
  }
  std::cout << nlohmann::json{{"load_seconds", loaded - before},
                              {"seconds", seconds / static_cast<double>(runs)},
                              {"peak_bytes", kantel_bench::peak_bytes()},
                              {"series", series}}
            << "\n";
}

}  // namespace

int main(int count, char** values) try {
  const std::vector<std::string> words(values + 1, values + count);
  if (words.size() == 3 && words[0] == "ties")
    write_ties(static_cast<Employee>(std::stoul(words[1])), words[2]);
  else if (words.size() >= 5)
    run_model(words);
  else
    throw std::runtime_error("usage: peer_kantel ties PEOPLE FILE | sir|watts PEOPLE FILE DAYS RUNS KEY=VALUE...");
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "peer_kantel: %s\n", error.what());
  return 1;
}
