#include "models/change/retention.hpp"

#include "models/change/archive.hpp"

namespace kantel {

namespace {

// The two columns of a run that retention looks at.
struct Seen {
  explicit Seen(const People& people)
      : practising(*people.find("practising")),
        occupant(static_cast<const std::uint16_t*>(people.find("occupant")->data)),
        employees(people.employees) {}
  bool practises(Employee i) const {
    return (static_cast<const std::uint8_t*>(practising.data)[i] & practising.bit) != 0;
  }
  PeopleColumn practising;
  const std::uint16_t* occupant;
  Employee employees;
};

}  // namespace

void Retention::after_day(const Run& run) {
  if (run.day() == follow_day_) remember(run);
  if (run.day() == follow_day_ + 60) retained_.after_60 = share_still_practising(run);
  if (run.day() == follow_day_ + 120) retained_.after_120 = share_still_practising(run);
}

void Retention::remember(const Run& run) {
  const Seen seen(run.people());
  practised_.assign((seen.employees + 63) / 64, 0);
  for (Employee i = 0; i < seen.employees; ++i) practised_[i / 64] |= std::uint64_t{seen.practises(i)} << i % 64;
  occupant_.assign(seen.occupant, seen.occupant + seen.employees);
}

double Retention::share_still_practising(const Run& run) const {
  const Seen seen(run.people());
  double there = 0, practising = 0;
  for (Employee i = 0; i < occupant_.size(); ++i) {
    if ((practised_[i / 64] >> i % 64 & 1) == 0 || seen.occupant[i] != occupant_[i]) continue;
    ++there;
    practising += seen.practises(i);
  }
  return there >= least_ ? practising / there : std::numeric_limits<double>::quiet_NaN();
}

void Retention::save(std::ostream& out) const {
  Writing{out}(practised_, occupant_, retained_.after_60, retained_.after_120);
}

void Retention::load(std::istream& in) {
  Reading archive(in);
  archive(practised_, occupant_, retained_.after_60, retained_.after_120);
  archive.demand((occupant_.empty() || occupant_.size() == employees_) &&
                 practised_.size() == (occupant_.size() + 63) / 64);
}

}  // namespace kantel
