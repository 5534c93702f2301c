// Running a scenario, and what it leaves behind as arrays and files.
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "models/change/leading/rules.hpp"
#include "python/binding/core.hpp"
#include "sim/input/hash.hpp"
#include "sim/input/output_folder.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/comparison/until.hpp"
#include "studies/report/charts.hpp"
#include "studies/report/report.hpp"
#include "version.hpp"

namespace kantel::python {

namespace {

struct Result {
  std::shared_ptr<World> world;
  std::optional<Outcome> outcome;
  std::vector<SummaryRow> summary;
  Provenance provenance;
};

std::string host_name() {
  char name[256] = "";
  gethostname(name, sizeof name - 1);
  return name;
}

void check_until(const World& world, const std::pair<std::string, double>& until,
                 const std::optional<std::uint32_t>& replicate) {
  Problems problems;
  std::vector<std::string_view> names;
  const std::vector<Metric> metrics = world.metrics();
  for (const Metric& metric : metrics) names.push_back(metric.name);
  if (std::ranges::find(names, until.first) == names.end())
    problems.add({"", 0, "until"}, "there is no metric \"" + until.first + "\"", "one of " + joined(names),
                 nearest_name(until.first, names));
  if (!(until.second > 0)) problems.add({"", 0, "until"}, "has the width " + shortest(until.second), "above 0");
  if (replicate) problems.add({"", 0, "until"}, "stands beside replicate", "one of the two");
  problems.throw_if_any();
}

Result compare_scenario(const ScenarioText& scenario, std::optional<std::uint32_t> replicate, int threads,
                        const std::vector<std::pair<nb::object, nb::object>>& rules,
                        const std::optional<std::pair<std::string, double>>& until, const Progress& progress) {
  Result result{scenario.world(), {}, {}, {}};
  const auto begin = std::chrono::steady_clock::now();
  if (until) check_until(*result.world, *until, replicate);
  CompareOptions options;
  options.only_replicate = replicate;
  for (std::size_t arm = 0; arm < rules.size(); ++arm)
    if (const Rules own = rules_of(rules[arm].first, rules[arm].second)) result.world->use_rules(arm, own);
  const Workers workers(threads);
  options.workers = &workers;
  const auto finish = [&] {
    const OwnArithmetic own;
    result.summary = summarise(*result.outcome);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    result.provenance = {
        scenario.arm ? "run" : "compare", version, commit, host_name(), workers.threads(), took.count()};
  };
  try {
    work_and_listen(progress, [&](const std::atomic<bool>& stop, std::atomic<double>& share) {
      options.stop = &stop;
      options.progress = [&](double done, double all) { share = done / all; };
      result.outcome =
          until ? compare_until(result.world, {until->first, until->second}, options) : compare(result.world, options);
    });
  } catch (nb::python_error& heard) {  // Ctrl-C, or `progress` raised: what is finished is given on the exception
    if (result.outcome) {
      finish();
      nb::setattr(heard.value(), "result", nb::cast(std::move(result)));
    }
    throw;
  }
  finish();
  return result;
}

nb::dict about(const World& world) {
  const ScenarioSettings& settings = world.settings();
  nb::dict out;
  out["name"] = settings.name;
  out["question"] = settings.question;
  out["source"] = settings.source;
  out["model"] = settings.model;
  out["days"] = settings.days;
  out["replicates"] = settings.replicates;
  out["seed"] = settings.seed;
  out["arms"] = world.arms();
  out["resolved"] = world.resolved();
  out["hash"] = hash_of(world.resolved());
  return out;
}

template <class Metrics>
nb::list words_of(const Metrics& metrics) {
  nb::list list;
  for (const auto& m : metrics)
    list.append(nb::make_tuple(std::string(m.name), std::string(m.unit), std::string(m.sentence)));
  return list;
}

// [arm or pair][replicate][metric]
nb::ndarray<nb::numpy, double> flat(const std::vector<std::vector<std::vector<double>>>& values, std::size_t replicates,
                                    std::size_t metrics) {
  std::vector<double> numbers;
  numbers.reserve(values.size() * replicates * metrics);
  for (const auto& of_arm : values)
    for (const auto& row : of_arm) numbers.insert(numbers.end(), row.begin(), row.end());
  return array_of(std::move(numbers), {values.size(), replicates, metrics});
}

// Every replicate's means: [arm][replicate][day][group][measure]; NaN where a group was not recorded.
nb::ndarray<nb::numpy, float> recordings(const Result& result, bool all_groups) {
  const Outcome& o = *result.outcome;
  const std::size_t groups = all_groups ? o.groups.size() : 1;
  const auto days = static_cast<std::size_t>(o.settings.days) + 1;
  std::vector<float> numbers;
  numbers.reserve(o.arms.size() * o.replicates.size() * days * groups * o.measures.size());
  for (const auto& of_arm : o.recordings)
    for (const Recording& recording : of_arm)
      for (std::int64_t day = 0; day <= o.settings.days; ++day)
        for (std::size_t g = 0; g < groups; ++g)
          for (std::size_t m = 0; m < o.measures.size(); ++m)
            numbers.push_back(g == 0 || recording.groups_due(day) ? recording.value(day, g, m)
                                                                  : std::numeric_limits<float>::quiet_NaN());
  return array_of(std::move(numbers), {o.arms.size(), o.replicates.size(), days, groups, o.measures.size()});
}

// As series.csv: [arm][day][group][measure][mean low high p05 p95]; of one measure unless it is negative.
nb::ndarray<nb::numpy, float> series(const Result& result, std::int64_t only) {
  const Outcome& o = *result.outcome;
  std::vector<std::size_t> wanted;
  for (std::size_t m = 0; m < o.measures.size(); ++m)
    if (only < 0 || m == static_cast<std::size_t>(only)) wanted.push_back(m);
  std::vector<double> values(o.replicates.size());
  IntervalScratch scratch;
  std::vector<float> numbers;
  for (const auto& runs : o.recordings)
    for (std::int64_t day = 0; day <= o.settings.days; ++day)
      for (std::size_t g = 0; g < o.groups.size(); ++g)
        for (const std::size_t m : wanted) {
          Interval i;
          if (g == 0 || runs.front().groups_due(day)) {
            for (std::size_t r = 0; r < runs.size(); ++r) values[r] = runs[r].value(day, g, m);
            i = interval_of(values, scratch, {scale_of(o.measures[m].unit)});
          }
          for (const double number : {i.mean, i.low, i.high, i.p05, i.p95})
            numbers.push_back(static_cast<float>(number));
        }
  return array_of(std::move(numbers),
                  {o.arms.size(), static_cast<std::size_t>(o.settings.days) + 1, o.groups.size(), wanted.size(), 5});
}

// As differences.csv: [pair][day][paired measure][mean low high].
nb::ndarray<nb::numpy, float> differences(const Result& result) {
  const Outcome& o = *result.outcome;
  const std::vector<Pair> pairs = pairs_of(o.arms.size());
  std::vector<double> values(o.replicates.size());
  IntervalScratch scratch;
  std::vector<float> numbers;
  for (const Pair& pair : pairs)
    for (std::int64_t day = 0; day <= o.settings.days; ++day)
      for (const std::string_view measure : o.paired_measures) {
        const auto m =
            static_cast<std::size_t>(std::ranges::find(o.measures, measure, &Measure::name) - o.measures.begin());
        for (std::size_t r = 0; r < values.size(); ++r)
          values[r] = static_cast<double>(o.recordings[pair.later][r].value(day, 0, m)) -
                      o.recordings[pair.earlier][r].value(day, 0, m);
        const Interval i = interval_of(values, scratch, {scale_of(o.measures[m].unit), true});
        for (const double number : {i.mean, i.low, i.high}) numbers.push_back(static_cast<float>(number));
      }
  return array_of(std::move(numbers),
                  {pairs.size(), static_cast<std::size_t>(o.settings.days) + 1, o.paired_measures.size(), 3});
}

std::vector<std::string> pair_names(const Outcome& o) {
  std::vector<std::string> names;
  for (const Pair& pair : pairs_of(o.arms.size())) names.push_back(o.pair_name(pair));
  return names;
}

nb::list summary_rows(const Result& result) {
  nb::list rows;
  for (const SummaryRow& row : result.summary)
    rows.append(nb::make_tuple(row.arm, row.metric, row.unit, row.interval.mean, row.interval.low, row.interval.high,
                               row.interval.n));
  return rows;
}

std::string manifest(const Result& r) { return manifest_json(*r.outcome, r.summary, r.provenance); }

void write(const Result& result, const std::string& folder, bool force, bool report) {
  const Unlocked unlocked;
  OutputFolder out(folder, force, result_files);
  write_tables(*result.outcome, result.summary, result.provenance, out.draft());
  if (report) write_report(out.draft());
  out.keep();
}

}  // namespace

void bind_results(nb::module_& module) {
  module.def("about", [](const ScenarioText& scenario) { return about(*scenario.world()); });
  module.def("compare", &compare_scenario, nb::arg("scenario"), nb::arg("replicate").none(), nb::arg("threads"),
             nb::arg("rules"), nb::arg("until").none(), nb::arg("progress").none());
  module.def("write_report", [](const std::string& folder) {
    const OwnArithmetic own;
    remake_report(folder);
  });
  module.def(
      "chart_data",
      [](const std::string& folder) {
        const OwnArithmetic own;
        return report::chart_data(report::Results(folder));
      },
      "The panels of a report as JSON, from a folder of results.");
  nb::class_<Result>(module, "Result")
      .def_prop_ro("about", [](const Result& r) { return about(*r.world); })
      .def_prop_ro("arms", [](const Result& r) { return r.outcome->arms; })
      .def_prop_ro("pairs", [](const Result& r) { return pair_names(*r.outcome); })
      .def_prop_ro("groups", [](const Result& r) { return r.outcome->groups; })
      .def_prop_ro("replicates", [](const Result& r) { return r.outcome->replicates; })
      .def_prop_ro("employees", [](const Result& r) { return r.outcome->employees; })
      .def_prop_ro("warnings", [](const Result& r) { return r.outcome->warnings; })
      .def_prop_ro("paired_measures",
                   [](const Result& r) {
                     return std::vector<std::string>(r.outcome->paired_measures.begin(),
                                                     r.outcome->paired_measures.end());
                   })
      .def_prop_ro("threads", [](const Result& r) { return r.provenance.threads; })
      .def_prop_ro("wall_seconds", [](const Result& r) { return r.provenance.wall_seconds; })
      .def("measures", [](const Result& r) { return words_of(r.outcome->measures); })
      .def("metrics", [](const Result& r) { return words_of(r.outcome->metrics); })
      .def("contrasts", [](const Result& r) { return words_of(r.outcome->contrasts); })
      .def("values",
           [](const Result& r) {
             return flat(r.outcome->values, r.outcome->replicates.size(), r.outcome->metrics.size());
           })
      .def("contrast_values",
           [](const Result& r) {
             return flat(r.outcome->contrast_values, r.outcome->replicates.size(), r.outcome->contrasts.size());
           })
      .def("recordings", &recordings, nb::arg("all_groups"))
      .def("series", &series, nb::arg("measure"))
      .def("differences", &differences)
      .def("summary", &summary_rows)
      .def("manifest", &manifest)
      .def("write", &write, nb::arg("folder"), nb::arg("force"), nb::arg("report"));
}

}  // namespace kantel::python
