#include "studies/sweep/export.hpp"

#include <algorithm>
#include <cmath>

#include "sim/input/csv.hpp"
#include "sim/input/files.hpp"
#include "studies/comparison/outcome.hpp"
#include "studies/sweep/indices.hpp"
#include "studies/sweep/store/ledger.hpp"

namespace kantel {

namespace {

// A point's value as a cell: text without quotes.
std::string cell(const std::optional<Value>& value) {
  if (!value) return "";
  if (const auto* text = value->as<std::string>()) return csv_field(*text);
  if (const auto* real = value->as<double>()) return shortest(*real);
  return csv_field(toml_text(*value));
}

void write_points(const SweepResults& results, const std::filesystem::path& path) {
  WholeFile file(path);
  std::string header = "point";
  for (const Factor& factor : results.experiment().factors) header += "," + csv_field(factor.name);
  file.write(header + "\n");
  for (std::size_t p = 0; p < results.points(); ++p) {
    std::string line = std::to_string(p);
    for (const auto& value : results.design().points[p]) line += "," + cell(value);
    file.write(line + "\n");
  }
  file.finish();
}

void write_runs(const StoreReader& store, const std::filesystem::path& runs, const std::filesystem::path& failures) {
  WholeFile file(runs), failed(failures);
  const StoredExperiment& about = store.about();
  std::string header = "point,replicate,arm,seed,state";
  for (const Metric& metric : about.metrics) header += "," + csv_field(metric.name);
  file.write(header + "\n");
  failed.write("point,replicate,arm,host,error\n");
  std::string line;
  store.for_each_run([&](const StoreReader::Row& row) {
    const std::string key =
        std::to_string(row.point) + "," + std::to_string(row.replicate) + "," + csv_field(about.arms[row.arm]);
    line = key + "," + std::to_string(row.seed) + (row.failed ? ",failed" : ",done");
    for (const double value : row.metrics) line.append(",").append(csv_number(value));
    file.write(line.append("\n"));
    if (row.failed) failed.write(key + "," + csv_field(row.host) + "," + csv_field(row.error) + "\n");
  });
  file.finish();
  failed.finish();
}

std::string interval_cells(const Interval& i) {
  return csv_number(i.mean) + "," + csv_number(i.low) + "," + csv_number(i.high) + "," + std::to_string(i.n);
}

void write_summary(const SweepResults& results, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("point,arm,metric,unit,mean,low,high,n\n");
  std::vector<Side> sides = results.arms();
  for (Side& pair : results.pairs()) sides.push_back(std::move(pair));
  IntervalScratch scratch;
  for (std::size_t p = 0; p < results.points(); ++p)
    for (const Side& side : sides)
      for (std::size_t m = 0; m < results.about().metrics.size(); ++m) {
        const Metric& metric = results.about().metrics[m];
        file.write(std::to_string(p) + "," + csv_field(side.name) + "," + metric.name + "," + csv_field(metric.unit) +
                   "," + interval_cells(interval_of(results.values(p, side, m), scratch, results.sample_of(side, m))) +
                   "\n");
      }
  file.finish();
}

void write_differences(const SweepResults& results, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("point,baseline,arm,metric,unit,mean,low,high,n\n");
  IntervalScratch scratch;
  for (std::size_t p = 0; p < results.points(); ++p)
    for (const Side& side : results.against_baseline())
      for (std::size_t m = 0; m < results.about().metrics.size() && p != side.baseline; ++m) {
        const Metric& metric = results.about().metrics[m];
        file.write(std::to_string(p) + "," + std::to_string(*side.baseline) + "," + csv_field(side.name) + "," +
                   metric.name + "," + csv_field(metric.unit) + "," +
                   interval_cells(interval_of(results.values(p, side, m), scratch, results.sample_of(side, m))) + "\n");
      }
  file.finish();
}

void write_series(const StoreReader& store, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("point,replicate,arm,day,group,measure,value\n");
  std::string lines;
  store.for_each_series([&](std::uint32_t p, std::uint32_t r, std::uint32_t a, const SeriesRow& row) {
    const std::string key = std::to_string(p) + "," + std::to_string(r) + "," + csv_field(store.about().arms[a]) + ",";
    const std::string what = "," + csv_field(row.group) + "," + row.measure + ",";
    lines.clear();
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      const std::int64_t day = i + 1 == row.values.size() ? row.last_day : static_cast<std::int64_t>(i) * row.every;
      lines.append(key).append(std::to_string(day)).append(what).append(csv_number(row.values[i])).append("\n");
    }
    file.write(lines);
  });
  file.finish();
}

void write_indices(const SweepResults& results, const std::filesystem::path& path) {
  const Experiment& experiment = results.experiment();
  WholeFile file(path);
  file.write("arm,metric,factor,index,value,low,high\n");
  for (const Side& arm : results.arms())
    for (std::size_t m = 0; m < results.about().metrics.size(); ++m) {
      const std::string key = csv_field(arm.name) + "," + results.about().metrics[m].name + ",";
      const auto row = [&](std::size_t f, const char* name, const Index& index) {
        file.write(key + csv_field(experiment.factors[f].name) + "," + name + "," + csv_number(index.value) + "," +
                   csv_number(index.low) + "," + csv_number(index.high) + "\n");
      };
      const std::vector<double> means = results.means(arm, m);
      if (experiment.kind() == DesignKind::sobol) {
        const auto found =
            sobol_indices(means, experiment.factors.size(), experiment.design.second_order, experiment.seed());
        for (std::size_t f = 0; f < experiment.factors.size(); ++f)
          row(f, "S1", found.first[f]), row(f, "ST", found.total[f]);
      } else {
        const auto found = morris_effects(means, results.design().unit, experiment.seed());
        for (std::size_t f = 0; f < experiment.factors.size(); ++f) {
          row(f, "mu", found.mean[f]);
          row(f, "mu_star", found.mean_absolute[f]);
          row(f, "sigma", {found.spread[f], undefined, undefined});
        }
      }
    }
  file.finish();
}

}  // namespace

