#include "models/organisation/organisation.hpp"

#include <cmath>

#include "models/organisation/generate.hpp"
#include "models/organisation/import.hpp"
#include "sim/input/diagnostics.hpp"
#include "sim/large.hpp"
#include "sim/memory.hpp"

namespace kantel {

Organisation make_organisation(const OrganisationSettings& settings, const std::filesystem::path& folder,
                               std::uint64_t seed, const Workers& workers) {
  refuse_beyond_memory(settings, 24);
  Organisation made = settings.form == Form::imported ? imported_organisation(settings, folder, workers)
                                                      : generated_organisation(settings, seed, workers);
  constexpr Employee large = 100'000;  // what its making left would stay beside the columns of the run
  if (made.employees() >= large) give_back_heap();
  return made;
}

void refuse_beyond_memory(const OrganisationSettings& settings, double bytes_a_person) {
  if (settings.form == Form::imported) return;
  const double a_person = bytes_a_person + 8 * settings.mean_degree;  // each tie stands at both its ends
  const double bytes = a_person * static_cast<double>(settings.employees), there = memory_of_machine();
  if (bytes <= there) return;
  const auto gigabytes = [](double number) { return std::to_string(std::llround(number / 1e9)); };
  throw InputError({{"", 0, "organisation.employees"},
                    std::to_string(settings.employees) + " need about " + gigabytes(bytes) +
                        " GB of memory, and this machine has " + gigabytes(there),
                    "up to " + std::to_string(std::llround(there / a_person)) + " here",
                    ""});
}

std::vector<std::uint32_t> spans(const Organisation& organisation) {
  std::vector<std::uint32_t> count(organisation.manager.size(), 0);
  for (const Employee boss : organisation.manager)
    if (boss != nobody) ++count[boss];
  return count;
}

}  // namespace kantel
