// The two files of an adoption study: times of adoption, and who names whom.
#include "studies/adoption/data.hpp"
#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string_view> files = files_of(text_of(data, size), 2);
  adoption::AdoptionFiles read;
  read.times = put("times.csv", files[0]), read.ties = put("ties.csv", files[1]);
  for (const bool asks : {false, true}) {
    if (asks) read.never = 18, read.questions = {"advice"};
    takes([&] {
      const adoption::AdoptionData found = adoption::read_adoption(read);
      demand(found.first_of_place.size() == found.places.size() + 1 && found.first_of_place.back() == found.size() &&
                 found.ids.size() == found.size() && found.first_name.size() == found.size() + 1,
             "everybody has a place, an id and names");
      for (adoption::Person i = 0; i < found.size(); ++i) {
        demand(found.period[i] >= 1 && found.period[i] <= found.periods + 1, "a period lies in the study");
        for (const adoption::Person named : found.named_by(i)) demand(named < found.size() && named != i, "others");
      }
      for (std::size_t place = 0; place < found.places.size(); ++place) found.observed_share(place, found.periods);
    });
  }
  return 0;
}
