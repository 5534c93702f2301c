#include "models/change/scenario/arms.hpp"

#include <algorithm>
#include <charconv>

namespace kantel {

namespace {

constexpr double last_day = 100'000;

const std::array<Key<Arm>, 5> arm_list{{
    {.name = "name", .member = &Arm::name, .sentence = "what tables and curves call the arm; needed, and distinct"},
    {.name = "approach",
     .member = &Arm::approach,
     .sentence = "how the change is brought; needed",
     .choices = approach_names},
    {.name = "policy",
     .member = &Arm::policy,
     .sentence = "how leaders behave towards their people",
     .choices = policy_names()},
    {.name = "effort",
     .member = &Arm::effort,
     .low = 0.01,
     .high = 5,
     .sentence = "scales the policy's levers to this sum, each at most 1; without it they are as listed"},
    {.name = "plan",
     .member = &Arm::plan,
     .sentence = "central: loses what never reached the top; local: fits at home. "
                 "by_approach: central for rollout and hybrid, local for diffusion",
     .choices = plan_names},
}};
constexpr std::array<std::string_view, 3> arm_tables{"champions", "mandate", "event"};

const std::array<Key<Champions>, 2> champion_list{{
    {.name = "share",
     .member = &Champions::share,
     .low = 0,
     .high = 1,
     .unit = "share of employees",
     .sentence = "champions at day 0: this share of everyone, rounded up"},
    {.name = "chosen",
     .member = &Champions::chosen,
     .sentence = "how they are chosen; ties in rank are broken by keyed draw",
     .choices = chosen_names},
}};

const std::array<Key<Mandate>, 3> mandate_list{{
    {.name = "from_day",
     .member = &Mandate::from_day,
     .low = 0,
     .high = last_day,
     .unit = "day",
     .sentence = "reaches an employee the day after the manager is aware, from this day on"},
    {.name = "delay_per_level",
     .member = &Mandate::delay_per_level,
     .low = 0,
     .high = 1000,
     .unit = "days",
     .sentence = "extra days per level below the top"},
    {.name = "deadline",
     .member = &Mandate::deadline,
     .low = 0,
     .high = last_day,
     .unit = "day",
     .sentence = "instead of from_day: on this day the mandate is laid on whoever does not practise"},
}};

const std::array<Key<Event>, 10> event_list{{
    {.name = "day", .member = &Event::day, .low = 0, .high = last_day, .unit = "day", .sentence = "when; needed"},
    {.name = "do", .member = &Event::what, .sentence = "what happens; needed", .choices = do_names},
    {.name = "target", .member = &Event::target_text, .sentence = "all, managers, unit=NAME or level=NUMBER"},
    {.name = "policy",
     .member = &Event::policy,
     .sentence = "the policy leaders follow from then on",
     .choices = policy_names()},
    {.name = "effort",
     .member = &Event::effort,
     .low = 0.01,
     .high = 5,
     .sentence = "scales that policy's levers to this sum"},
    {.name = "delay_per_level",
     .member = &Event::delay_per_level,
     .low = 0,
     .high = 1000,
     .unit = "days",
     .sentence = "extra days per level below the top"},
    {.name = "hours",
     .member = &Event::hours,
     .low = 0,
     .high = 2000,
     .unit = "hours",
     .sentence = "training per person in all; an hour adds .02 of what is still to be learnt"},
    {.name = "sessions",
     .member = &Event::sessions,
     .low = 1,
     .high = 1000,
     .sentence = "the hours are spread over so many days"},
    {.name = "every",
     .member = &Event::every,
     .low = 1,
     .high = 1000,
     .unit = "days",
     .sentence = "days from one session to the next"},
    {.name = "support_days",
     .member = &Event::support_days,
     .low = 0,
     .high = 1000,
     .unit = "days",
     .sentence = "so long after each session the own leader gives structure of at least .8"},
}};

constexpr std::array<std::string_view, 1> mandate_event_keys{"delay_per_level"};
constexpr std::array<std::string_view, 2> policy_event_keys{"policy", "effort"};
constexpr std::array<std::string_view, 4> train_event_keys{"hours", "sessions", "every", "support_days"};

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

}  // namespace

Event read_event(const Value& table, const std::string& path, std::int64_t days, Problems& problems) {
  Event event;
  TableReader reader(table, path, problems);
  event.place = {table.file, table.line, path};
  std::vector<std::string_view> known{"day", "do", "target"};
  const bool kind_known = [&] {
    const Value* what = table.find("do");
    const auto* word = what ? what->as<std::string>() : nullptr;
    return word && std::find(do_names.begin(), do_names.end(), *word) != do_names.end();
  }();
  for (const std::string_view needed : {"day", "do"})
    if (table.as<Value::Table>() && !reader.has(needed))
      problems.add(reader.place(needed), "is missing",
                   needed == "do" ? "one of " + joined(do_names) : range_text(0, static_cast<double>(days)));
  for (const Key<Event>& key : event_list) read_key(reader, key, event);
  if (kind_known) {
    const auto own = keys_of(static_cast<Do>(event.what));
    known.insert(known.end(), own.begin(), own.end());
  } else {
    for (const Key<Event>& key : event_list) known.push_back(key.name);
  }
  reader.refuse_others(known);
  if (event.day > days)
    problems.add(reader.place("day"), "is " + std::to_string(event.day) + ", after the last day",
                 range_text(0, static_cast<double>(days)));
  if (kind_known && static_cast<Do>(event.what) == Do::set_policy && !reader.has("policy"))
    problems.add(reader.place("policy"), "is missing", "one of " + joined(policy_names()));
  if (kind_known && static_cast<Do>(event.what) == Do::train && !reader.has("hours"))
    problems.add(reader.place("hours"), "is missing", "0 to 2000");
  event.target = read_target(event.target_text, reader.place("target"), problems);
  return event;
}

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

std::span<const Key<Arm>> arm_keys() { return arm_list; }
std::span<const Key<Champions>> champion_keys() { return champion_list; }
std::span<const Key<Mandate>> mandate_keys() { return mandate_list; }
std::span<const Key<Event>> event_keys() { return event_list; }

std::span<const std::string_view> keys_of(Do what) {
  switch (what) {
    case Do::mandate: return mandate_event_keys;
    case Do::set_policy: return policy_event_keys;
    case Do::train: return train_event_keys;
    case Do::announce:
    case Do::lift_mandate:
    case Do::celebrate: return {};
  }
  return {};
}

std::string_view sentence_of(Do what) {
  switch (what) {
    case Do::announce: return "makes the target aware";
    case Do::mandate: return "starts a mandate for the target; it reaches each the day after the own manager is aware";
    case Do::lift_mandate: return "ends the mandate for the target";
    case Do::set_policy: return "changes how the target's leaders behave towards them";
    case Do::celebrate:
      return "multiplies q by 1.5 for 10 days in units (all, or the target unit) where practising grew over the last "
             "20 days";
    case Do::train: return "teaches: adds .02 an hour of what is still to be learnt";
  }
  return {};
}

std::vector<Event> Arm::all_events() const {
  std::vector<Event> all;
  if (led_down()) {
    Event start;
    start.what = static_cast<std::int64_t>(Do::mandate);
    start.day = mandate.deadline.value_or(mandate.from_day);
    start.delay_per_level = mandate.delay_per_level;
    start.laggards_only = mandate.deadline.has_value();
    all.push_back(start);
  }
  all.insert(all.end(), events.begin(), events.end());
  std::stable_sort(all.begin(), all.end(), [](const Event& a, const Event& b) { return a.day < b.day; });
  return all;
}

Arm read_arm(const Value& table, std::size_t position, std::int64_t days, Problems& problems) {
  Arm arm;
  const Value* name = table.find("name");
  const auto* name_text = name ? name->as<std::string>() : nullptr;
  const std::string path = "arm." + (name_text && !name_text->empty() ? *name_text : std::to_string(position + 1));
  read_table<Arm>(table, path, arm_list, arm, problems, arm_tables);
  if (!table.as<Value::Table>()) return arm;
  TableReader reader(table, path, problems);
  if (!name)
    problems.add(reader.place("name"), "is missing", "a name for the arm");
  else if (name_text && (name_text->empty() || name_text->find_first_of(",\"\r\n;") != std::string::npos))
    problems.add(reader.place("name"), "is empty or holds a comma, semicolon, quote or line end", "a plain name");
  if (!reader.has("approach")) problems.add(reader.place("approach"), "is missing", "one of " + joined(approach_names));
  if (const Value* champions = table.find("champions"))
    read_table<Champions>(*champions, path + ".champions", champion_list, arm.champions, problems);
  if (const Value* mandate = table.find("mandate")) {
    read_table<Mandate>(*mandate, path + ".mandate", mandate_list, arm.mandate, problems);
    if (!arm.led_down())
      problems.add(reader.place("mandate"), "diffusion has no mandate", "approach rollout or hybrid");
    if (mandate->find("from_day") && mandate->find("deadline"))
      problems.add(reader.place("mandate"), "has both from_day and deadline", "one of the two");
    const std::int64_t day = arm.mandate.deadline.value_or(arm.mandate.from_day);
    if (day > days)
      problems.add(reader.place("mandate"), "begins on day " + std::to_string(day) + ", after the last day",
                   range_text(0, static_cast<double>(days)));
  }
  if (const Value* events = table.find("event")) {
    if (const auto* list = events->as<Value::List>()) {
      for (std::size_t i = 0; i < list->size(); ++i)
        arm.events.push_back(read_event((*list)[i], path + ".event." + std::to_string(i + 1), days, problems));
      if (list->size() > 200)
        problems.add(reader.place("event"), "are " + std::to_string(list->size()), "at most 200 events an arm");
    } else {
      problems.add(reader.place("event"), std::string("is ") + events->kind(), "a list of tables, [[arm.event]]");
    }
  }
  return arm;
}

}  // namespace kantel
