// Many points of a scenario, each with settings of its own, for sensitivity and calibration: as a sweep runs them (the
// same trials, which record no more than is wanted and share organisations), but into arrays instead of a store.
#include <algorithm>
#include <mutex>

#include "python/binding/core.hpp"

namespace kantel::python {

namespace {

using Series = std::vector<std::pair<std::string, std::string>>;  // measure, group

struct Failure {
  std::int64_t point, replicate;
  std::string message;
  std::exception_ptr error;
};

// What comes out: values [point][replicate][arm][metric], curves [point][replicate][arm][series][day]; NaN where a run
// failed or has no such number.
struct Table {
  std::size_t points, replicates, arms, metrics, series, days;
  std::vector<double> values = std::vector<double>(points * replicates * arms * metrics, undefined);
  std::vector<float> curves =
      std::vector<float>(points * replicates * arms * series * days, std::numeric_limits<float>::quiet_NaN());
  std::vector<Failure> failures = {};
};

const SeriesRow& row_of(const RunRecord& record, const std::pair<std::string, std::string>& wanted) {
  std::vector<std::string_view> groups;
  for (const SeriesRow& row : record.series) {
    if (row.measure != wanted.first) continue;
    if (row.group == wanted.second) return row;
    groups.push_back(row.group);
  }
  throw InputError({{"series", 0, "group"},
                    "there is no group \"" + wanted.second + "\"",
                    "one of " + joined(groups),
                    nearest_name(wanted.second, groups)});
}

class Points {
 public:
  explicit Points(const ScenarioText& scenario)
      : job_(scenario.job()), subject_(open_scenario(scenario.given(), {}, scenario.overrides)) {
    const std::vector<std::string> all = subject_->arms();
    for (const std::string& arm : job_.arms)
      arms_.push_back(static_cast<std::size_t>(std::ranges::find(all, arm) - all.begin()));
  }

  // Throws InputError where the scenario cannot have these settings, whatever its organisation says to them.
  void check(const std::vector<std::string>& settings) const { subject_->metrics(settings_of(settings)); }

  // The first failure is thrown and ends the others, unless failures are kept.
  nb::tuple evaluate(const std::vector<std::vector<std::string>>& points,
                     const std::vector<std::int64_t>& first_replicates, std::int64_t replicates, const Series& series,
                     std::int64_t every, bool keep_failures, int threads, const Progress& progress) const {
    const SeriesOptions wishes = wishes_of(series, every);
    const std::int64_t last = job_.settings.days;
    std::vector<std::int64_t> days;
    for (std::int64_t day = 0; day < last && !series.empty(); day += wishes.every) days.push_back(day);
    if (!series.empty()) days.push_back(last);
    Table table{points.size(), static_cast<std::size_t>(replicates), arms_.size(), job_.metrics.size(), series.size(),
                days.size()};
    std::mutex guard;
    work_and_listen(progress, [&](const std::atomic<bool>& stop, std::atomic<double>& share) {
      const Workers workers(threads);
      // A point is one worker's, unless there are fewer points than workers.
      const auto parts = static_cast<std::size_t>(std::clamp<std::int64_t>(
          workers.threads() / std::max<std::int64_t>(1, static_cast<std::int64_t>(points.size())), 1, replicates));
      std::atomic<std::size_t> done = 0;
      std::atomic<bool> failed = false;
      workers.for_each(points.size() * parts, [&](std::size_t task) {
        const std::size_t p = task / parts;
        std::unique_ptr<Trial> trial;
        for (std::size_t r = task % parts; r < table.replicates; r += parts) {
          if (stop) throw Interrupted();
          if (failed && !keep_failures) return;
          try {
            if (!trial) trial = subject_->trial(settings_of(points[p]), wishes);
            for (std::size_t a = 0; a < arms_.size(); ++a)
              put(trial->run(arms_[a], static_cast<std::uint32_t>(first_replicates[p]) + static_cast<std::uint32_t>(r),
                             &stop),
                  trial->metrics(), series, (p * table.replicates + r) * arms_.size() + a, table);
          } catch (const Interrupted&) {
            throw;
          } catch (const std::exception& error) {
            failed = true;
            const std::scoped_lock lock(guard);
            table.failures.push_back({static_cast<std::int64_t>(p), first_replicates[p] + static_cast<std::int64_t>(r),
                                      error.what(), std::current_exception()});
          }
          share = static_cast<double>(++done) / static_cast<double>(points.size() * table.replicates);
        }
      });
    });
    std::ranges::sort(table.failures, {}, [](const Failure& f) { return std::pair{f.point, f.replicate}; });
    if (!table.failures.empty() && !keep_failures) std::rethrow_exception(table.failures.front().error);
    nb::list failures;
    for (const Failure& f : table.failures) failures.append(nb::make_tuple(f.point, f.replicate, f.message));
    const Table& t = table;
    return nb::make_tuple(array_of(std::move(table.values), {t.points, t.replicates, t.arms, t.metrics}),
                          array_of(std::move(table.curves), {t.points, t.replicates, t.arms, t.series, t.days}), days,
                          failures);
  }

