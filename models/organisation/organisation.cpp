#include "models/organisation/organisation.hpp"

#include "models/organisation/generate.hpp"
#include "models/organisation/import.hpp"

namespace kantel {

Organisation make_organisation(const OrganisationSettings& settings, const std::filesystem::path& folder,
                               std::uint64_t seed, const Workers& workers) {
  if (static_cast<Form>(settings.form) == Form::imported) return imported_organisation(settings, folder, workers);
  return generated_organisation(settings, seed, workers);
}

std::vector<std::uint32_t> spans(const Organisation& organisation) {
  std::vector<std::uint32_t> count(organisation.manager.size(), 0);
  for (const Employee boss : organisation.manager)
    if (boss != nobody) ++count[boss];
  return count;
}

}  // namespace kantel
