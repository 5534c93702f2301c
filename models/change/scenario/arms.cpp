#include "models/change/scenario/arms.hpp"

#include <algorithm>

namespace kantel {

namespace {

void read_mandate(const Value& value, const std::string& path, Arm& arm, Problems& problems) {
  read_table(value, path, mandate_keys(), arm.mandate, problems);
  const Place place{value.file, value.line, path};
  if (!arm.led_down()) problems.add(place, "diffusion has no mandate", "approach rollout, hybrid or pilot");
  if (arm.approach == Approach::pilot)
    for (const char* day : {"from_day", "deadline"})
      if (value.find(day))
        problems.add({value.file, value.line, path + "." + day}, "stands in a pilot, whose waves have their days",
                     "[arm.waves] first_day and every");
  if (value.find("from_day") && value.find("deadline"))
    problems.add(place, "has both from_day and deadline", "one of the two");
}

void write_mandate(std::string& out, const Arm& arm) {
  if (!arm.led_down()) return;
  out += "\n[arm.mandate]\n";
  for (const Key<Mandate>& key : mandate_keys())
    if (!(key.name == "from_day" && (arm.mandate.deadline || arm.approach == Approach::pilot)) &&
        !written(key, arm.mandate).empty())
      out += std::string(key.name) + " = " + written(key, arm.mandate) + "\n";
}

void read_waves(const Value& value, const std::string& path, Arm& arm, Problems& problems) {
  read_table(value, path, wave_keys(), arm.waves, problems);
  if (arm.approach != Approach::pilot)
    problems.add({value.file, value.line, path}, "is of a pilot", "approach = \"pilot\"");
}

void read_absence(const Value& value, const std::string& path, Arm& arm, Problems& problems) {
  Absence absence;
  read_table(value, path, absence_keys(), absence, problems);
  if (!(absence.sd * absence.sd < absence.mean * (1 - absence.mean)))
    problems.add(
        {value.file, value.line, path},
        "has a spread of " + shortest(absence.sd) + " around " + shortest(absence.mean) + ", more than shares can have",
        "sd below the root of mean (1 - mean)");
  arm.leader_absence = absence;
}

void read_events(const Value& value, const std::string& path, Arm& arm, Problems& problems) {
  const Place place{value.file, value.line, path};
  const auto* list = value.as<Value::List>();
  if (!list) {
    problems.add(place, std::string("is ") + value.kind(), "a list of tables, [[arm.event]]");
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i)
    arm.events.push_back(read_event((*list)[i], path + "." + std::to_string(i + 1), problems));
  if (list->size() > 200) problems.add(place, "are " + std::to_string(list->size()), "at most 200 events an arm");
}

void read_schedule(const Value& value, const std::string& path, Arm& arm, Problems& problems) {
  const Place place{value.file, value.line, path};
  const auto* list = value.as<Value::List>();
  if (!list) {
    problems.add(place, std::string("is ") + value.kind(), "a list of tables, [[arm.schedule]]");
    return;
  }
  for (std::size_t i = 0; i < list->size(); ++i)
    arm.schedule.push_back(read_turn((*list)[i], path + "." + std::to_string(i + 1), problems));
  if (list->size() > 50) problems.add(place, "are " + std::to_string(list->size()), "at most 50 policies by day");
}

// Nothing may be planned for after the last day, which only the scenario knows.
void check_days(const Value& table, const std::string& path, const Arm& arm, std::int64_t days, Problems& problems) {
  const std::string allowed = range_text(0, static_cast<double>(days));
  if (const Value* waves = table.find("waves"); waves && arm.waves.first_day > days)
    problems.add({waves->file, waves->line, path + ".waves"},
                 "begin on day " + std::to_string(arm.waves.first_day) + ", after the last day", allowed);
  if (const Value* mandate = table.find("mandate"); mandate && arm.mandate.day() > days)
    problems.add({mandate->file, mandate->line, path + ".mandate"},
                 "begins on day " + std::to_string(arm.mandate.day()) + ", after the last day", allowed);
  const auto too_late = [&](const Value& turn, std::int64_t day, const std::string& what) {
    if (day > days)
      problems.add(TableReader(turn, path + what, problems).place("day"),
                   "is " + std::to_string(day) + ", after the last day", allowed);
  };
  if (const Value* trigger = table.find("trigger"); trigger && arm.trigger)
    too_late(*trigger, arm.trigger->day, ".trigger");
  for (std::size_t i = 0; i < arm.schedule.size(); ++i)
    too_late((*table.find("schedule")->as<Value::List>())[i], arm.schedule[i].day,
             ".schedule." + std::to_string(i + 1));
  for (std::size_t i = 0; i < arm.events.size(); ++i) {
    const Value& event = (*table.find("event")->as<Value::List>())[i];
    const Place place = TableReader(event, path + ".event." + std::to_string(i + 1), problems).place("day");
    if (event.as<Value::Table>() && !event.find("day"))
      problems.add(place, "is missing", allowed);
    else if (arm.events[i].day > days)
      problems.add(place, "is " + std::to_string(arm.events[i].day) + ", after the last day", allowed);
  }
}

}  // namespace

std::span<const OwnedTable<Arm>> arm_tables() {
  static const std::array tables{
      OwnedTable<Arm>{"levers",
                      {"arm.*.levers", "[[arm]] levers", "Instead of a policy; what is not named is 0.",
                       declared_keys(lever_keys())},
                      [](const Value& value, const std::string& path, Arm& arm, Problems& problems) {
                        arm.levers = read_levers(value, path, problems);
                      },
                      [](std::string& out, const Arm& arm) {
                        if (arm.levers) out += "levers = " + written(*arm.levers) + "\n";
                      }},
      OwnedTable<Arm>{"leader_absence",
                      {"arm.*.leader_absence", "[[arm]] leader_absence", "Without it no leader is absent.",
                       declared_keys(absence_keys())},
                      read_absence,
                      [](std::string& out, const Arm& arm) {
                        if (!arm.leader_absence) return;
                        out += "\n[arm.leader_absence]\n";
                        write_keys(out, absence_keys(), *arm.leader_absence);
                      }},
      owned_table<Arm>("backing", {"arm.*.backing", "[[arm]] backing", "", {}}, backing_keys(), &Arm::backing),
      OwnedTable<Arm>{"crisis",
                      {"arm.*.crisis", "[[arm]] crisis",
                       "Leaders of a unit that does badly press and leave no room. Without the table none does.",
                       declared_keys(crisis_keys())},
                      [](const Value& value, const std::string& path, Arm& arm, Problems& problems) {
                        read_table(value, path, crisis_keys(), arm.crisis.emplace(), problems);
                      },
                      [](std::string& out, const Arm& arm) {
                        if (!arm.crisis) return;
                        out += "\n[arm.crisis]\n";
                        write_keys(out, crisis_keys(), *arm.crisis);
                      }},
      OwnedTable<Arm>{"schedule",
                      {"arm.*.schedule.*", "[[arm.schedule]]",
                       "Policies by day, for everybody and explained, as set_policy events would be.",
                       declared_keys(schedule_keys())},
                      read_schedule,
                      [](std::string& out, const Arm& arm) {
                        for (const PolicyTurn& turn : arm.schedule)
                          out += "\n[[arm.schedule]]\n", write_turn(out, turn);
                      }},
      OwnedTable<Arm>{
          "trigger",
          {"arm.*.trigger", "[[arm]] trigger",
           "A policy for everybody that is switched on if too few practise by a day.", declared_keys(trigger_keys())},
          [](const Value& value, const std::string& path, Arm& arm, Problems& problems) {
            arm.trigger = read_trigger(value, path, problems);
          },
          [](std::string& out, const Arm& arm) {
            if (arm.trigger) out += "\n[arm.trigger]\n", write_trigger(out, *arm.trigger);
          }},
      owned_table<Arm>("champions", {"arm.*.champions", "[[arm]] champions", "", {}}, champion_keys(), &Arm::champions),
      OwnedTable<Arm>{
          "mandate",
          {"arm.*.mandate", "[[arm]] mandate", "Rollout, hybrid and pilot only.", declared_keys(mandate_keys())},
          read_mandate,
          write_mandate},
      OwnedTable<Arm>{"waves",
                      {"arm.*.waves", "[[arm]] waves",
                       "Of a pilot: units in waves, each with its day for awareness, champions and mandate.",
                       declared_keys(wave_keys())},
                      read_waves,
                      [](std::string& out, const Arm& arm) {
                        if (arm.approach != Approach::pilot) return;
                        out += "\n[arm.waves]\n";
                        write_keys(out, wave_keys(), arm.waves);
                      }},
      OwnedTable<Arm>{"event",
                      {"arm.*.event.*", "Keys of events", "", declared_keys(event_keys())},
                      read_events,
                      [](std::string& out, const Arm& arm) {
                        for (const Event& event : arm.events) write_event(out, event);
                      }},
  };
  return tables;
}

bool Arm::ranks_by_betweenness() const {
  const auto ranks = [](double share, ChampionRule chosen) {
    return share > 0 && chosen == ChampionRule::by_betweenness;
  };
  return ranks(champions.share, champions.chosen) ||
         std::ranges::any_of(events, [&](const Event& event) { return ranks(event.share, event.chosen); });
}

std::vector<Event> Arm::planned() const {
  std::vector<Event> all;
  for (const PolicyTurn& turn : schedule) all.push_back(event_of(turn));
  if (trigger) all.push_back(event_of(*trigger));
  all.insert(all.end(), events.begin(), events.end());
  return all;
}

std::vector<Event> Arm::all_events() const {
  std::vector<Event> all;
  if (approach == Approach::pilot)
    for (std::int64_t wave = 0; wave < waves.count; ++wave) {
      Event part;
      part.day = waves.day_of(wave);
      part.target = {{{Condition::Kind::wave, "", wave}}};
      if (waves.announce) part.what = interventions::announce, all.push_back(part);
      part.share = champions.share, part.chosen = champions.chosen;
      if (champions.share > 0) part.what = interventions::seed_champions, all.push_back(part);
      part.delay_per_level = mandate.delay_per_level;
      if (waves.mandate) part.what = interventions::mandate, all.push_back(part);
    }
  else if (led_down()) {
    Event start;
    start.what = interventions::mandate;
    start.day = mandate.day();
    start.delay_per_level = mandate.delay_per_level;
    start.laggards_only = mandate.deadline.has_value();
    all.push_back(start);
  }
  for (const Event& event : planned()) {
    all.push_back(event);
    if (event.what == interventions::reverse_decision && event.back_after > 0) all.push_back(return_of(event));
  }
  std::stable_sort(all.begin(), all.end(), [](const Event& a, const Event& b) { return a.day < b.day; });
  return all;
}

Arm read_arm(const Value& table, std::size_t position, std::int64_t days, Problems& problems) {
  Arm arm;
  const Value* name = table.find("name");
  const auto* name_text = name ? name->as<std::string>() : nullptr;
  const std::string path = "arm." + (name_text && !name_text->empty() ? *name_text : std::to_string(position + 1));
  read_table(table, path, arm_keys(), arm, problems, names_of_tables(arm_tables()));
  if (!table.as<Value::Table>()) return arm;
  TableReader reader(table, path, problems);
  if (!name)
    problems.add(reader.place("name"), "is missing", "a name for the arm");
  else if (name_text && (name_text->empty() || name_text->find_first_of(",\"\r\n;") != std::string::npos))
    problems.add(reader.place("name"), "is empty or holds a comma, semicolon, quote or line end", "a plain name");
  if (!reader.has("approach")) problems.add(reader.place("approach"), "is missing", "one of " + joined(approach_names));
  if (reader.has("policy") && reader.has("levers"))
    problems.add(reader.place("levers"), "stand beside a policy", "one of the two");
  read_nested(table, path, arm_tables(), arm, problems);
  check_days(table, path, arm, days, problems);
  return arm;
}

void write_arm(std::string& out, const Arm& arm) {
  out += "\n[[arm]]\n";
  for (const Key<Arm>& key : arm_keys())
    if (!(key.name == "policy" && arm.levers) && !(key.name == "ablate" && arm.ablate.chosen.empty()) &&
        !written(key, arm).empty())
      out += std::string(key.name) + " = " + written(key, arm) + "\n";
  write_nested(out, arm_tables(), arm);
}

}  // namespace kantel
