#include "models/change/scenario/events.hpp"

#include <algorithm>
#include <charconv>

namespace kantel {

namespace {

// One condition; nothing where the text names nobody.
std::optional<Condition> condition_of(std::string_view text) {
  using Kind = Condition::Kind;
  const auto named = [&](std::string_view key, Kind kind) -> std::optional<Condition> {
    if (text.size() <= key.size()) return std::nullopt;
    return Condition{kind, std::string(text.substr(key.size())), 0};
  };
  if (text == "managers") return Condition{Kind::managers, "", 0};
  if (text == "trying") return Condition{Kind::trying, "", 0};
  if (text.starts_with("unit=")) return named("unit=", Kind::unit);
  if (text.starts_with("cohort=")) return named("cohort=", Kind::cohort);
  if (text.starts_with("blocked=")) {
    const auto gate = std::ranges::find(gate_names, text.substr(8));
    if (gate == gate_names.end()) return std::nullopt;
    return Condition{Kind::blocked, std::string(*gate), gate - gate_names.begin()};
  }
  if (text.starts_with("level=")) {
    Condition level{Kind::level, "", 0};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 6, end, level.number);
    if (error == std::errc() && stop == end && level.number >= 0 && level.number <= 255) return level;
  }
  return std::nullopt;
}

// Conditions are joined by " & ", which a name may not hold.
Target read_target(const std::string& text, const Place& place, Problems& problems) {
  Target target;
  if (text == "all") return target;
  constexpr std::string_view joint = " & ";
  for (std::size_t from = 0, to = 0; from <= text.size(); from = to + joint.size()) {
    to = std::min(text.find(joint, from), text.size());
    const std::string part = text.substr(from, to - from);
    if (const auto condition = condition_of(part))
      target.conditions.push_back(*condition);
    else
      problems.add(place, "is \"" + part.substr(0, 60) + "\", which names nobody", std::string(target_sentence));
    if (target.conditions.size() > 10) {
      problems.add(place, "has more than ten conditions", std::string(target_sentence));
      break;
    }
  }
  return target;
}

// "one of a, b" or "0 to 2000": what a key that is missing may be.
std::string allowed_of(std::string_view name) {
  const Bounds bounds = *bounds_in(event_keys(), name);
  return (bounds.kind == Bounds::Kind::choice ? "one of " : "") + allowed_text(bounds);
}

bool has_key(const InterventionRow& row, std::string_view name) {
  return std::ranges::find(keys_of_all_events, name) != keys_of_all_events.end() ||
         std::ranges::find(row.keys, name) != row.keys.end();
}

}  // namespace

const Condition* Target::find(Condition::Kind kind) const {
  const auto found = std::ranges::find(conditions, kind, &Condition::kind);
  return found == conditions.end() ? nullptr : &*found;
}

std::string to_string(const Target& target) {
  using Kind = Condition::Kind;
  std::string text;
  for (const Condition& condition : target.conditions) {
    if (!text.empty()) text += " & ";
    switch (condition.kind) {
      case Kind::managers: text += "managers"; break;
      case Kind::trying: text += "trying"; break;
      case Kind::unit: text += "unit=" + condition.name; break;
      case Kind::cohort: text += "cohort=" + condition.name; break;
      case Kind::blocked: text += "blocked=" + condition.name; break;
      case Kind::level: text += "level=" + std::to_string(condition.number); break;
      case Kind::team: text += "team=" + std::to_string(condition.number); break;
      case Kind::wave: text += "wave=" + std::to_string(condition.number + 1); break;
    }
  }
  return text.empty() ? "all" : text;
}

Event return_of(const Event& reversal) {
  Event back;
  back.day = reversal.day + reversal.back_after;
  back.what = interventions::mandate;
  back.target = reversal.target;
  back.returns = true;
  back.place = reversal.place;
  return back;
}

Event read_event(const Value& table, const std::string& path, Problems& problems) {
  Event event;
  TableReader reader(table, path, problems);
  event.place = {table.file, table.line, path};
  const auto names = names_of(event.what);
  const Value* what = table.find("do");
  const auto* word = what ? what->as<std::string>() : nullptr;
  const bool kind_known = word && std::ranges::find(names, *word) != names.end();
  if (table.as<Value::Table>() && !what) problems.add(reader.place("do"), "is missing", allowed_of("do"));
  for (const Key<Event>& key : event_keys()) read_key(reader, key, event);
  std::vector<std::string_view> known;
  for (const Key<Event>& key : event_keys())
    if (!kind_known || has_key(*event.what, key.name)) known.push_back(key.name);
  const bool leads = kind_known && event.what->adds_policy;
  if (leads) known.push_back("levers");
  reader.refuse_others(known);
  if (kind_known)
    for (const std::string_view needed : event.what->needed)
      if (!reader.has(needed)) problems.add(reader.place(needed), "is missing", allowed_of(needed));
  if (kind_known && !reader.has("days")) event.days = event.what->days;
  if (kind_known && event.what->first_day > event.day && reader.has("day"))
    problems.add(
        reader.place("day"),
        "is " + std::to_string(event.day) + "; " + std::string(event.what->name) + " looks at what was so before",
        "from day " + std::to_string(event.what->first_day) + " on");
  if (kind_known && has_key(*event.what, "hours_total") && reader.has("hours") == reader.has("hours_total"))
    problems.add(reader.place("hours"), reader.has("hours") ? "stands beside hours_total" : "is missing",
                 "hours a person (" + allowed_of("hours") + "), or hours_total");
  if (const Value* levers = leads ? table.find("levers") : nullptr)
    event.levers = read_levers(*levers, path + ".levers", problems);
  if (leads && reader.has("policy") == reader.has("levers"))
    problems.add(reader.place("policy"), reader.has("policy") ? "stands beside levers" : "is missing",
                 "a policy (" + allowed_of("policy") + ") or levers = { … }");
  if (kind_known && event.what->for_all && event.target_text != "all")
    problems.add(reader.place("target"), "is \"" + event.target_text.substr(0, 60) + "\"",
                 "all: " + std::string(event.what->name) + " is for everybody");
  event.target = read_target(event.target_text, reader.place("target"), problems);
  return event;
}

void write_event(std::string& out, const Event& event) {
  out += "\n[[arm.event]]\n";
  for (const Key<Event>& key : event_keys()) {
    if (!has_key(*event.what, key.name) || (key.name == "policy" && event.levers) ||
        (key.name == "hours" && event.hours_total))
      continue;
    const std::string value = written(key, event);
    if (!value.empty()) out += std::string(key.name) + " = " + value + "\n";
  }
  if (event.levers) out += "levers = " + written(*event.levers) + "\n";
}

}  // namespace kantel
