// A folder of results: manifest.json and its tables, in this order, verified and reported. In the manifest @series.csv
// stands for the hash of that table, so that a changed table can be one that its manifest vouches for.
#include <array>

#include "sim/input/hash.hpp"
#include "studies/report/data.hpp"
#include "studies/report/report.hpp"
#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<const char*, 3> tables{"series.csv", "summary.csv", "differences.csv"};
  const std::vector<std::string_view> files = files_of(text_of(data, size), tables.size() + 1);
  std::string manifest(files[0]);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    put(tables[i], files[i + 1]);
    const std::string mark = std::string("@") + tables[i], hash = hash_of(files[i + 1]);
    for (auto at = manifest.find(mark); at != std::string::npos; at = manifest.find(mark, at + hash.size()))
      manifest.replace(at, mark.size(), hash);
  }
  put("manifest.json", manifest);
  std::filesystem::remove(folder() / "report.html");
  const bool verified = takes([] { verified_tables(folder().path()); });
  const bool reported = takes([] { write_report(folder().path()); });
  demand(verified || !reported || report::read_manifest(folder() / "manifest.json").tables.empty(),
         "what is reported of tables that a manifest vouches for can be verified");
  return 0;
}