SweepResults::SweepResults(const StoreReader& store) : about_(store.about()), experiment_(about_.experiment()) {
  design_ = design_of(experiment_);
  const std::size_t arms = about_.arms.size(), metrics = about_.metrics.size(), stride = arms * metrics;
  first_.assign(design_.points.size() + 1, 0);
  std::size_t open_point = 0;
  store.for_each_run([&](const StoreReader::Row& row) {
    if (row.failed) return;
    while (open_point < row.point) first_[++open_point] = replicate_.size();
    const bool fresh = first_[open_point] == replicate_.size() || replicate_.back() != row.replicate;
    if (fresh) {
      replicate_.push_back(row.replicate);
      values_.resize(values_.size() + stride, undefined);
    }
    std::ranges::copy(row.metrics, values_.end() - static_cast<std::ptrdiff_t>(stride - row.arm * metrics));
  });
  while (open_point < design_.points.size()) first_[++open_point] = replicate_.size();
}

std::vector<Side> SweepResults::arms() const {
  std::vector<Side> list;
  for (std::size_t a = 0; a < about_.arms.size(); ++a) list.push_back({about_.arms[a], a});
  return list;
}

std::vector<Side> SweepResults::pairs() const {
  std::vector<Side> list;
  for (const Pair& pair : pairs_of(about_.arms.size()))
    list.push_back({about_.arms[pair.later] + "-" + about_.arms[pair.earlier], pair.later, pair.earlier});
  return list;
}

std::vector<Side> SweepResults::against_baseline() const {
  if (!experiment_.settings.baseline) return {};
  std::vector<Side> list = arms();
  for (Side& side : list) side.baseline = static_cast<std::size_t>(*experiment_.settings.baseline);
  return list;
}

double SweepResults::at(const Side& side, std::size_t replicate, std::size_t metric) const {
  const auto of_arm = [&](std::size_t arm) {
    return values_[(replicate * about_.arms.size() + arm) * about_.metrics.size() + metric];
  };
  return side.minus ? of_arm(side.arm) - of_arm(*side.minus) : of_arm(side.arm);
}

