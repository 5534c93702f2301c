// Reading the tables of a comparison in one pass each, keeping only what the report shows.
#include "studies/report/data.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "sim/input/csv.hpp"
#include "sim/input/diagnostics.hpp"

namespace kantel::report {

namespace {

constexpr std::array<int, 7> usual_milestones{60, 90, 120, 180, 250, 370, 500};
constexpr std::size_t most_units = 40;  // in the order of the file: the selector stays usable and the page small

constexpr std::array<std::string_view, 4> shown_prefixes{"barrier_", "phase_", "autonomy", "competence"};
constexpr std::array<std::string_view, 7> shown_measures{"practising", "durable",     "morale",      "output",
                                                         "trust",      "relatedness", "leader_hours"};

bool is_shown_for_all(std::string_view measure) {
  return std::ranges::find(shown_measures, measure) != shown_measures.end() ||
         std::ranges::any_of(shown_prefixes, [&](auto prefix) { return measure.starts_with(prefix); });
}

// The named columns of a table, each row's length checked, numbers read with their place in the error.
class Table {
 public:
  Table(const std::filesystem::path& path, std::vector<std::string_view> columns)
      : path_(path), columns_(std::move(columns)) {}

  template <class OnRow>
  void read(OnRow on_row) {
    read_csv(
        path_, [this](CsvRow row) { find_columns(row); },
        [&](CsvRow row) {
          if (row.fields.size() != width_)
            throw InputError({{path_.string(), row.line, ""},
                              "has " + std::to_string(row.fields.size()) + " fields",
                              std::to_string(width_) + " as in the header",
                              ""});
          row_ = row;
          on_row();
        });
  }
  const std::string& text(std::size_t column) const { return row_.fields[position_[column]]; }
  double number(std::size_t column) const {
    const std::string& field = text(column);
    if (field.empty()) return undefined;
    double value = 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (error != std::errc() || end != field.data() + field.size())
      throw InputError({{path_.string(), row_.line, std::string(columns_[column])},
                        "\"" + field + "\" is not a number",
                        "a number, or nothing when undefined",
                        ""});
    return value;
  }
  int day(std::size_t column) const {
    const double value = number(column);
    if (!(value >= 0 && value < 1e6))
      throw InputError({{path_.string(), row_.line, std::string(columns_[column])}, "is not a day", "0 and later", ""});
    return static_cast<int>(value);
  }
  // 0 where there is none.
  int count(std::size_t column) const {
    const double value = number(column);
    if (value < 0 || value > 1e9)
      throw InputError(
          {{path_.string(), row_.line, std::string(columns_[column])}, "is not a number of runs", "0 to 1e9", ""});
    return value >= 0 ? static_cast<int>(value) : 0;
  }
  Estimate estimate(std::size_t first) const { return {number(first), number(first + 1), number(first + 2)}; }

