// Question: how long does it take to read a real organisation: a chart of a million people with a log of ten million
// messages, or a list of five million ties?
//
// The answer is checked: what is read is what was written, person by person.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>

#include "bench/memory.hpp"
#include "models/organisation/organisation.hpp"

using namespace kantel;

namespace {

constexpr std::int64_t people = 1'000'000;

struct Files {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / "kantel_bench_import";
  Organisation written;
  std::uint64_t messages = 0;
  Files() {
    OrganisationSettings settings;
    settings.employees = people;
    settings.mean_degree = 10;
    written = make_organisation(settings, "", 1, Workers(0));
    std::filesystem::create_directories(folder);
    std::ofstream chart(folder / "chart.csv"), ties(folder / "ties.csv"), log(folder / "messages.csv");
    chart << "id,manager,unit\n";
    for (Employee v = 0; v < written.employees(); ++v)
      chart << v << ',' << (v == 0 ? "" : std::to_string(written.manager[v])) << ','
            << written.unit_names[written.unit[v]] << '\n';
    ties << "a,b,layer\n";
    log << "sender,recipient,date\n";
    written.ties.for_each_tie([&](const Tie& tie) {
      ties << tie.a << ',' << tie.b << ",informal\n";
      log << tie.a << ',' << tie.b << ",2024-03-01 09:00:00\n" << tie.b << ',' << tie.a << ",2024-03-02\n";
      messages += 2;
    });
  }
  ~Files() { std::filesystem::remove_all(folder); }
};

void import(benchmark::State& state, bool from_log) {
  static const Files files;
  OrganisationSettings settings;
  settings.form = Form::imported;
  settings.chart = "chart.csv";
  (from_log ? settings.messages : settings.ties) = from_log ? "messages.csv" : "ties.csv";
  settings.min_messages = 2;
  Organisation read;
  for (auto _ : state) read = make_organisation(settings, files.folder, 1, Workers(2));
  std::size_t wrong = read.employees() != files.written.employees();
  for (Employee v = 0; wrong == 0 && v < read.employees(); ++v)
    wrong += read.manager[v] != files.written.manager[v] ||
             !std::ranges::equal(read.ties.ties(v), files.written.ties.ties(v));
  if (wrong > 0) state.SkipWithError("what was read is not what was written");
  state.counters["rows"] =
      static_cast<double>(from_log ? files.messages : files.written.ties.ties_count()) + static_cast<double>(people);
  state.counters["peak_MB"] = kantel_bench::peak_bytes() / 1e6;
}

}  // namespace

BENCHMARK_CAPTURE(import, messages, true)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(import, ties, false)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

BENCHMARK_MAIN();
