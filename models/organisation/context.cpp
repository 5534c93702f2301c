// The form `context`: a directorate whose units differ in their type of work, with leaders of programmes across them.
#include <algorithm>

#include "models/organisation/forms.hpp"

namespace kantel {

std::uint32_t programmes_of(const OrganisationSettings& settings) {
  return static_cast<std::uint32_t>(std::min(settings.programmes, settings.employees / 20));
}

void make_context(const OrganisationSettings& settings, std::uint64_t seed, Organisation& organisation) {
  constexpr std::size_t types = work_names.size();
  for (std::size_t unit = 1; unit < organisation.unit_names.size(); ++unit) {
    if (organisation.work.empty()) organisation.work.assign(organisation.unit_names.size(), WorkType::unsaid);
    const std::size_t type = (unit - 1) % types;
    organisation.work[unit] = static_cast<WorkType>(type);
    organisation.unit_names[unit] = std::string(work_names[type]) + "-" + std::to_string((unit - 1) / types + 1);
  }

  const std::uint32_t programmes = programmes_of(settings);
  if (programmes < settings.programmes)
    organisation.warnings.push_back("organisation.programmes: " + std::to_string(programmes) +
                                    ", one for every twenty people at most");
  if (programmes == 0 || settings.programme_share == 0) return;
  const std::vector<std::uint32_t> span = spans(organisation);
  std::vector<Employee> leaders;
  for (Employee v = 1; v < organisation.employees() && leaders.size() < programmes; ++v)
    if (organisation.manager[v] == 0 && span[v] == 0) leaders.push_back(v);
  if (leaders.empty()) return;
  const std::uint64_t programme = purpose_key(seed, OrganisationPurpose::programme),
                      member = purpose_key(seed, OrganisationPurpose::programme_member);
  organisation.dotted.assign(organisation.employees(), nobody);
  bool any = false;
  for (Employee v = 1; v < organisation.employees(); ++v) {
    if (organisation.manager[v] == 0 || unit_interval(keyed_draw(member, v)) >= settings.programme_share) continue;
    organisation.dotted[v] = leaders[keyed_choice(programme, v, static_cast<std::uint32_t>(leaders.size()))];
    any = true;
  }
  if (!any) organisation.dotted.clear();
}

}  // namespace kantel
