// Whoever asks for an end while an organisation is made, read, measured or written is heard within a few thousand rows.
#include <atomic>
#include <catch2/catch.hpp>

#include "models/organisation/stats.hpp"
#include "tests/scratch.hpp"

using namespace kantel;
using test::Scratch;

namespace {

// How often it is asked during work; with `last`, the ask at which it says yes.
template <class Work>
std::size_t asked(Work work, std::size_t last = std::size_t(-1)) {
  std::atomic<std::size_t> asks = 0;
  work(Workers(2, [&] { return ++asks >= last; }));
  return asks;
}

}  // namespace

TEST_CASE("an end that is asked for is heard while an organisation is generated, measured, written and read") {
  constexpr std::size_t people = 60'000, rows_between = 8192;
  OrganisationSettings settings;
  settings.employees = people;
  const Organisation made = make_organisation(settings, "", 3, Workers(2));
  const Scratch scratch;
  export_organisation(made, scratch.path(), Workers(1));
  OrganisationSettings files;
  files.form = Form::imported;
  files.chart = "chart.csv";
  const auto read_with = [&](std::string OrganisationSettings::*ties, const char* name) {
    OrganisationSettings with = files;
    with.*ties = name;
    return [with, &scratch](const Workers& workers) { make_organisation(with, scratch.path(), 1, workers); };
  };
  const std::size_t ties = made.ties.ties_count();
  const std::pair<std::function<void(const Workers&)>, std::size_t> works[] = {
      {[&](const Workers& workers) { make_organisation(settings, "", 3, workers); }, people},
      {[&](const Workers& workers) { facts(made, workers); }, people},
      {[&](const Workers& workers) { export_organisation(made, scratch.path(), workers); }, people + 2 * ties},
      {read_with(&OrganisationSettings::ties, "ties.csv"), people + ties},
      {read_with(&OrganisationSettings::graphml, "org.graphml"), people + ties},
  };
  for (const auto& [work, rows] : works) {
    const std::size_t all = asked(work);
    CAPTURE(all, rows);
    CHECK(all >= rows / rows_between);
    for (const std::size_t last : {std::size_t{1}, all / 3, all - 1}) CHECK_THROWS_AS(asked(work, last), Interrupted);
  }
  CHECK(std::distance(std::filesystem::directory_iterator(scratch.path()), {}) == 3);  // no part of a file
}
