#include "studies/adoption/data.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "studies/adoption/rows.hpp"

namespace kantel::adoption {

namespace {

constexpr int most_periods = 1000, highest_first = 100;

struct Row {
  std::string id;
  std::optional<int> time;  // none: not within the study
};
// People by place, both in the order of the file.
struct People {
  std::vector<std::string> places;
  std::vector<std::vector<Row>> rows;
  std::map<int, int> starting;  // by time
  int empty = 0;                // times
  int first = 1, last = 0;

  std::size_t place(const std::string& name) {
    const auto found = std::find(places.begin(), places.end(), name);
    if (found != places.end()) return static_cast<std::size_t>(found - places.begin());
    places.push_back(name);
    rows.emplace_back();
    return places.size() - 1;
  }
};

// Times as they are allowed in the file, for messages.
std::string allowed_times(const AdoptionFiles& files) {
  return "a whole number" + (files.first ? " from " + std::to_string(*files.first) : std::string()) +
         (files.never ? " to " + std::to_string(*files.never - 1) + ", or " + std::to_string(*files.never)
                      : std::string()) +
         " or nothing for never";
}

// Where the study begins and ends.
void set_span(const AdoptionFiles& files, People& people, Problems& problems) {
  if (people.starting.empty()) return;
  const int earliest = people.starting.begin()->first;
  people.first = files.first.value_or(earliest >= 1 && earliest <= highest_first ? 1 : earliest);
  people.last = files.never ? *files.never - 1 : people.starting.rbegin()->first;
  if (people.last - people.first >= most_periods)
    problems.add({files.times.string(), 0, files.time_column},
                 "runs from " + std::to_string(people.first) + " to " + std::to_string(people.last),
                 "at most " + std::to_string(most_periods) + " times of a " + files.period);
}

// People whom the study left before they started are often given the time after its last. Taken for starters they would
// all start at once.
void refuse_heap(const AdoptionFiles& files, const People& people, Problems& problems) {
  constexpr int fewest_periods = 4, fewest_people = 5;
  constexpr double heap = 3;
  const int periods = people.last - people.first + 1;
  if (files.never || files.all_started || people.empty > 0 || periods < fewest_periods) return;
  const int half = periods / 2;
  int before = 0;
  for (const auto& [time, starting] : people.starting)
    if (time < people.last && time >= people.last - half) before += starting;
  const int last = people.starting.rbegin()->second;
  if (last < fewest_people || last * half <= heap * before) return;
  const std::string time = std::to_string(people.last);
  problems.add({files.times.string(), 0, files.time_column},
               std::to_string(last) + " people start at the last time, " + time + ", and " + std::to_string(before) +
                   " at the " + std::to_string(half) + " before it: had they not started when the study ended?",
               "--never " + time + " if so, --never none if they did start then");
}

People read_times(const AdoptionFiles& files, Problems& all) {
  const std::string file = files.times.string();
  People people;
  {
    ProblemsOfAKind problems(all, file, "problems like these");
    std::vector<int> at;
    std::size_t columns = 0;
    std::map<std::pair<std::string, std::string>, int> line_of;
    read_csv(
        files.times,
        [&](CsvRow header) {
          columns = header.fields.size();
          at = columns_named(file, header, {"id", files.place_column, files.time_column});
        },
        [&](CsvRow row) {
          if (!right_length(row, columns, problems)) return;
          const auto field = [&](std::size_t which) -> const std::string& {
            return row.fields[static_cast<std::size_t>(at[which])];
          };
          const std::string &id = field(0), &place = field(1), &text = field(2);
          bool good = true;
          const auto refuse = [&](const std::string& key, std::string message, std::string range = {}) {
            problems.add(row.line, key, std::move(message), std::move(range));
            good = false;
          };
          if (id.empty()) refuse("id", "is empty");
          if (place.empty()) refuse(files.place_column, "is empty");
          std::optional<int> time = whole_number(text);
          if (!text.empty() &&
              (!time || (files.never && *time > *files.never) || (files.first && *time < *files.first)))
            refuse(files.time_column, "is " + shown(text), allowed_times(files));
          if (time == files.never) time.reset();
          const auto [known, fresh] = line_of.try_emplace({place, id}, row.line);
          if (!fresh && !id.empty())
            refuse("id", shown(id) + " stands in line " + std::to_string(known->second) + " already",
                   "each id once in a place");
          if (!good) return;
          people.rows[people.place(place)].push_back({id, time});
          people.empty += text.empty();
          if (time) ++people.starting[*time];
        });
  }
  if (all.any()) return people;
  set_span(files, people, all);
  refuse_heap(files, people, all);
  return people;
}

bool wanted(const std::vector<std::string>& questions, const std::string& question) {
  return questions.empty() || std::any_of(questions.begin(), questions.end(), [&](const std::string& asked) {
           return question == asked || question.starts_with(asked + "_");
         });
}

void read_ties(const AdoptionFiles& files, AdoptionData& data, Problems& all) {
  const std::string file = files.ties.string();
  ProblemsOfAKind problems(all, file, "problems like these");
  std::vector<std::map<std::string, Person>> person(data.places.size());
  for (std::size_t place = 0; place < data.places.size(); ++place)
    for (Person i = data.first_of_place[place]; i < data.first_of_place[place + 1]; ++i) person[place][data.ids[i]] = i;
  const std::vector<std::string_view> places(data.places.begin(), data.places.end());
  std::vector<int> at;
  int question_at = -1;
  std::size_t columns = 0;
  std::set<std::string> questions;
  std::vector<std::pair<Person, Person>> pairs;
  read_csv(
      files.ties,
      [&](CsvRow header) {
        columns = header.fields.size();
        at = columns_named(file, header, {files.place_column, "from", "to"});
        Problems none;
        question_at = CsvColumns(header, file, none).find("question");
        if (question_at < 0 && !files.questions.empty()) columns_named(file, header, {"question"});
      },
      [&](CsvRow row) {
        if (!right_length(row, columns, problems)) return;
        const std::string &place = row.fields[static_cast<std::size_t>(at[0])],
                          &from = row.fields[static_cast<std::size_t>(at[1])],
                          &to = row.fields[static_cast<std::size_t>(at[2])];
        if (from.empty()) problems.add(row.line, "from", "is empty");
        if (to.empty()) problems.add(row.line, "to", "is empty");
        const auto found = std::find(data.places.begin(), data.places.end(), place);
        if (found == data.places.end()) {
          problems.add(row.line, files.place_column, "nobody of " + files.times.string() + " is in " + shown(place),
                       "one of " + joined(places), nearest_name(place, places));
          return;
        }
        if (question_at >= 0) {
          const std::string& question = row.fields[static_cast<std::size_t>(question_at)];
          questions.insert(question);
          if (const std::size_t end = question.rfind('_'); end != std::string::npos)
            questions.insert(question.substr(0, end));
          if (!wanted(files.questions, question)) return;
        }
        ++data.ties_read;
        const auto& here = person[static_cast<std::size_t>(found - data.places.begin())];
        const auto namer = here.find(from), name = here.find(to);
        if (namer == here.end()) ++data.naming_outside;
        if (name == here.end()) ++data.named_outside;
        if (namer == here.end() || name == here.end()) return;
        if (namer == name) ++data.self_named;
        pairs.emplace_back(namer->second, name->second);
      });
  const std::vector<std::string_view> known(questions.begin(), questions.end());
  for (const std::string& asked : files.questions)
    if (std::find(known.begin(), known.end(), asked) == known.end())
      problems.add(0, "question", "no tie answers " + shown(asked), "one of " + joined(known),
                   nearest_name(asked, known));
  if (pairs.empty() && !all.any())
    problems.add(0, "", "leaves no tie between people of " + files.times.string(),
                 "ids and places that are the same in both files");
  data.set_named(std::move(pairs));
}

}  // namespace

void AdoptionData::set_named(std::vector<std::pair<Person, Person>> pairs) {
  std::erase_if(pairs, [](const auto& pair) { return pair.first == pair.second; });
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  first_name.assign(size() + 1, 0);
  named.clear();
  for (const auto& [from, to] : pairs) {
    ++first_name[from + 1];
    named.push_back(to);
  }
  for (std::size_t i = 0; i < size(); ++i) first_name[i + 1] += first_name[i];
}

double AdoptionData::observed_share(std::size_t place, int by_period) const {
  const auto begin = period.begin() + first_of_place[place], end = period.begin() + first_of_place[place + 1];
  return static_cast<double>(std::count_if(begin, end, [&](int p) { return p <= by_period; })) /
         static_cast<double>(end - begin);
}

AdoptionData read_adoption(const AdoptionFiles& files) {
  Problems problems;
  const People people = read_times(files, problems);
  AdoptionData data;
  data.places = people.places;
  data.first_time = people.first;
  data.periods = people.starting.empty() ? 0 : people.last - people.first + 1;
  data.first_of_place.push_back(0);
  for (const std::vector<Row>& place : people.rows) {
    for (const Row& row : place) {
      data.ids.push_back(row.id);
      data.period.push_back(row.time ? *row.time - people.first + 1 : data.periods + 1);
    }
    data.first_of_place.push_back(static_cast<Person>(data.size()));
  }
  if (!problems.any()) {
    const std::string file = files.times.string();
    if (data.places.size() < 2)
      problems.add({file, 0, files.place_column}, "has " + std::to_string(data.places.size()) + " places",
                   "at least two: some to fit, others to predict");
    if (people.starting.empty())
      problems.add({file, 0, files.time_column}, "nobody started", "at least one " + files.period + " of starting");
    else if (data.periods < 2)
      problems.add({file, 0, files.time_column}, "nobody started after the first " + files.period,
                   "a study of at least two " + files.period + "s");
  }
  read_ties(files, data, problems);
  problems.throw_if_any();
  return data;
}

}  // namespace kantel::adoption
