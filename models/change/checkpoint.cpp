#include "models/change/checkpoint.hpp"

#include <cstring>
#include <fstream>
#include <sstream>
#include <type_traits>

#include "sim/input/files.hpp"

namespace kantel {

namespace {

constexpr std::string_view mark = "kantel checkpoint 1\n";

// The one list of what moves: `archive` writes or reads each part.
template <class Archive>
void every_part(Archive& archive, RunState& state) {
  Population& p = state.people;
  // A column that is added to the population belongs here too.
  static_assert(sizeof(Population) == 20 * sizeof(std::vector<float>));
  archive(p.autonomy, p.competence, p.relatedness, p.need_satisfaction, p.internalisation, p.skill, p.trust, p.morale,
          p.intention, p.next_intention, p.autonomy_set_point, p.competence_set_point, p.relatedness_set_point,
          p.structure, p.threshold, p.first_skill, p.flags, p.occupant, p.mandate_due, p.led_by);
  Day& day = state.day;
  archive(day.policies, day.policy_of_all, day.mandates, day.fit_of_unit, day.celebrating_until, day.trainings);
  archive(state.history.practising, state.retained_60, state.retained_120);
  std::apply(archive, state.recording.parts());
}

class Writing {
 public:
  explicit Writing(std::string& bytes) : bytes_(bytes) {}
  template <class... Parts>
  void operator()(const Parts&... parts) {
    (part(parts), ...);
  }

 private:
  template <class Number>
  void part(const Number& number) {
    static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
    bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  void part(const std::string& text) {
    part(std::uint64_t{text.size()});
    bytes_ += text;
  }
  template <class Item, class Allocator>
  void part(const std::vector<Item, Allocator>& list) {
    part(std::uint64_t{list.size()});
    if constexpr (std::is_arithmetic_v<Item>)
      bytes_.append(reinterpret_cast<const char*>(list.data()), list.size() * sizeof(Item));
    else
      for (const Item& item : list) part(item);
  }
  void part(const Levers& u) { (*this)(u.autonomy_support, u.structure, u.care, u.pressure, u.vision); }
  void part(const LedBy& led) {
    (*this)(led.policy, static_cast<std::uint8_t>(led.effort.has_value()), led.effort.value_or(0), led.constant);
  }
  void part(const Target& target) { (*this)(target.kind, target.unit, target.number); }
  void part(const ActiveTraining& t) { (*this)(t.target, t.hours, t.first, t.last, t.every, t.support_days); }

  std::string& bytes_;
};

// What it reads was written by Writing, or is thrown out by the caller's check of the whole.
class Reading {
 public:
  explicit Reading(std::string_view bytes) : rest_(bytes) {}
  template <class... Parts>
  void operator()(Parts&... parts) {
    (part(parts), ...);
  }
  bool is_over() const { return rest_.empty(); }

 private:
  void take(void* to, std::size_t size) {
    if (size > rest_.size()) throw std::length_error("the checkpoint ends early");
    if (size > 0) std::memcpy(to, rest_.data(), size);
    rest_.remove_prefix(size);
  }
  std::size_t count(std::size_t of) {
    std::uint64_t n = 0;
    part(n);
    if (n > rest_.size() / of) throw std::length_error("the checkpoint ends early");
    return static_cast<std::size_t>(n);
  }
  template <class Number>
  void part(Number& number) {
    static_assert(std::is_arithmetic_v<Number> || std::is_enum_v<Number>);
    take(&number, sizeof number);
  }
  void part(std::string& text) {
    text.resize(count(1));
    take(text.data(), text.size());
  }
  template <class Item, class Allocator>
  void part(std::vector<Item, Allocator>& list) {
    if constexpr (std::is_arithmetic_v<Item>) {
      list.resize(count(sizeof(Item)));
      take(list.data(), list.size() * sizeof(Item));
    } else {
      list.assign(count(1), Item{});
      for (Item& item : list) part(item);
    }
  }
  void part(Levers& u) { (*this)(u.autonomy_support, u.structure, u.care, u.pressure, u.vision); }
  void part(LedBy& led) {
    std::uint8_t has_effort = 0;
    float effort = 0;
    (*this)(led.policy, has_effort, effort, led.constant);
    if (has_effort) led.effort = effort;
  }
  void part(Target& target) { (*this)(target.kind, target.unit, target.number); }
  void part(ActiveTraining& t) { (*this)(t.target, t.hours, t.first, t.last, t.every, t.support_days); }

  std::string_view rest_;
};

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

}  // namespace

void save_checkpoint(const Checkpoints& where, std::int64_t next_day, RunState& state) {
  std::string bytes(mark);
  Writing write(bytes);
  const std::span<const std::uint8_t> seen = state.visible.yesterday();
  write(where.identity, next_day, std::vector<std::uint8_t>(seen.begin(), seen.end()),
        std::vector<std::uint8_t>(state.visible.today(), state.visible.today() + seen.size()));
  every_part(write, state);
  write(hash_of(bytes));
  write_whole_file(where.write, bytes);
}

std::int64_t load_checkpoint(const Checkpoints& where, RunState& state) {
  const auto refuse = [&](const char* message, const char* allowed) {
    throw InputError({{where.resume.string(), 0, "--resume"}, message, allowed, ""});
  };
  std::ifstream in(where.resume, std::ios::binary);
  if (!in || !std::filesystem::is_regular_file(where.resume))
    refuse("cannot be read", "the file that --checkpoint-every wrote");
  std::ostringstream read;
  read << in.rdbuf();
  const std::string bytes = std::move(read).str();
  if (!bytes.starts_with(mark)) refuse("is not a checkpoint of this program", "the file that --checkpoint-every wrote");
  std::string_view body = bytes;
  body.remove_suffix(std::min(body.size() - mark.size(), sizeof(std::uint64_t)));
  std::uint64_t written = 0;
  if (bytes.size() - body.size() == sizeof written) std::memcpy(&written, bytes.data() + body.size(), sizeof written);
  if (written != hash_of(body)) refuse("is damaged", "a whole checkpoint");

  Reading take(body.substr(mark.size()));
  std::string identity;
  std::int64_t next_day = 0;
  std::vector<std::uint8_t> yesterday, today;
  take(identity, next_day, yesterday, today);
  if (identity != where.identity)
    refuse("is of another scenario, arm, replicate or version", "the command that wrote it");
  every_part(take, state);
  for (Employee i = 0; i < state.people.employees(); ++i) state.visible.edit(i, yesterday[i]);
  std::copy(today.begin(), today.end(), state.visible.today());
  return next_day;
}

}  // namespace kantel