bool SweepResults::only_varies(std::size_t point, std::size_t factor) const {
  for (std::size_t f = 0; f < experiment_.factors.size(); ++f) {
    const auto &here = design_.points[point][f], &base = design_.points[0][f];
    if (f != factor && (here ? toml_text(*here) : "") != (base ? toml_text(*base) : "")) return false;
  }
  return true;
}

std::vector<std::uint32_t> SweepResults::replicates(std::size_t point) const {
  return {replicate_.begin() + static_cast<std::ptrdiff_t>(first_[point]),
          replicate_.begin() + static_cast<std::ptrdiff_t>(first_[point + 1])};
}

std::vector<double> SweepResults::values(std::size_t point, const Side& side, std::size_t metric) const {
  std::vector<double> list;
  std::size_t other = side.baseline ? first_[*side.baseline] : 0;
  const std::size_t end = side.baseline ? first_[*side.baseline + 1] : 0;
  for (std::size_t r = first_[point]; r < first_[point + 1]; ++r) {
    double value = at(side, r, metric);
    if (side.baseline) {
      while (other < end && replicate_[other] < replicate_[r]) ++other;
      value -= other < end && replicate_[other] == replicate_[r] ? at(side, other, metric) : undefined;
    }
    list.push_back(value);
  }
  return list;
}

Sample SweepResults::sample_of(const Side& side, std::size_t metric) const {
  if (side.minus && side.baseline) return {};  // a difference of differences
  return {scale_of(about_.metrics[metric].unit), side.is_difference()};
}

std::vector<double> SweepResults::means(const Side& side, std::size_t metric) const {
  std::vector<double> list;
  IntervalScratch scratch;
  for (std::size_t p = 0; p < points(); ++p) list.push_back(interval_of(values(p, side, metric), scratch).mean);
  return list;
}

void export_csv(const StoreReader& store, const std::filesystem::path& folder) {
  const SweepResults results(store);
  const Experiment& experiment = results.experiment();
  write_whole_file(folder / "experiment.toml", "# Made by kantel " + store.about().version + ", experiment " +
                                                   store.about().hash() + "\n" + store.about().text);
  write_whole_file(folder / "scenario.toml", store.about().scenario);
  write_points(results, folder / "points.csv");
  write_runs(store, folder / "runs.csv", folder / "failures.csv");
  write_summary(results, folder / "summary.csv");
  if (experiment.settings.baseline) write_differences(results, folder / "differences.csv");
  if (!experiment.keep.measures.empty()) write_series(store, folder / "series.csv");
  if (experiment.kind() == DesignKind::sobol || experiment.kind() == DesignKind::morris)
    write_indices(results, folder / "indices.csv");
}

StoreStatus status_of(const StoreReader& store) {
  const StoredExperiment& about = store.about();
  const Experiment experiment = about.experiment();
  Ledger ledger(experiment, about.arms.size(), about.shard);
  StoreStatus status;
  status.points = ledger.points();
  status.replicates = ledger.replicates();
  status.arms = ledger.arms();
  status.stops = ledger.stops();
  status.most = ledger.most();
  const auto watched = static_cast<std::size_t>(
      std::ranges::find(about.metrics, experiment.stop.metric, &Metric::name) - about.metrics.begin());
  double seconds = 0;
  store.for_each_run([&](const StoreReader::Row& row) {
    ++(row.failed ? status.failed : status.done);
    if (row.failed)
      ++status.failures[row.error];
    else
      seconds += static_cast<double>(row.wall_us) * 1e-6;
    ledger.set(ledger.at(row.point, row.replicate, row.arm), row.failed ? RunState::failed : RunState::done,
               watched < row.metrics.size() ? row.metrics[watched] : undefined);
  });
  status.finished = ledger.is_complete();
  if (status.done > 0) status.seconds_a_run = seconds / static_cast<double>(status.done);
  return status;
}

}  // namespace kantel