 private:
  void find_columns(CsvRow row) {
    width_ = row.fields.size();
    Problems problems;
    for (const std::string_view column : columns_) {
      const int found = csv_column(row.fields, column);
      if (found < 0) problems.add({path_.string(), 1, std::string(column)}, "the column is missing");
      position_.push_back(static_cast<std::size_t>(std::max(found, 0)));
    }
    problems.throw_if_any();
  }
  std::filesystem::path path_;
  std::vector<std::string_view> columns_;
  std::vector<std::size_t> position_;
  std::size_t width_ = 0;
  CsvRow row_{};
};

template <class... Parts>
std::string key(std::string_view first, Parts... rest) {
  std::string joined(first);
  ((joined += '\n', joined += rest), ...);
  return joined;
}

template <class Map>
const typename Map::mapped_type& found_or_empty(const Map& map, const std::string& key) {
  static const typename Map::mapped_type empty{};
  const auto found = map.find(key);
  return found == map.end() ? empty : found->second;
}

void sort_by_day(std::map<std::string, Curve, std::less<>>& curves) {
  for (auto& [name, curve] : curves) std::ranges::stable_sort(curve, {}, &Point::day);
}

}  // namespace

Results::Results(const std::filesystem::path& folder) {
  Problems missing;
  for (const char* name : {"manifest.json", "series.csv", "summary.csv", "differences.csv"})
    if (std::error_code error; !std::filesystem::is_regular_file(folder / name, error))
      missing.add({(folder / name).string(), 0, ""}, "no such file: the folder does not hold a comparison's results");
  missing.throw_if_any();
  about = read_manifest(folder / "manifest.json");
  verify_tables(about, folder);
  for (const Arm& arm : about.arms) arms.push_back(arm.name);
  read_series(folder / "series.csv");
  read_summary(folder / "summary.csv");
  read_differences(folder / "differences.csv");
  if (about.uncertain.draws > 0) read_uncertainty(folder / "uncertainty.csv");
}

void Results::read_series(const std::filesystem::path& file) {
  Table table(file, {"arm", "day", "group", "measure", "mean", "low", "high", "p05", "p95"});
  table.read([&] {
    const std::string& group = table.text(2);
    const std::string& measure = table.text(3);
    const bool is_unit = group.starts_with("unit=");
    if (!of_organisation() ? false
        : is_unit          ? !measure.starts_with("barrier_") && measure != "practising"
        : group == "all"   ? !is_shown_for_all(measure)
                           : !(group.starts_with("structure=") && measure == "internalisation"))
      return;
    if ((measure.starts_with("barrier_") || is_unit) && !is_recorded(table.day(1))) return;
    if (is_unit && std::ranges::find(units, group) == units.end()) {
      if (units.size() == most_units) return;
      units.push_back(group);
    }
    curves_[key(table.text(0), group, measure)].push_back(
        {table.day(1), table.estimate(4), table.number(7), table.number(8)});
  });
  sort_by_day(curves_);
  for (const std::string& arm : arms)
    if (const std::string main = of_organisation() ? "practising" : about.measures.at(0).name; curve(arm, main).empty())
      throw InputError({{file.string(), 0, "arm"}, "has no " + main + " curve of the arm \"" + arm + "\"", "", ""});
}

void Results::read_summary(const std::filesystem::path& file) {
  Table table(file, {"arm", "metric", "unit", "mean", "low", "high", "n"});
  std::set<std::string> known(arms.begin(), arms.end());
  for (const Pair& pair : pairs()) known.insert(pair.name());
  table.read([&] {
    const std::string& name = table.text(0);
    if (known.insert(name).second) effects.push_back(name);
    metrics_[key(table.text(0), table.text(1))] = {table.estimate(3), table.text(2), table.count(6)};
  });
}

void Results::read_differences(const std::filesystem::path& file) {
  Table table(file, {"arm", "day", "measure", "mean", "low", "high"});
  table.read([&] {
    const std::string& measure = table.text(2);
    if (!of_organisation() || measure == "practising" || measure == "durable")
      differences_[key(table.text(0), measure)].push_back({table.day(1), table.estimate(3)});
  });
  sort_by_day(differences_);
}

void Results::read_uncertainty(const std::filesystem::path& file) {
  Table table(file, {"arm", "metric", "drawn", "p05", "p95", "holds", "turns", "draws", "luck"});
  table.read([&] {
    drawn_[key(table.text(0), table.text(1))] = {table.estimate(2), table.count(5), table.count(6), table.count(7),
                                                 table.number(8)};
  });
}

const Curve& Results::curve(std::string_view arm, std::string_view measure, std::string_view group) const {
  return found_or_empty(curves_, key(arm, group, measure));
}
Curve Results::difference(std::string_view a, std::string_view b, std::string_view measure) const {
  const std::string first(a), second(b);
  Curve curve = found_or_empty(differences_, key(first + "-" + second, measure));
  if (!curve.empty()) return curve;
  curve = found_or_empty(differences_, key(second + "-" + first, measure));
  for (Point& point : curve) point.value = point.value.negated();
  return curve;
}
Metric Results::metric(std::string_view arm, std::string_view name) const {
  return found_or_empty(metrics_, key(arm, name));
}

Drawn Results::drawn(std::string_view arm, std::string_view metric) const {
  return found_or_empty(drawn_, key(arm, metric));
}

Drawn Results::drawn_difference(std::string_view a, std::string_view b, std::string_view metric) const {
  const std::string first(a), second(b);
  const auto straight = drawn_.find(key(first + "-" + second, metric));
  if (straight != drawn_.end()) return straight->second;
  Drawn reverse = drawn(second + "-" + first, metric);
  reverse.spread = reverse.spread.negated();
  return reverse;
}

std::vector<Results::Pair> Results::pairs() const {
  std::vector<Pair> list;
  for (std::size_t earlier = 0; earlier < arms.size(); ++earlier)
    for (std::size_t later = earlier + 1; later < arms.size(); ++later) list.push_back({arms[later], arms[earlier]});
  return list;
}

Metric Results::difference_of(std::string_view a, std::string_view b, std::string_view name) const {
  const auto straight = metrics_.find(key(std::string(a) + "-" + std::string(b), name));
  if (straight != metrics_.end()) return straight->second;
  Metric reverse = metric(std::string(b) + "-" + std::string(a), name);
  reverse.value = reverse.value.negated();
  return reverse;
}

bool Results::lifts_a_mandate() const {
  return std::ranges::any_of(about.events, [](const Event& event) { return event.action == "lift_mandate"; });
}

int Results::day_under_pressure() const {
  if (about.follow_day >= 0 && about.follow_day <= last_day()) return about.follow_day;
  for (const Event& event : about.events)
    if (event.action == "lift_mandate" && event.day > 0 && event.day <= last_day()) return event.day - 1;
  return last_day() / 2;
}

std::vector<int> Results::milestones() const {
  std::vector<int> days;
  if (!of_organisation())  // of any length: quarters
    for (const int quarter : {1, 2, 3}) days.push_back(last_day() * quarter / 4);
  else
    for (const int day : usual_milestones)
      if (day < last_day()) days.push_back(day);
  days.push_back(last_day());
  return days;
}

std::vector<int> Results::same_people_days() const {
  constexpr std::string_view stem = "same_people_internalisation_";
  std::set<int> days;
  for (const auto& [name, metric] : metrics_) {
    const auto at = name.find(stem);
    int day = 0;
    if (at != std::string::npos &&
        std::from_chars(name.data() + at + stem.size(), name.data() + name.size(), day).ec == std::errc())
      days.insert(day);
  }
  return {days.begin(), days.end()};
}

const Point* at_day(const Curve& curve, int day) {
  const auto after = std::ranges::upper_bound(curve, day, {}, &Point::day);
  return after == curve.begin() ? nullptr : &*std::prev(after);
}

}  // namespace kantel::report
