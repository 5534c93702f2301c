#include "studies/adoption/data.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "sim/input/columns.hpp"

namespace kantel::adoption {

namespace {

constexpr int most_months = 1000;

// The columns asked for, by name, or a problem for each that is absent.
std::vector<int> columns_named(const std::string& file, CsvRow header, std::initializer_list<std::string> wanted) {
  const std::vector<std::string_view> present(header.fields.begin(), header.fields.end());
  Problems problems;
  CsvColumns found(header, file, problems);
  std::vector<int> columns;
  for (const std::string& name : wanted) {
    columns.push_back(found.find(name));
    if (columns.back() < 0)
      problems.add({file, header.line, name}, "there is no column of this name",
                   "columns of the file: " + joined(present), nearest_name(name, present));
  }
  problems.throw_if_any();
  return columns;
}

bool right_length(CsvRow row, std::size_t columns, ProblemsOfAKind& problems) {
  if (row.fields.size() == columns) return true;
  problems.add(row.line, "", "has " + std::to_string(row.fields.size()) + " fields",
               std::to_string(columns) + " as the header has");
  return false;
}

struct Row {
  std::string id;
  int month;  // 0: not within the study
};
// People by place, both in the order of the file.
struct People {
  std::vector<std::string> places;
  std::vector<std::vector<Row>> rows;
  int last_month = 0;

  std::size_t place(const std::string& name) {
    const auto found = std::find(places.begin(), places.end(), name);
    if (found != places.end()) return static_cast<std::size_t>(found - places.begin());
    places.push_back(name);
    rows.emplace_back();
    return places.size() - 1;
  }
};

People read_times(const AdoptionFiles& files, Problems& all) {
  const std::string file = files.times.string();
  ProblemsOfAKind problems(all, file, "problems like these");
  People people;
  std::vector<int> at;
  std::size_t columns = 0;
  std::map<std::pair<std::string, std::string>, int> line_of;
  const int last = files.never ? *files.never - 1 : most_months;
  const std::string allowed = "a whole number from 1 to " + std::to_string(last) +
                              (files.never ? ", or " + std::to_string(*files.never) : std::string()) +
                              " or nothing for never";
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
        const std::string &id = field(0), &place = field(1), &time = field(2);
        bool good = true;
        const auto refuse = [&](const std::string& key, std::string message, std::string range = {}) {
          problems.add(row.line, key, std::move(message), std::move(range));
          good = false;
        };
        if (id.empty()) refuse("id", "is empty");
        if (place.empty()) refuse(files.place_column, "is empty");
        int month = 0;
        if (!time.empty()) {
          const auto [stop, error] = std::from_chars(time.data(), time.data() + time.size(), month);
          const bool whole = error == std::errc() && stop == time.data() + time.size();
          if (whole && files.never && month == *files.never)
            month = 0;
          else if (!whole || month < 1 || month > last)
            refuse(files.time_column, "is " + shown(time), allowed);
        }
        const auto [known, fresh] = line_of.try_emplace({place, id}, row.line);
        if (!fresh && !id.empty())
          refuse("id", shown(id) + " stands in line " + std::to_string(known->second) + " already",
                 "each id once in a place");
        if (!good) return;
        people.rows[people.place(place)].push_back({id, month});
        people.last_month = std::max(people.last_month, month);
      });
  if (files.never) people.last_month = last;
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

double AdoptionData::observed_share(std::size_t place, int by_month) const {
  const auto begin = month.begin() + first_of_place[place], end = month.begin() + first_of_place[place + 1];
  return static_cast<double>(std::count_if(begin, end, [&](int m) { return m <= by_month; })) /
         static_cast<double>(end - begin);
}

AdoptionData read_adoption(const AdoptionFiles& files) {
  Problems problems;
  const People people = read_times(files, problems);
  AdoptionData data;
  data.places = people.places;
  data.months = people.last_month;
  data.first_of_place.push_back(0);
  for (const std::vector<Row>& place : people.rows) {
    for (const Row& row : place) {
      data.ids.push_back(row.id);
      data.month.push_back(row.month == 0 ? data.months + 1 : row.month);
    }
    data.first_of_place.push_back(static_cast<Person>(data.size()));
  }
  const bool sound = !problems.any();
  if (sound && data.places.size() < 2)
    problems.add({files.times.string(), 0, files.place_column}, "has " + std::to_string(data.places.size()) + " places",
                 "at least two: some to fit, others to predict");
  const bool anybody = std::ranges::any_of(data.month, [&](auto month) { return month <= data.months; });
  if (sound && !anybody)
    problems.add({files.times.string(), 0, files.time_column}, "nobody started", "at least one month of starting");
  if (sound && data.months < 2)
    problems.add({files.times.string(), 0, files.time_column}, "nobody started after the first month",
                 "a study of at least two months");
  read_ties(files, data, problems);
  problems.throw_if_any();
  return data;
}

}  // namespace kantel::adoption
