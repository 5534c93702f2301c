#include "models/model.hpp"

#include <algorithm>

#include "sim/arithmetic.hpp"

namespace kantel {

bool names_a_folder(std::string_view name) {
  constexpr std::size_t longest = 200;
  return !name.empty() && name.size() <= longest && name != "." && name != ".." &&
         std::ranges::none_of(
             name, [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '/' || c == '\\' || c == '"'; });
}

const PeopleColumn* People::find(std::string_view name) const {
  const auto found = std::ranges::find(columns, name, &PeopleColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

void Run::save(std::ostream&) const { throw std::logic_error("runs of this model cannot be saved"); }
void Run::load(std::istream&) { throw std::logic_error("runs of this model cannot be saved"); }

void World::use_rules(std::size_t arm, const Rules&) {
  throw InputError({{"own rules of arm " + arms()[arm], 0, "model"},
                    "the model " + settings().model + " has nobody who leads, so that own rules would do nothing",
                    "a model with leaders, such as change",
                    ""});
}

void live(Run& run, const Workers& workers, std::span<Observer* const> observers, const std::atomic<bool>* stop) {
  const OwnArithmetic arithmetic;
  const auto tell = [&] {
    for (Observer* observer : observers) observer->after_day(run);
  };
  if (run.day() == 0) tell();
  while (!run.finished()) {
    if (stop && *stop) throw Interrupted();
    run.advance(workers);
    tell();
  }
}

}  // namespace kantel
