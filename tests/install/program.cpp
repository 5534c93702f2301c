#include <algorithm>
#include <iostream>
#include <kantel/models/models.hpp>

int main() try {
  const kantel::Workers workers;
  const auto world = kantel::open_scenario(kantel::read_text_file("harbour.toml"), "harbour.toml");
  world->build(workers);  // the organisation
  const auto measures = world->model().measures();
  const auto practising = std::ranges::find(measures, "practising", &kantel::Measure::name) - measures.begin();
  for (std::size_t arm = 0; arm < world->arms().size(); ++arm) {
    const auto run = world->start(arm, 0, workers);  // replicate 0, on day 0
    while (!run->finished()) run->advance(workers);
    for (std::int64_t day = 0; day <= run->day(); day += 50)
      std::cout << world->arms()[arm] << "," << day << ","
                << kantel::shortest(run->recording().value(day, 0, static_cast<std::size_t>(practising))) << "\n";
  }
} catch (const kantel::InputError& error) {
  std::cerr << error.what() << "\n";  // every problem of the scenario, a line each
  return 2;
}
