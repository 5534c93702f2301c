// Sprint: for ten days .2 more of vision and care, for the next ten as much less, clipped. Of several at once the sum
// counts. It comes on top of all that leaders do, whoever they are, and goes by whom it is for.
#include "models/change/leading/pipeline.hpp"

namespace kantel {

namespace column {
using Sprint = Rows<Reads<>, Writes<care, vision>>;
}

bool sprint(const Day& day, const Block& block) {
  constexpr std::int64_t days = 10;
  constexpr float more = .2f;
  if (day.sprints.empty()) return false;
  const column::Sprint::Was was(block);
  const column::Sprint::Work work(block);
  std::array<int, block_rows> spent{};
  bool any = false;
  for (const ActiveSprint& sprint : day.sprints) {
    const std::int64_t into = static_cast<std::int64_t>(day.number) - sprint.first;
    if (into < 0 || into >= 2 * days) continue;
    for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
      if (day.covers(sprint.met, was.first + static_cast<Employee>(i))) spent[i] += into < days ? 1 : -1, any = true;
  }
  if (!any) return false;
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i) {
    if (spent[i] == 0) continue;
    work.care[i] = within(0, work.care[i] + more * static_cast<float>(spent[i]), 1);
    work.vision[i] = within(0, work.vision[i] + more * static_cast<float>(spent[i]), 1);
  }
  return true;
}

}  // namespace kantel
