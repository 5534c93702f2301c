// Who may influence whom in a reference model: the networks its source used, or one read from a file. People are
// numbered from 0; undirected networks are simple (nobody is tied to themselves, no pair twice).
//
// Boost.Graph generates such networks too, but from a sequential engine; here every draw is keyed by what it is about
// (sim/random.hpp), so that a seed gives one network on any platform and any number of threads.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/declare.hpp"
#include "sim/network.hpp"

namespace kantel {

enum class NetworkForm : std::int64_t {
  complete,
  path,
  star,
  ring,
  torus,
  watts_strogatz,
  poisson,
  configuration,
  barabasi_albert,
  block,
  edges
};
inline constexpr std::array<std::string_view, 11> network_form_names{
    "complete",        "path",  "star", "ring", "torus", "watts_strogatz", "poisson", "configuration",
    "barabasi_albert", "block", "edges"};

// The [network] table of a reference model's scenario.
struct NetworkSettings {
  std::int64_t form = 0;
  std::int64_t people = 1000;  // forms from a file count the people there instead
  std::int64_t reach = 1;
  double rewired = 0;
  double mean_degree = 4;
  std::int64_t newcomer_ties = 2;
  std::int64_t blocks = 2;
  double mean_degree_inside = 4;
  double mean_degree_between = 1;
  std::string degrees, edges;  // paths, relative to the scenario's folder
  bool directed = false;
  std::optional<std::int64_t> seed;  // default: the scenario's
  bool per_replicate = true;         // drawn anew for each replicate, the same for every arm
};

std::span<const Key<NetworkSettings>> network_keys();

// Whom each person listens to and how much, in compressed rows ordered by target: as read, not normalised. Listening
// to oneself is allowed; weights are above 0.
struct WeightedTies {
  std::vector<std::uint64_t> begins{0};  // people + 1
  std::vector<Employee> targets;
  std::vector<double> weights;

  Employee people() const { return static_cast<Employee>(begins.size() - 1); }
  std::span<const Employee> targets_of(Employee v) const { return std::span(targets).subspan(begins[v], count(v)); }
  std::span<const double> weights_of(Employee v) const { return std::span(weights).subspan(begins[v], count(v)); }

 private:
  std::size_t count(Employee v) const { return begins[v + 1] - begins[v]; }
};

// Exactly one of three: everybody tied to everybody, undirected ties, or weighted or directed ones. `ties` has a row
// for everybody, empty in all but the second case.
struct ReferenceNetwork {
  Network ties;
  bool complete = false;
  std::optional<WeightedTies> weighted;
  Employee people = 0;
  std::vector<std::string> warnings;  // what was left out, and which settings have no effect
};

// Adds what is impossible about settings within their declared ranges; `place` says where a key stands.
void check_network(const NetworkSettings& settings, const std::function<Place(std::string_view key)>& place,
                   Problems& problems);

// Settings within their declared ranges. Throws InputError with everything that is wrong: combinations that are
// impossible, files that cannot be read. Time is linear in people and ties.
ReferenceNetwork make_network(const NetworkSettings& settings, const std::filesystem::path& folder, std::uint64_t seed,
                              const Workers& workers);

// Everybody tied to everybody, stored: 4 bytes times people squared.
Network complete_ties(Employee people, const Workers& workers);

}  // namespace kantel
