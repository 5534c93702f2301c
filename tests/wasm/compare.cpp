// compare SCENARIO FOLDER: writes the tables of a comparison, as `kantel compare` does; run under Node on the machine's
// own files, and held against the program's (tests/wasm/run). The manifest is left out.
#include <iostream>

#include "sim/input/files.hpp"
#include "studies/comparison/job.hpp"

int main(int count, char** words) try {
  if (count != 3) return 2;
  using namespace kantel;
  const Workers workers;
  const Job job = job_of(read_text_file(words[1]), words[1], {});
  CompareOptions options;
  options.workers = &workers;
  const std::shared_ptr<const Outcome> outcome = job.run(options);
  OutputFolder out(words[2], false);
  write_tables(*outcome, summarise(*outcome), "", out.path());
  out.keep();
} catch (const std::exception& error) {
  std::cerr << error.what() << "\n";
  return 1;
}
