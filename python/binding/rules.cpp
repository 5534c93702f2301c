// Own rules written in Python, behind the seam of models/change/leading/rules.hpp. The package's rules.py turns what a
// function may answer (levers, a policy's name, events) into the two plain forms that are read here.
#include "models/change/leading/rules.hpp"

#include "python/binding/core.hpp"

namespace kantel::python {

namespace {

// Python objects are let go under the interpreter's lock, on whichever thread that is.
std::shared_ptr<nb::object> shared(const nb::object& object) {
  return {new nb::object(object), [](nb::object* kept) {
            const nb::gil_scoped_acquire locked;
            delete kept;
          }};
}

template <class T>
auto column(const std::vector<T>& numbers) {
  return array_of(std::vector<std::int64_t>(numbers.begin(), numbers.end()), {numbers.size()});
}

nb::object asked(const nb::object& rule, const TeamsSeen& teams) {
  std::vector<float> means;
  for (const std::vector<float>& of_measure : teams.means)
    means.insert(means.end(), of_measure.begin(), of_measure.end());
  return rule(teams.day, teams.replicate, column(teams.leader), column(teams.size), column(teams.level),
              column(teams.unit), column(teams.shown), array_of(std::move(means), {teams.means.size(), teams.count()}));
}

Event event_of(Value value, Problems& problems) {
  std::optional<Condition> team;
  if (auto* table = std::get_if<Value::Table>(&value.data))
    std::erase_if(*table, [&](const Value::Member& member) {
      const auto* text = member.first == "target" ? member.second.as<std::string>() : nullptr;
      if (!text || !text->starts_with("team=")) return false;
      team = {Condition::Kind::team, "", std::strtoll(text->c_str() + 5, nullptr, 10)};
      return true;
    });
  Event event = read_event(value, "event", problems);
  if (team) event.target = {{*team}};
  return event;
}

}  // namespace

Rules rules_of(const nb::object& policy, const nb::object& interventions) {
  Rules rules;
  const auto add_words = [&](const char* what, const nb::object& rule) {
    if (!rule.is_none() && nb::hasattr(rule, "called"))
      rules.words +=
          (rules.words.empty() ? "" : ", ") + std::string(what) + " " + nb::cast<std::string>(rule.attr("called"));
  };
  add_words("policy", policy);
  add_words("interventions", interventions);
  if (!policy.is_none())
    rules.policy = [rule = shared(policy)](const TeamsSeen& teams, std::span<Levers> levers) {
      const nb::gil_scoped_acquire locked;
      const nb::object answer = asked(*rule, teams);
      if (answer.is_none()) return false;
      const auto rows = nb::cast<nb::ndarray<const float, nb::ndim<2>, nb::c_contig, nb::device::cpu>>(answer);
      for (std::size_t team = 0; team < levers.size(); ++team)
        levers[team] = {rows(team, 0), rows(team, 1), rows(team, 2), rows(team, 3), rows(team, 4)};
      return true;
    };
  if (!interventions.is_none())
    rules.interventions = [rule = shared(interventions)](const TeamsSeen& teams) {
      std::string text;
      {
        const nb::gil_scoped_acquire locked;
        text = nb::cast<std::string>(asked(*rule, teams));  // TOML: [[event]] tables
      }
      std::vector<Event> events;
      if (text.empty()) return events;
      Problems problems;
      const Value document = parse_toml(text, "interventions on day " + std::to_string(teams.day));
      if (const Value* list = document.find("event"))
        for (const Value& item : *list->as<Value::List>()) events.push_back(event_of(item, problems));
      problems.throw_if_any();
      return events;
    };
  return rules;
}

}  // namespace kantel::python
