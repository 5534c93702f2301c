#include "models/organisation/organisation.hpp"

#include "models/organisation/generate.hpp"
#include "models/organisation/import.hpp"
#include "sim/large.hpp"

namespace kantel {

Organisation make_organisation(const OrganisationSettings& settings, const std::filesystem::path& folder,
                               std::uint64_t seed, const Workers& workers) {
  Organisation made = settings.form == Form::imported ? imported_organisation(settings, folder, workers)
                                                      : generated_organisation(settings, seed, workers);
  constexpr Employee large = 100'000;  // what its making left would stay beside the columns of the run
  if (made.employees() >= large) give_back_heap();
  return made;
}

std::vector<std::uint32_t> spans(const Organisation& organisation) {
  std::vector<std::uint32_t> count(organisation.manager.size(), 0);
  for (const Employee boss : organisation.manager)
    if (boss != nobody) ++count[boss];
  return count;
}

}  // namespace kantel
