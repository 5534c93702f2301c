// Networks made and measured for the tests.
#pragma once
#include <algorithm>
#include <boost/graph/connected_components.hpp>

#include "models/reference/reference.hpp"
#include "sim/network_graph.hpp"
#include "tests/scratch.hpp"

namespace kantel::test {

using Row = std::vector<Employee>;
inline Row listed(std::span<const Employee> row) { return {row.begin(), row.end()}; }

inline NetworkSettings of(NetworkForm form, std::int64_t people) {
  NetworkSettings settings;
  settings.form = form;
  settings.people = people;
  return settings;
}
inline NetworkSettings ring(std::int64_t people, std::int64_t reach, double rewired = 0) {
  NetworkSettings settings = of(NetworkForm::ring, people);
  settings.reach = reach;
  settings.rewired = rewired;
  return settings;
}
inline NetworkSettings poisson(std::int64_t people, double mean_degree) {
  NetworkSettings settings = of(NetworkForm::poisson, people);
  settings.mean_degree = mean_degree;
  return settings;
}
inline NetworkSettings blocks(std::int64_t people, std::int64_t count, double inside, double between) {
  NetworkSettings settings = of(NetworkForm::block, people);
  settings.blocks = count;
  settings.mean_degree_inside = inside;
  settings.mean_degree_between = between;
  return settings;
}

inline ReferenceNetwork made(const NetworkSettings& settings, std::uint64_t seed = 1, int threads = 1,
                             const std::filesystem::path& folder = ".") {
  return make_network(settings, folder, seed, Workers(threads));
}
inline std::string complaint(const NetworkSettings& settings, const std::filesystem::path& folder = ".") {
  try {
    made(settings, 1, 1, folder);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}
inline NetworkSettings configuration(const Scratch& scratch, std::string_view text) {
  scratch.write("degrees.csv", text);
  NetworkSettings settings = of(NetworkForm::configuration, 1000);
  settings.degrees = "degrees.csv";
  return settings;
}

// Everybody tied to everybody, and ties by hand.
inline ReferenceNetwork everybody(Employee people) { return made(of(NetworkForm::complete, people)); }
inline ReferenceNetwork tied(Employee people, const std::vector<Tie>& ties) {
  ReferenceNetwork network;
  network.ties = Network::from_ties(people, ties, Workers(1));
  network.people = people;
  return network;
}
// A model's settings from the lines of its [parameters].
inline std::any settings_of(const ReferenceModel& model, const std::string& toml) {
  Problems problems;
  std::any read = model.read(parse_toml(toml, "test.toml"), "", model.defaults(), {}, problems);
  problems.throw_if_any();
  return read;
}

inline std::vector<Tie> ties_of(const Network& network) {
  std::vector<Tie> ties;
  network.for_each_tie([&](const Tie& tie) { ties.push_back(tie); });
  return ties;
}
inline bool simple(const Network& network) {
  for (Employee v = 0; v < network.employees(); ++v) {
    const std::span<const Employee> row = network.ties(v);
    for (std::size_t i = 0; i < row.size(); ++i)
      if (row[i] == v || row[i] >= network.employees() || (i > 0 && row[i] <= row[i - 1]) || !network.tied(row[i], v))
        return false;
  }
  return true;
}
inline std::vector<std::uint32_t> degrees_of(const Network& network) {
  std::vector<std::uint32_t> degrees;
  for (Employee v = 0; v < network.employees(); ++v) degrees.push_back(network.degree(v));
  return degrees;
}
inline double mean_of(const std::vector<std::uint32_t>& degrees) {
  double sum = 0;
  for (const std::uint32_t degree : degrees) sum += degree;
  return sum / static_cast<double>(degrees.size());
}
inline double variance_of(const std::vector<std::uint32_t>& degrees) {
  const double mean = mean_of(degrees);
  double sum = 0;
  for (const std::uint32_t degree : degrees) sum += (degree - mean) * (degree - mean);
  return sum / static_cast<double>(degrees.size());
}
inline double share_at_least(const std::vector<std::uint32_t>& degrees, std::uint32_t degree) {
  return static_cast<double>(std::count_if(degrees.begin(), degrees.end(), [&](auto d) { return d >= degree; })) /
         static_cast<double>(degrees.size());
}
inline double share_moved(const Network& before, const Network& after) {
  std::size_t moved = 0;
  for (const Tie& tie : ties_of(before)) moved += !after.tied(tie.a, tie.b);
  return static_cast<double>(moved) / static_cast<double>(before.ties_count());
}
inline int components_of(const Network& network) {
  std::vector<int> component(network.employees());
  return boost::connected_components(
      network, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, network)));
}

}  // namespace kantel::test
