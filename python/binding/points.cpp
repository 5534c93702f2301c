// Many points of a scenario at once, each with settings of its own, for sensitivity and calibration: points side by
// side, one worker each. Results depend on point and replicate alone.
#include <algorithm>
#include <limits>
#include <mutex>

#include "python/binding/core.hpp"

namespace kantel::python {

namespace {

struct Wanted {
  std::string measure, group;
};

// The daily means of one outcome's wanted series: [arm][replicate][series][day].
void add_series(const Outcome& outcome, const std::vector<Wanted>& wanted, std::vector<float>& out) {
  for (const auto& runs : outcome.recordings)
    for (const Recording& recording : runs)
      for (const Wanted& series : wanted) {
        const auto m = std::ranges::find(outcome.measures, series.measure, &Measure::name) - outcome.measures.begin();
        const auto g = std::ranges::find(outcome.groups, series.group) - outcome.groups.begin();
        for (std::int64_t day = 0; day <= outcome.settings.days; ++day)
          out.push_back(g == 0 || recording.groups_due(day)
                            ? recording.value(day, static_cast<std::size_t>(g), static_cast<std::size_t>(m))
                            : std::numeric_limits<float>::quiet_NaN());
      }
}

void check_wanted(const Outcome& outcome, const std::vector<Wanted>& wanted) {
  Problems problems;
  std::vector<std::string_view> measures, groups(outcome.groups.begin(), outcome.groups.end());
  for (const Measure& m : outcome.measures) measures.push_back(m.name);
  const auto check = [&](const std::string& name, const std::vector<std::string_view>& known, const char* kind) {
    if (std::ranges::find(known, name) == known.end())
      problems.add({"series", 0, kind}, "there is no " + std::string(kind) + " \"" + name + "\"",
                   "one of " + joined(known), nearest_name(name, known));
  };
  for (const Wanted& series : wanted) check(series.measure, measures, "measure"), check(series.group, groups, "group");
  problems.throw_if_any();
}

// Throws the first point's InputError, named after its settings.
nb::tuple evaluate(const ScenarioText& scenario, const std::vector<std::vector<std::string>>& points,
                   const std::vector<std::int64_t>& first_replicates, std::int64_t replicates,
                   const std::vector<std::pair<std::string, std::string>>& series, int threads,
                   const Progress& progress) {
  std::vector<Wanted> wanted;
  for (const auto& [measure, group] : series) wanted.push_back({measure, group});
  std::vector<Job> jobs;
  jobs.reserve(points.size());
  for (const std::vector<std::string>& settings : points) {
    ScenarioText own = scenario;
    own.overrides.settings.insert(own.overrides.settings.end(), settings.begin(), settings.end());
    jobs.push_back(own.job());
  }
  std::vector<std::vector<double>> values(points.size());
  std::vector<std::vector<float>> curves(points.size());
  std::vector<std::string> metrics;
  std::mutex guard;
  work_and_listen(progress, [&](const std::atomic<bool>& stop, std::atomic<double>& share) {
    const Workers workers(threads), alone(1);
    const bool side_by_side = workers.threads() > 1 && points.size() > 1;
    std::atomic<std::size_t> done = 0;
    const std::size_t all = points.size() * static_cast<std::size_t>(replicates);
    (side_by_side ? workers : alone).for_each(points.size(), [&](std::size_t point) {
      for (std::int64_t r = 0; r < replicates; ++r) {
        if (stop) throw Interrupted();
        CompareOptions options;
        options.workers = side_by_side ? &alone : &workers;
        options.stop = &stop;
        options.only_replicate = static_cast<std::uint32_t>(first_replicates[point] + r);
        const std::shared_ptr<const Outcome> outcome = jobs[point].run(options);
        if (point == 0 && r == 0) {
          check_wanted(*outcome, wanted);
          const std::scoped_lock lock(guard);
          for (const Metric& m : outcome->metrics) metrics.push_back(m.name);
        }
        for (const auto& of_arm : outcome->values)
          values[point].insert(values[point].end(), of_arm[0].begin(), of_arm[0].end());
        add_series(*outcome, wanted, curves[point]);
        share = static_cast<double>(++done) / static_cast<double>(all);
      }
    });
  });
  std::vector<double> all_values;
  std::vector<float> all_curves;
  for (const auto& of_point : values) all_values.insert(all_values.end(), of_point.begin(), of_point.end());
  for (const auto& of_point : curves) all_curves.insert(all_curves.end(), of_point.begin(), of_point.end());
  const std::size_t arms = jobs.empty() ? 0 : jobs[0].arms.size(), n = static_cast<std::size_t>(replicates);
  const std::size_t days = jobs.empty() ? 0 : static_cast<std::size_t>(jobs[0].settings.days) + 1;
  return nb::make_tuple(metrics, array_of(std::move(all_values), {points.size(), n, arms, metrics.size()}),
                        array_of(std::move(all_curves), {points.size(), n, arms, wanted.size(), days}));
}

}  // namespace

void bind_points(nb::module_& module) {
  module.def("evaluate", &evaluate, nb::arg("scenario"), nb::arg("points"), nb::arg("first_replicates"),
             nb::arg("replicates"), nb::arg("series"), nb::arg("threads"), nb::arg("progress").none());
}

}  // namespace kantel::python
