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

enum class NetworkForm {
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
constexpr std::span<const std::string_view> names_of(NetworkForm) { return network_form_names; }

// The [network] table of a reference model's scenario.
struct NetworkSettings {
  NetworkForm form = NetworkForm::complete;
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

inline std::span<const Key<NetworkSettings>> network_keys() {
  using S = NetworkSettings;
  constexpr double largest = 4.0e9;  // people are numbered in 32 bits
  static const auto keys = declare<S>(
      {{.name = "form", .member = &S::form, .sentence = "who is tied to whom", .source = "choice"},
       {.name = "people",
        .member = &S::people,
        .low = 1,
        .high = largest,
        .symbol = "N",
        .unit = "people",
        .sentence = "how many people; a file of degrees or edges counts its own",
        .source = "choice"},
       {.name = "reach",
        .member = &S::reach,
        .low = 1,
        .high = largest,
        .symbol = "r",
        .unit = "people",
        .sentence = "ring, watts_strogatz: neighbours on either side",
        .source = "choice"},
       {.name = "rewired",
        .member = &S::rewired,
        .low = 0,
        .high = 1,
        .symbol = "p",
        .sentence =
            "watts_strogatz: chance that a tie's far end moves; ring, torus: how often a tie is drawn to swap ends "
            "with another, on average, everybody keeping their degree",
        .source = "Watts & Strogatz 1998; Maslov & Sneppen 2002"},
       {.name = "mean_degree",
        .member = &S::mean_degree,
        .low = 0,
        .high = largest,
        .symbol = "z",
        .unit = "ties",
        .sentence = "poisson: ties per person, on average",
        .source = "Erdős & Rényi 1959"},
       {.name = "newcomer_ties",
        .member = &S::newcomer_ties,
        .low = 1,
        .high = largest,
        .symbol = "m",
        .unit = "ties",
        .sentence = "barabasi_albert: ties that each newcomer makes",
        .source = "Barabási & Albert 1999"},
       {.name = "blocks",
        .member = &S::blocks,
        .low = 1,
        .high = largest,
        .unit = "blocks",
        .sentence = "block: how many blocks of equal size",
        .source = "Holland, Laskey & Leinhardt 1983"},
       {.name = "mean_degree_inside",
        .member = &S::mean_degree_inside,
        .low = 0,
        .high = largest,
        .unit = "ties",
        .sentence = "block: ties per person inside the own block, on average",
        .source = "choice"},
       {.name = "mean_degree_between",
        .member = &S::mean_degree_between,
        .low = 0,
        .high = largest,
        .unit = "ties",
        .sentence = "block: ties per person to all other blocks together, on average",
        .source = "choice"},
       {.name = "degrees",
        .member = &S::degrees,
        .sentence = "configuration: file with a degree a line, or CSV with a column degree",
        .source = "choice"},
       {.name = "edges",
        .member = &S::edges,
        .sentence = "edges: CSV with an edge a row: a, b and perhaps weight",
        .source = "choice"},
       {.name = "directed",
        .member = &S::directed,
        .sentence = "edges: a listens to b, but b not to a",
        .source = "choice"},
       {.name = "seed",
        .member = &S::seed,
        .low = 0,
        .high = 9.2e18,
        .sentence = "decides the network's draws; the scenario's seed when left out",
        .source = "choice"},
       {.name = "per_replicate",
        .member = &S::per_replicate,
        .sentence = "each replicate draws a network of its own, the same for every arm",
        .source = "choice"}});
  return keys;
}

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
