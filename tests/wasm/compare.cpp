// compare SCENARIO FOLDER: writes the tables of a comparison, as `kantel compare` does; run under Node on the machine's
// own files, and held against the program's (tests/wasm/run). The manifest is left out.
#include "studies/comparison/compare.hpp"

#include <iostream>

#include "models/models.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/comparison/tables.hpp"

int main(int count, char** words) try {
  if (count != 3) return 2;
  using namespace kantel;
  const Workers workers;
  CompareOptions options;
  options.workers = &workers;
  const Outcome outcome = compare(open_scenario(read_text_file(words[1]), words[1]), options);
  OutputFolder out(words[2], false, result_files);
  write_tables(outcome, summarise(outcome), {}, out.draft());
  out.keep();
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
