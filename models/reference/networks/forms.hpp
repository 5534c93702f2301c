// The parts of make_network, one per form or per step, and the draws they share.
#pragma once
#include "models/reference/networks/networks.hpp"
#include "sim/random.hpp"

namespace kantel {

// What a network's draws are for: a stream each, above every replicate's.
enum class NetworkPurpose : std::uint32_t {
  rewire_ring,
  choose_ties,
  swap_ties,
  poisson,
  stubs,
  newcomers,
  inside_blocks,
  between_blocks
};

class NetworkDraws {
 public:
  NetworkDraws(std::uint64_t seed, NetworkPurpose purpose)
      : random_(seed, 0xFFFF'FF00 + static_cast<std::uint32_t>(purpose)) {}

  // In (0, 1), both ends excluded.
  double unit(std::uint64_t what, std::uint32_t attempt = 0) const {
    return (static_cast<double>(bits(what, attempt) >> 12) + 0.5) * 0x1p-52;
  }
  // One of 0 .. range-1: the whole part of range times 64 random bits as a fraction.
  std::uint32_t choice(std::uint64_t what, std::uint32_t range, std::uint32_t attempt = 0) const {
    const std::uint64_t drawn = bits(what, attempt);
    const std::uint64_t low = (drawn & 0xFFFFFFFF) * range;
    return static_cast<std::uint32_t>(((drawn >> 32) * range + (low >> 32)) >> 32);
  }

 private:
  std::uint64_t bits(std::uint64_t what, std::uint32_t attempt) const {
    const FourDraws draws =
        random_.four(static_cast<std::uint32_t>(what), static_cast<std::uint32_t>(what >> 32), attempt);
    return std::uint64_t{draws[0]} << 32 | draws[1];
  }
  KeyedRandom random_;
};

// networks_settings.cpp
// The least side of a torus with room for the people.
Employee torus_side(std::int64_t people);
std::vector<std::string> idle_settings(const NetworkSettings& settings, NetworkForm form);

// networks_lattice.cpp
Network path_ties(Employee people, const Workers& workers);
Network star_ties(Employee people, const Workers& workers);
Network ring_ties(Employee people, Employee reach, const Workers& workers);
Network torus_ties(Employee side, const Workers& workers);

// networks_rewired.cpp
Network watts_strogatz_ties(Employee people, Employee reach, double chance, std::uint64_t seed, const Workers& workers);
Network with_swapped_ties(const Network& before, double share, std::uint64_t seed, const Workers& workers,
                          std::vector<std::string>& warnings);

// networks_random.cpp
std::vector<Tie> poisson_ties(Employee people, double mean_degree, std::uint64_t seed);
std::vector<Tie> block_ties(Employee people, Employee blocks, double inside, double between, std::uint64_t seed);
std::vector<Tie> barabasi_albert_ties(Employee people, Employee newcomer_ties, std::uint64_t seed);
// The sequence's stubs in pairs, with the self-ties and doubles that chance makes.
std::vector<Tie> configuration_ties(std::span<const std::uint32_t> degrees, std::uint64_t seed);

// networks_files.cpp; what is wrong with the rows is added to the problems.
std::vector<std::uint32_t> read_degrees(const std::filesystem::path& path, Problems& problems);
void read_edges(const std::filesystem::path& path, bool directed, const Workers& workers, Problems& problems,
                ReferenceNetwork& out);

}  // namespace kantel
