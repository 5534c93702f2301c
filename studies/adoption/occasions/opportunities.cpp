#include "studies/adoption/occasions/opportunities.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "studies/adoption/rows.hpp"

namespace kantel::adoption {

namespace {

// Names as numbers, in the order they come.
class Numbered {
 public:
  explicit Numbered(std::vector<std::string>& names) : names_(names) {}
  std::uint32_t of(const std::string& name) {
    const auto [at, fresh] = number_.try_emplace(name, static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(name);
    return at->second;
  }
  std::optional<std::uint32_t> find(const std::string& name) const {
    const auto at = number_.find(name);
    return at == number_.end() ? std::nullopt : std::optional(at->second);
  }

 private:
  std::vector<std::string>& names_;
  std::map<std::string, std::uint32_t> number_;
};

// Calls `take` with the fields of these columns for each sound row.
void read_rows(const std::filesystem::path& path, std::initializer_list<std::string> wanted, Problems& all,
               std::vector<std::string>* unread,
               const std::function<void(std::span<const std::string>, int, ProblemsOfAKind&)>& take) {
  ProblemsOfAKind problems(all, path.string(), "problems like these");
  std::vector<int> at;
  std::size_t columns = 0;
  std::vector<std::string> fields(wanted.size());
  read_csv(
      path,
      [&](CsvRow header) {
        columns = header.fields.size();
        at = columns_named(path.string(), header, wanted);
        for (int i = 0; unread && i < static_cast<int>(columns); ++i)
          if (std::ranges::find(at, i) == at.end()) unread->push_back(header.fields[static_cast<std::size_t>(i)]);
      },
      [&](CsvRow row) {
        if (!right_length(row, columns, problems)) return;
        for (std::size_t i = 0; i < at.size(); ++i) fields[i] = row.fields[static_cast<std::size_t>(at[i])];
        take(fields, row.line, problems);
      });
}

std::optional<int> day_of(const std::string& text, int line, ProblemsOfAKind& problems) {
  const std::optional<int> day = whole_number(text);
  if (!day) problems.add(line, "day", "is " + shown(text), "a whole number");
  return day;
}

// One opportunity a person and day: used if any was; let through by whoever did so most often, the first of equals.
void gather(std::map<std::pair<int, std::uint32_t>, std::vector<Opportunity>>& by_day, Opportunities& data) {
  for (auto& [key, rows] : by_day) {
    Opportunity one = rows.front();
    std::map<std::uint32_t, int> times;
    for (const Opportunity& row : rows) {
      one.used |= row.used;
      if (++times[row.gate] > times[one.gate]) one.gate = row.gate;
    }
    data.rows.push_back(one);
  }
}

void read_steps(const OpportunityFiles& files, Opportunities& data, Problems& all) {
  std::vector<Step> events;
  read_rows(files.events, {"day", "kind"}, all, nullptr,
            [&](std::span<const std::string> fields, int line, ProblemsOfAKind& problems) {
              if (const auto day = day_of(fields[0], line, problems)) events.push_back({fields[1], *day});
            });
  std::ranges::stable_sort(events, {}, &Step::day);
  std::vector<std::string_view> kinds;
  for (const Step& event : events)
    if (std::ranges::find(kinds, event.name) == kinds.end()) kinds.push_back(event.name);
  for (const std::string& asked : files.steps) {
    const std::optional<int> day = whole_number(asked);
    const auto found =
        std::ranges::find_if(events, [&](const Step& event) { return day ? event.day == *day : event.name == asked; });
    if (found == events.end())
      all.add({files.events.string(), 0, "--step"}, "there is no event " + shown(asked),
              "a day of the file, or one of " + joined(kinds), nearest_name(asked, kinds));
    else
      data.steps.push_back({day ? found->name + " of " + asked : asked, found->day});
  }
  std::ranges::stable_sort(data.steps, {}, &Step::day);
  for (std::size_t k = 1; k < data.steps.size(); ++k)
    if (data.steps[k].day == data.steps[k - 1].day)
      all.add({files.events.string(), 0, "--step"},
              data.steps[k - 1].name + " and " + data.steps[k].name + " are of one day", "steps of different days");
}

}  // namespace

Opportunities read_opportunities(const OpportunityFiles& files) {
  Opportunities data;
  Problems problems;
  Numbered people(data.people), gates(data.gates);
  std::map<std::pair<int, std::uint32_t>, std::vector<Opportunity>> by_day;
  const std::string gate = files.gate.empty() ? "person" : files.gate;
  read_rows(files.opportunities, {"person", "day", "used", gate}, problems, &data.unread,
            [&](std::span<const std::string> fields, int line, ProblemsOfAKind& wrong) {
              const auto day = day_of(fields[1], line, wrong);
              const bool sound = fields[2] == "0" || fields[2] == "1";
              if (fields[0].empty()) wrong.add(line, "person", "is empty");
              if (!sound) wrong.add(line, "used", "is " + shown(fields[2]), "0 or 1");
              if (!day || !sound || fields[0].empty()) return;
              const std::uint32_t person = people.of(fields[0]);
              const std::uint32_t through = files.gate.empty() ? 0 : gates.of(fields[3]);
              by_day[{*day, person}].push_back({*day, person, through, fields[2] == "1"});
              ++data.rows_read;
            });
  gather(by_day, data);
  read_steps(files, data, problems);
  data.ties.resize(data.people.size());
  if (!files.ties.empty())
    read_rows(files.ties, {"a", "b", "day"}, problems, nullptr,
              [&](std::span<const std::string> fields, int line, ProblemsOfAKind& wrong) {
                const auto day = day_of(fields[2], line, wrong);
                if (!day) return;
                ++data.ties_read;
                const auto a = people.find(fields[0]), b = people.find(fields[1]);
                if (a && b && *a != *b) {
                  data.ties[*a].push_back({*b, *day});
                  data.ties[*b].push_back({*a, *day});
                } else {
                  ++data.ties_outside;
                }
              });
  for (auto& ties : data.ties) {  // each other person once, from the first day on
    std::ranges::stable_sort(ties, {}, &Opportunities::Tie::day);
    std::vector<Opportunities::Tie> once;
    for (const Opportunities::Tie& tie : ties)
      if (std::ranges::find(once, tie.other, &Opportunities::Tie::other) == once.end()) once.push_back(tie);
    ties = std::move(once);
  }
  const auto first = std::ranges::find(data.rows, true, &Opportunity::used);
  if (!problems.any() && first == data.rows.end())
    problems.add({files.opportunities.string(), 0, "used"}, "nobody ever used it", "at least one 1");
  problems.throw_if_any();
  data.first_use = first->day;
  data.last_day = data.rows.back().day;
  return data;
}

double strictness_of(const Opportunities& data, std::uint32_t gate, int day, std::optional<std::uint32_t> without) {
  constexpr int year = 365;
  constexpr double pull = 10;
  double own = 0, own_used = 0, all = 0, all_used = 0;
  const auto end = std::ranges::lower_bound(data.rows, day, {}, &Opportunity::day);
  for (auto row = std::ranges::lower_bound(data.rows, day - year, {}, &Opportunity::day); row != end; ++row) {
    if (row->day < data.first_use || (without && row->person == *without)) continue;
    ++all, all_used += row->used;
    if (row->gate == gate) ++own, own_used += row->used;
  }
  return all == 0 ? 0 : (own_used - own * all_used / all) / (own + pull);
}

std::vector<Occasion> occasions(const Opportunities& data) {
  constexpr int never = -1;
  std::vector<int> first_used(data.people.size(), never), first_day(data.people.size(), never);
  std::vector<bool> last_used(data.people.size()), last_was_first(data.people.size());
  std::vector<Occasion> out;
  const auto had = [](const std::vector<int>& day_of_person, std::uint32_t person, int before) {
    return day_of_person[person] != never && day_of_person[person] < before;
  };
  for (std::uint32_t i = 0; i < data.rows.size(); ++i) {
    const Opportunity& row = data.rows[i];
    const bool newcomer = first_day[row.person] == never;
    if (newcomer) first_day[row.person] = row.day;
    if (row.day < data.first_use) continue;
    double known = 0, users = 0;
    for (const Opportunities::Tie& tie : data.ties[row.person]) {
      if (tie.day >= row.day) break;
      known += had(first_day, tie.other, row.day);
      users += had(first_used, tie.other, row.day);
    }
    const Standing standing = first_used[row.person] == never ? Standing::never
                              : last_used[row.person]         ? Standing::practising
                                                              : Standing::lapsed;
    out.push_back({i, row.person, row.day, row.used, standing, newcomer, last_was_first[row.person], known > 0,
                   known > 0 ? users / known : 0,
                   data.gates.empty() ? 0 : strictness_of(data, row.gate, row.day, row.person)});
    last_was_first[row.person] = row.used && first_used[row.person] == never;
    if (last_was_first[row.person]) first_used[row.person] = row.day;
    last_used[row.person] = row.used;
  }
  return out;
}

}  // namespace kantel::adoption
