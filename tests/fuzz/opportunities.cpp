// The three files of one organisation observed: opportunities, events and ties.
#include "studies/adoption/occasions/opportunities.hpp"

#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string_view> files = files_of(text_of(data, size), 3);
  adoption::OpportunityFiles read;
  read.opportunities = put("opportunities.csv", files[0]), read.events = put("events.csv", files[1]);
  read.ties = put("ties.csv", files[2]);
  read.steps = {"guide"};
  for (const bool gated : {false, true}) {
    if (gated) read.gate = "committer";
    takes([&] {
      const adoption::Opportunities found = adoption::read_opportunities(read);
      demand(!found.rows.empty() && found.ties.size() == found.people.size() && found.steps.size() == 1,
             "everybody has ties, however few");
      for (const adoption::Opportunity& row : found.rows)
        demand(row.person < found.people.size() && row.day <= found.last_day, "an opportunity is somebody's");
      for (const adoption::Occasion& one : adoption::occasions(found))
        demand(one.day >= found.first_use && one.ties >= 0 && one.ties <= 1 && one.gate > -1 && one.gate < 1,
               "what was known is a share");
    });
  }
  return 0;
}
