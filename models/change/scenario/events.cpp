#include "models/change/scenario/events.hpp"

#include <algorithm>
#include <charconv>

namespace kantel {

namespace {

Target read_target(const std::string& text, const Place& place, Problems& problems) {
  Target target;
  const auto refuse = [&] {
    problems.add(place, "is \"" + text.substr(0, 60) + "\", which names nobody",
                 "all, managers, unit=NAME or level=NUMBER");
  };
  if (text == "managers") {
    target.kind = Target::Kind::managers;
  } else if (text.starts_with("unit=")) {
    target.kind = Target::Kind::unit;
    target.unit = text.substr(5);
  } else if (text.starts_with("level=")) {
    target.kind = Target::Kind::level;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + 6, end, target.number);
    if (error != std::errc() || stop != end || target.number < 0 || target.number > 255) refuse();
  } else if (text != "all") {
    refuse();
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

std::string to_string(const Target& target) {
  switch (target.kind) {
    case Target::Kind::all: return "all";
    case Target::Kind::managers: return "managers";
    case Target::Kind::unit: return "unit=" + target.unit;
    case Target::Kind::level: return "level=" + std::to_string(target.number);
    case Target::Kind::team: return "team=" + std::to_string(target.number);
  }
  return {};
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
  if (const Value* levers = leads ? table.find("levers") : nullptr)
    event.levers = read_levers(*levers, path + ".levers", problems);
  if (leads && reader.has("policy") == reader.has("levers"))
    problems.add(reader.place("policy"), reader.has("policy") ? "stands beside levers" : "is missing",
                 "a policy (" + allowed_of("policy") + ") or levers = { … }");
  event.target = read_target(event.target_text, reader.place("target"), problems);
  return event;
}

void write_event(std::string& out, const Event& event) {
  out += "\n[[arm.event]]\n";
  for (const Key<Event>& key : event_keys()) {
    if (!has_key(*event.what, key.name) || (key.name == "policy" && event.levers)) continue;
    const std::string value = written(key, event);
    if (!value.empty()) out += std::string(key.name) + " = " + value + "\n";
  }
  if (event.levers) out += "levers = " + written(*event.levers) + "\n";
}

}  // namespace kantel
