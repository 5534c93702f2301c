// From settings to a network: which part makes which form.
#include "models/reference/networks/networks.hpp"

#include "models/reference/networks/forms.hpp"

namespace kantel {

namespace {

// The sequence's ties without what chance put twice or made of one person, which is told.
Network configured(std::span<const std::uint32_t> degrees, std::uint64_t seed, const Workers& workers,
                   std::vector<std::string>& warnings) {
  std::vector<Tie> ties = configuration_ties(degrees, seed);
  const std::size_t selves = std::erase_if(ties, [](const Tie& tie) { return tie.a == tie.b; });
  Network network = Network::from_ties(static_cast<Employee>(degrees.size()), ties, workers);
  const std::size_t doubles = ties.size() - network.ties_count();
  std::uint64_t stubs = 0;
  for (const std::uint32_t degree : degrees) stubs += degree;
  if (selves + doubles > 0)
    warnings.push_back("network.degrees: chance made ties of somebody with themselves, " + std::to_string(selves) +
                       ", and doubles, " + std::to_string(doubles) + "; they are left out");
  if (stubs % 2 == 1) warnings.push_back("network.degrees: the sum is odd, so that one tie found no other end");
  return network;
}

}  // namespace

ReferenceNetwork make_network(const NetworkSettings& settings, const std::filesystem::path& folder, std::uint64_t seed,
                              const Workers& workers) {
  const NetworkForm form = settings.form;
  Problems problems;
  check_network(
      settings,
      [](std::string_view key) {
        return Place{"", 0, "network." + std::string(key)};
      },
      problems);
  problems.throw_if_any();

  const auto people = static_cast<Employee>(settings.people);
  const auto reach = static_cast<Employee>(settings.reach);
  ReferenceNetwork out;
  out.people = people;
  out.warnings = idle_settings(settings, form);
  const auto drawn = [&](const std::vector<Tie>& ties) { return Network::from_ties(people, ties, workers); };
  switch (form) {
    case NetworkForm::complete:
      out.complete = true;
      out.ties = drawn({});
      break;
    case NetworkForm::path: out.ties = path_ties(people, workers); break;
    case NetworkForm::star: out.ties = star_ties(people, workers); break;
    case NetworkForm::ring: out.ties = ring_ties(people, reach, workers); break;
    case NetworkForm::torus: out.ties = torus_ties(torus_side(people), workers); break;
    case NetworkForm::watts_strogatz:
      out.ties = watts_strogatz_ties(people, reach, settings.rewired, seed, workers);
      break;
    case NetworkForm::poisson: out.ties = drawn(poisson_ties(people, settings.mean_degree, seed)); break;
    case NetworkForm::barabasi_albert:
      out.ties = drawn(barabasi_albert_ties(people, static_cast<Employee>(settings.newcomer_ties), seed));
      break;
    case NetworkForm::block:
      out.ties = drawn(block_ties(people, static_cast<Employee>(settings.blocks), settings.mean_degree_inside,
                                  settings.mean_degree_between, seed));
      break;
    case NetworkForm::configuration: {
      const std::vector<std::uint32_t> degrees = read_degrees(folder / settings.degrees, problems);
      problems.throw_if_any();
      out.people = static_cast<Employee>(degrees.size());
      out.ties = configured(degrees, seed, workers, out.warnings);
      break;
    }
    case NetworkForm::edges:
      read_edges(folder / settings.edges, settings.directed, workers, problems, out);
      problems.throw_if_any();
      if (out.weighted) out.ties = Network::from_ties(out.people, {}, workers);
      break;
  }
  if ((form == NetworkForm::ring || form == NetworkForm::torus) && settings.rewired > 0)
    out.ties = with_swapped_ties(out.ties, settings.rewired, seed, workers, out.warnings);
  return out;
}

}  // namespace kantel