  // Its values are whole numbers, by its declaration.
  bool is_whole(const std::string& key) const {
    const std::optional<Bounds> declared = subject_->bounds(key);
    return declared && declared->kind == Bounds::Kind::integer;
  }

  std::vector<std::string> metrics() const {
    std::vector<std::string> names;
    for (const Metric& metric : job_.metrics) names.push_back(metric.name);
    return names;
  }

 private:
  SeriesOptions wishes_of(const Series& series, std::int64_t every) const {
    const std::vector<std::string> measures = subject_->measures();
    const std::vector<std::string_view> known(measures.begin(), measures.end());
    Problems problems;
    SeriesOptions wishes;
    wishes.every = every;
    for (const auto& [measure, group] : series) {
      if (std::ranges::find(known, measure) == known.end())
        problems.add({"series", 0, "measure"}, "there is no measure \"" + measure + "\"", "one of " + joined(known),
                     nearest_name(measure, known));
      if (std::ranges::find(wishes.measures, measure) == wishes.measures.end()) wishes.measures.push_back(measure);
      wishes.groups |= group != "all";
    }
    problems.throw_if_any();
    return wishes;
  }

  static std::vector<Setting> settings_of(const std::vector<std::string>& texts) {
    Problems problems;
    std::vector<Setting> settings = read_settings(texts, problems);
    problems.throw_if_any();
    return settings;
  }

  // `at` counts the runs before this one. Points may differ in their days, and so in their metrics and curves.
  void put(const RunRecord& record, const std::vector<Metric>& given, const Series& series, std::size_t at,
           Table& table) const {
    for (std::size_t m = 0; m < table.metrics; ++m) {
      const std::string& name = job_.metrics[m].name;
      const std::size_t column =
          m < given.size() && given[m].name == name
              ? m
              : static_cast<std::size_t>(std::ranges::find(given, name, &Metric::name) - given.begin());
      if (column < record.metrics.size()) table.values[at * table.metrics + m] = record.metrics[column];
    }
    for (std::size_t s = 0; s < series.size(); ++s) {
      const std::vector<float>& values = row_of(record, series[s]).values;
      std::copy_n(values.begin(), std::min(values.size(), table.days),
                  table.curves.begin() + static_cast<std::ptrdiff_t>((at * table.series + s) * table.days));
    }
  }

  Job job_;
  std::unique_ptr<Subject> subject_;
  std::vector<std::size_t> arms_;
};

}  // namespace

void bind_points(nb::module_& module) {
  nb::class_<Points>(module, "Points")
      .def(nb::init<const ScenarioText&>(), nb::arg("scenario"))
      .def("evaluate", &Points::evaluate, nb::arg("points"), nb::arg("first_replicates"), nb::arg("replicates"),
           nb::arg("series"), nb::arg("every"), nb::arg("keep_failures"), nb::arg("threads"),
           nb::arg("progress").none(), "(values, curves, days, failures)")
      .def("check", &Points::check, nb::arg("settings"))
      .def("is_whole", &Points::is_whole, nb::arg("key"))
      .def("metrics", &Points::metrics);
}

}  // namespace kantel::python
