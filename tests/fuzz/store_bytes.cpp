// A store as a file of any bytes.
#include "tests/fuzz/store.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const StoredExperiment own = StoreReader(KANTEL_SOURCE_DIR "/tests/studies/sweep/samples/format3.db").about();
  use_store(put("store.db", text_of(data, size)), own);
  return 0;
}
