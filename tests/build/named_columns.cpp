// A process as it should be: it touches what it names. With one of these defined it touches what it does not name, and
// must not compile (tests/build/unnamed_columns).
#include "models/change/rows.hpp"

namespace kantel {

namespace column {
using Trust = Rows<Reads<mean_need, trust, presence>, Writes<trust>>;
}

void trust(const Day&, const Block& block) {
  const column::Trust::Was was(block);
  const column::Trust::Work work(block);
  const column::Trust::Now now(block);
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    now.trust[i] = was.trust[i] + was.mean_need[i] * work.presence[i];
#if defined(READS_UNNAMED)
  now.trust[0] = was.skill[0];
#elif defined(READS_UNNAMED_SCRATCH)
  now.trust[0] = work.vision[0];
#elif defined(WRITES_UNNAMED)
  now.skill[0] = 0;
#elif defined(WRITES_YESTERDAY)
  was.trust[0] = 0;
#elif defined(WRITES_READ_SCRATCH)
  work.presence[0] = 0;
#elif defined(OPENS_BY_HAND)
  block.now_->skill[0] = 0;
#elif defined(WRITES_GATHERED)
  const column::Rows<column::Reads<>, column::Writes<column::mean_need>>::Now other(block);
#endif
}

}  // namespace kantel
