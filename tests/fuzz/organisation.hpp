// What is done with an organisation that was read: it is written, and reads back the same.
#pragma once
#include "tests/fuzz/target.hpp"
#include "tests/scratch.hpp"

namespace kantel::fuzz {

constexpr std::string_view usual_chart =
    "id,manager\nann@x.org,\nbob@x.org,ann@x.org\ncas@x.org,ann@x.org\ndan@x.org,bob@x.org\neve,bob@x.org\n0,eve\n1,"
    "0\n";

inline void use(const OrganisationSettings& settings) {
  const Workers alone(1);
  takes([&] {
    const Organisation organisation = make_organisation(settings, folder().path(), 1, alone);
    std::filesystem::create_directories(folder() / "out");
    export_organisation(organisation, folder() / "out", alone);
    OrganisationSettings again = settings_of_export(folder() / "out");
    for (const auto& [source, name] : {std::pair{&OrganisationSettings::ties, "ties.csv"},
                                       std::pair{&OrganisationSettings::graphml, "org.graphml"}}) {
      again.ties.clear(), again.graphml.clear();
      again.*source = name;
      demand(takes([&] {
               demand(test::same_organisation(organisation, make_organisation(again, folder() / "out", 1, alone)),
                      "an export reads back to the same organisation");
             }),
             "an export can be read");
    }
  });
}

}  // namespace kantel::fuzz
