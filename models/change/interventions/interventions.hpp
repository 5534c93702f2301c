// Interventions are rows: one file each beside this one, with the row at its end, listed in list.cpp. Reading an event,
// its keys, `describe interventions`, what a manifest says of it and what happens on its day are all derived.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kantel {

struct Event;
struct Happening;  // what an event acts on: intervene.hpp

struct InterventionRow {
  std::string_view name;
  std::span<const std::string_view> keys = {};    // its own, beside day, do and target
  std::span<const std::string_view> needed = {};  // those of them that must be given
  std::string_view sentence;
  void (*apply)(const Happening&) = nullptr;
  std::string (*more)(const Event&) = nullptr;  // what is said of an event beside its name; null: nothing
  bool ends_mandate = false;
  bool looks_back = false;                        // reads what units practised on earlier days
  bool adds_policy = false;                       // leaders may follow another from then on
  bool looks_at_units = false;                    // at what they were like the day before
  std::int64_t (*lasts)(const Event&) = nullptr;  // days on which it is applied; null: its own
  std::int64_t first_day = 0;
  std::int64_t days = 1;         // what its key `days` is unless it is said
  bool for_all = false;          // takes no target
  bool counts_guidance = false;  // by what people have had of it
};

namespace interventions {
extern const InterventionRow announce, mandate, lift_mandate, set_policy, celebrate, train, seed_champions,
    reverse_decision, revise_plan, move_out, hire_wave, replace, shock, promise, coach_leaders, sprint,
    reverse_mentoring, reorganise;
}
std::span<const InterventionRow* const> intervention_list();

// One of them: its place in the list.
class Intervention {
 public:
  constexpr Intervention() = default;
  constexpr explicit Intervention(std::size_t place) : place_(static_cast<std::uint8_t>(place)) {}
  Intervention(const InterventionRow& row);  // NOLINT: implicit, event.what == interventions::train
  constexpr explicit operator std::size_t() const { return place_; }
  const InterventionRow& operator*() const { return *intervention_list()[place_]; }
  const InterventionRow* operator->() const { return intervention_list()[place_]; }
  friend constexpr bool operator==(Intervention, Intervention) = default;

 private:
  std::uint8_t place_ = 0;
};
std::span<const std::string_view> names_of(Intervention);

}  // namespace kantel
