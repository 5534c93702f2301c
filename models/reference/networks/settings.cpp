// The [network] table: what it declares, and which combinations are possible.
#include <algorithm>

#include "models/reference/networks/forms.hpp"

namespace kantel {

namespace {

std::vector<std::string_view> settings_of(NetworkForm form) {
  switch (form) {
    case NetworkForm::complete:
    case NetworkForm::path:
    case NetworkForm::star: return {"people"};
    case NetworkForm::ring:
    case NetworkForm::watts_strogatz: return {"people", "reach", "rewired"};
    case NetworkForm::torus: return {"people", "rewired"};
    case NetworkForm::poisson: return {"people", "mean_degree"};
    case NetworkForm::configuration: return {"degrees"};
    case NetworkForm::barabasi_albert: return {"people", "newcomer_ties"};
    case NetworkForm::block: return {"people", "blocks", "mean_degree_inside", "mean_degree_between"};
    case NetworkForm::edges: return {"edges", "directed"};
  }
  return {};
}

}  // namespace

// A setting that was changed and yet changes nothing must not go unnoticed either.
std::vector<std::string> idle_settings(const NetworkSettings& settings, NetworkForm form) {
  std::vector<std::string> warnings;
  const std::vector<std::string_view> used = settings_of(form);
  for (const Key<NetworkSettings>& key : network_keys())
    if (key.name != "form" && key.name != "seed" && key.name != "per_replicate" &&
        std::find(used.begin(), used.end(), key.name) == used.end() &&
        written(key, settings) != written(key, NetworkSettings{}))
      warnings.push_back("network." + std::string(key.name) + " has no effect on form = \"" +
                         std::string(name_of(form)) + "\"");
  return warnings;
}

Employee torus_side(std::int64_t people) {
  std::int64_t side = 1;
  while (side * side < people) ++side;
  return static_cast<Employee>(side);
}

// Adds what cannot be, and what would need more ties than 32 bits can number the ends of.
void check_network(const NetworkSettings& s, const std::function<Place(std::string_view)>& place, Problems& problems) {
  const NetworkForm form = s.form;
  const auto refuse = [&](std::string_view key, std::string message, std::string allowed) {
    problems.add(place(key), std::move(message), std::move(allowed));
  };
  const auto people = static_cast<double>(s.people);
  const std::string among = " among " + std::to_string(s.people) + " people";
  double mean_degree = 0;
  switch (form) {
    case NetworkForm::complete: return;
    case NetworkForm::path:
    case NetworkForm::star: mean_degree = 2; break;
    case NetworkForm::ring:
    case NetworkForm::watts_strogatz:
      mean_degree = 2 * static_cast<double>(s.reach);
      if (mean_degree >= people)
        refuse("reach", "is " + std::to_string(s.reach) + among, "below half the number of people");
      break;
    case NetworkForm::torus: {
      const std::int64_t side = torus_side(s.people);
      mean_degree = 8;
      if (side < 3 || side * side != s.people)
        refuse("people", "is " + std::to_string(s.people) + ", which does not fill a square torus",
               "the square of a whole number, at least 9");
      break;
    }
    case NetworkForm::poisson:
      mean_degree = s.mean_degree;
      if (s.mean_degree > people - 1)
        refuse("mean_degree", "is " + shortest(s.mean_degree) + among, range_text(0, people - 1));
      break;
    case NetworkForm::barabasi_albert:
      mean_degree = 2 * static_cast<double>(s.newcomer_ties);
      if (s.newcomer_ties >= s.people)
        refuse("newcomer_ties", "is " + std::to_string(s.newcomer_ties) + among, "below the number of people");
      break;
    case NetworkForm::block: {
      if (s.people % s.blocks != 0) {
        refuse("blocks", "is " + std::to_string(s.blocks) + among, "a number that divides the people equally");
        return;
      }
      const double size = static_cast<double>(s.people) / static_cast<double>(s.blocks);
      mean_degree = s.mean_degree_inside + s.mean_degree_between;
      if (s.mean_degree_inside > size - 1)
        refuse("mean_degree_inside", "is " + shortest(s.mean_degree_inside) + " in blocks of " + shortest(size),
               range_text(0, size - 1));
      if (s.mean_degree_between > people - size)
        refuse("mean_degree_between",
               "is " + shortest(s.mean_degree_between) + " with " + shortest(people - size) + " people in other blocks",
               range_text(0, people - size));
      break;
    }
    case NetworkForm::configuration:
      if (s.degrees.empty()) refuse("degrees", "is missing", "the path of a file with degrees");
      return;
    case NetworkForm::edges:
      if (s.edges.empty()) refuse("edges", "is missing", "the path of a CSV with edges");
      return;
  }
  if (people * mean_degree >= 0x1p32)
    refuse("people", "is " + std::to_string(s.people) + " with " + shortest(mean_degree) + " ties each",
           "together below 2^32");
}

}  // namespace kantel
