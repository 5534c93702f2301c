// seed_champions: of the target, so many of those who do not practise yet become champions.
#include <algorithm>
#include <cmath>

#include "models/change/champions.hpp"
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 2> own_keys{"share", "chosen"};

void seed_champions(const Happening& now) {
  std::vector<Employee> idle;
  std::size_t meant = 0;
  for_target(now, [&](Employee i) {
    ++meant;
    if (!now.practises(i)) idle.push_back(i);
  });
  const std::size_t wanted = share_of(now.event.share, meant);
  for (const Employee champion :
       choose_champions(now.ground, now.day, now.people, now.visible.ties(), now.event.chosen, wanted, idle)) {
    make_champion(now.day.parameters, now.people, champion);
    now.visible.edit(champion, now.visible.yesterday()[champion] | aware_bit | practising_bit);
  }
}

}  // namespace

const InterventionRow interventions::seed_champions{
    .name = "seed_champions",
    .keys = own_keys,
    .needed = std::span(own_keys).first(1),
    .sentence = "makes champions of a share of the target, chosen among those who do not practise",
    .apply = kantel::seed_champions,
    .more = [](const Event& event) { return shortest(event.share) + " " + std::string(name_of(event.chosen)); }};

}  // namespace kantel
