#include "models/change/checkpoint.hpp"

#include <cstring>
#include <fstream>
#include <type_traits>

#include "sim/files.hpp"

namespace kantel {

namespace {

constexpr std::string_view mark = "kantel checkpoint 1\n";

// The one list of what moves. An archive is called with each part in turn, to write or to read it.
template <class Archive>
void every_part(Archive& archive, Moving& state) {
  Population& p = state.people;
  // A column that is added to the population belongs here too.
  constexpr std::size_t columns = 20;
  static_assert(sizeof(Population) == columns * sizeof(std::vector<float>));
  archive(p.autonomy, p.competence, p.relatedness, p.need_satisfaction, p.internalisation, p.skill, p.trust, p.morale,
          p.intention, p.next_intention, p.autonomy_set_point, p.competence_set_point, p.relatedness_set_point,
          p.structure, p.threshold, p.first_skill, p.flags, p.occupant, p.mandate_due, p.led_by);
  Day& day = state.day;
  archive(day.policies, day.fit_of_unit, day.celebrating_until, day.trainings);
  archive(day.policy_of_all, day.mandates, state.retained_60, state.retained_120);
  archive(state.history.practising);
  state.recording.archive(archive);
}

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

class Writing {
 public:
  template <class... Parts>
  void operator()(const Parts&... parts) {
    (one(parts), ...);
  }
  std::string bytes;

 private:
  void raw(const void* data, std::size_t size) { bytes.append(static_cast<const char*>(data), size); }
  template <class Part>
  void one(const Part& part) {
    static_assert(std::is_trivially_copyable_v<Part>);
    raw(&part, sizeof part);
  }
  void one(const std::string& text) {
    one(std::uint64_t{text.size()});
    bytes += text;
  }
  // Policies and trainings hold optionals and targets; they are short lists, written part by part.
  void one(const LedBy& led) { (*this)(led.policy, led.effort, led.constant); }
  void one(const Target& target) { (*this)(target.kind, target.unit, target.number); }
  void one(const ActiveTraining& training) { training.archive(*this); }
  template <class Item>
  void one(const std::vector<Item>& list) {
    one(std::uint64_t{list.size()});
    if constexpr (std::is_arithmetic_v<Item>)
      raw(list.data(), list.size() * sizeof(Item));
    else
      for (const Item& item : list) one(item);
  }
};
}  // namespace

}  // namespace kantel
