#include "models/change/scenario/over_time.hpp"

namespace kantel {

namespace {

template <class Turn>
Turn read(const Value& table, const std::string& path, std::span<const Key<Turn>> keys,
          std::initializer_list<std::string_view> needed, Problems& problems) {
  static constexpr std::array<std::string_view, 1> also{"levers"};
  Turn turn;
  read_table(table, path, keys, turn, problems, also);
  if (!table.as<Value::Table>()) return turn;
  TableReader reader(table, path, problems);
  for (const std::string_view key : needed)
    if (!reader.has(key)) problems.add(reader.place(key), "is missing", allowed_text(*bounds_in(keys, key)));
  if (const Value* levers = table.find("levers")) turn.levers = read_levers(*levers, path + ".levers", problems);
  if (reader.has("policy") == reader.has("levers"))
    problems.add(reader.place("policy"), reader.has("policy") ? "stands beside levers" : "is missing",
                 "a policy (one of " + allowed_text(*bounds_in(keys, "policy")) + ") or levers = { … }");
  return turn;
}

template <class Turn>
void write(std::string& out, std::span<const Key<Turn>> keys, const Turn& turn) {
  for (const Key<Turn>& key : keys)
    if (!(key.name == "policy" && turn.levers) && !written(key, turn).empty())
      out += std::string(key.name) + " = " + written(key, turn) + "\n";
  if (turn.levers) out += "levers = " + written(*turn.levers) + "\n";
}

}  // namespace

PolicyTurn read_turn(const Value& table, const std::string& path, Problems& problems) {
  return read<PolicyTurn>(table, path, schedule_keys(), {"day"}, problems);
}
Trigger read_trigger(const Value& table, const std::string& path, Problems& problems) {
  return read<Trigger>(table, path, trigger_keys(), {"day", "below"}, problems);
}

void write_turn(std::string& out, const PolicyTurn& turn) { write(out, schedule_keys(), turn); }
void write_trigger(std::string& out, const Trigger& trigger) { write(out, trigger_keys(), trigger); }

Event event_of(const PolicyTurn& turn) {
  Event event;
  event.day = turn.day;
  event.what = interventions::set_policy;
  event.policy = turn.policy;
  event.effort = turn.effort;
  event.levers = turn.levers;
  return event;
}

Event event_of(const Trigger& trigger) {
  Event event = event_of(static_cast<const PolicyTurn&>(trigger));
  event.only_below = trigger.below;
  return event;
}

}  // namespace kantel
