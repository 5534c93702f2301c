// Everybody's state, one array a column, in employee order, as columns.hpp lists them. A column is updated in place by
// its own row's block; what others may see has a second buffer here, or is in sim/visible (aware, practising, leaving).
#pragma once
#include "models/change/columns.hpp"
#include "sim/large.hpp"
#include "sim/visible.hpp"

namespace kantel {

// Of mandate_due: called, but the manager has not been aware yet; the other bits are the days it will take.
inline constexpr std::uint32_t not_told_bit = 0x80000000;

struct Population {
  explicit Population(Employee employees) {
#define KANTEL_ALLOCATE(name, type, kind, kept, seen_by, read, start, ...) \
  if constexpr (Kept::kept != Kept::on_demand) allocate<Kind::kind>(name, employees, start);
    KANTEL_COLUMNS(KANTEL_ALLOCATE)
#undef KANTEL_ALLOCATE
  }

#define KANTEL_MEMBER(name, type, kind, kept, seen_by, ...) \
  LargeVector<type> name;                                   \
  Next<type, SeenBy::seen_by> next_##name;
  struct None {};
  template <class T, SeenBy seen>
  using Next = std::conditional_t<seen == SeenBy::everybody, LargeVector<T>, None>;
  KANTEL_COLUMNS(KANTEL_MEMBER)
#undef KANTEL_MEMBER

  Employee employees() const { return static_cast<Employee>(autonomy.size()); }
  // Into Locals; 0 without cohorts.
  std::size_t cohort_of(Employee employee) const { return cohort.empty() ? 0 : cohort[employee]; }

  // What was written today becomes what others read.
  void turn() {
#define KANTEL_TURN(name, ...) exchange(name, next_##name);
    KANTEL_COLUMNS(KANTEL_TURN)
#undef KANTEL_TURN
  }

 private:
  // People are filled in where they start, by the worker who will own them.
  template <Kind kind, class T, class Start>
  static void allocate(LargeVector<T>& column, Employee employees, Start start) {
    if constexpr (kind == Kind::record)
      column.assign(employees, static_cast<T>(start));
    else
      column.resize(employees);
  }
  template <class T>
  static void exchange(LargeVector<T>& column, LargeVector<T>& next) {
    column.swap(next);
  }
  template <class T>
  static void exchange(LargeVector<T>&, None&) {}
};

}  // namespace kantel
