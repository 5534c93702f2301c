#include "studies/comparison/tables.hpp"

#include <algorithm>
#include <cmath>

#include "sim/input/csv.hpp"
#include "sim/input/files.hpp"
#include "sim/input/hash.hpp"
#include "studies/comparison/manifest.hpp"
#include "studies/comparison/uncertain.hpp"

namespace kantel {

namespace {

// Between two arms; or a part of what is between them, which has no bounds: an interaction lies between −2 and 2.
enum class Of { arm, pair, effect };

void add_rows(std::vector<SummaryRow>& rows, const std::string& arm, const std::vector<Metric>& metrics,
              const std::vector<std::vector<double>>& values, IntervalScratch& scratch, Of of) {
  std::vector<double> column(values.size());
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    for (std::size_t r = 0; r < values.size(); ++r) column[r] = values[r][m];
    const Scale scale = of == Of::effect ? Scale::number : scale_of(metrics[m].unit);
    rows.push_back({arm, metrics[m].name, metrics[m].unit, interval_of(column, scratch, {scale, of == Of::pair})});
  }
}

// Later minus earlier arm; undefined where either is.
std::vector<std::vector<double>> differences(const std::vector<std::vector<double>>& later,
                                             const std::vector<std::vector<double>>& earlier) {
  std::vector<std::vector<double>> out = later;
  for (std::size_t r = 0; r < out.size(); ++r)
    for (std::size_t m = 0; m < out[r].size(); ++m) out[r][m] -= earlier[r][m];
  return out;
}

void write_summary(const std::vector<SummaryRow>& rows, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("arm,metric,unit,mean,low,high,n\n");
  for (const SummaryRow& row : rows)
    file.write(csv_field(row.arm) + "," + row.metric + "," + csv_field(row.unit) + "," + csv_number(row.interval.mean) +
               "," + csv_number(row.interval.low) + "," + csv_number(row.interval.high) + "," +
               std::to_string(row.interval.n) + "\n");
  file.finish();
}

void write_runs(const Outcome& outcome, const std::filesystem::path& path) {
  WholeFile file(path);
  std::string header = "arm,replicate,seed";
  for (const Metric& metric : outcome.metrics) header += "," + metric.name;
  file.write(header + "\n");
  for (std::size_t arm = 0; arm < outcome.values.size(); ++arm)
    for (std::size_t r = 0; r < outcome.replicates.size(); ++r) {
      std::string line = csv_field(outcome.arms[arm]) + "," + std::to_string(outcome.replicates[r]) + "," +
                         std::to_string(outcome.settings.seed);
      for (const double value : outcome.values[arm][r]) line += "," + csv_number(value);
      file.write(line + "\n");
    }
  file.finish();
}

void write_series(const Outcome& outcome, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("arm,day,group,measure,mean,low,high,p05,p95\n");
  std::vector<double> values(outcome.replicates.size());
  IntervalScratch scratch;
  std::string lines;
  for (std::size_t arm = 0; arm < outcome.recordings.size(); ++arm) {
    const std::vector<Recording>& runs = outcome.recordings[arm];
    const std::string name = csv_field(outcome.arms[arm]);
    for (std::int64_t day = 0; day <= outcome.settings.days; ++day) {
      const std::size_t groups = runs.front().groups_due(day) ? outcome.groups.size() : 1;
      lines.clear();
      for (std::size_t g = 0; g < groups; ++g) {
        const std::string start = name + "," + std::to_string(day) + "," + csv_field(outcome.groups[g]) + ",";
        for (std::size_t m = 0; m < outcome.measures.size(); ++m) {
          for (std::size_t r = 0; r < runs.size(); ++r) values[r] = runs[r].value(day, g, m);
          const Interval i = interval_of(values, scratch, {scale_of(outcome.measures[m].unit)});
          lines.append(start).append(outcome.measures[m].name);
          for (const double value : {i.mean, i.low, i.high, i.p05, i.p95})
            lines.append(",").append(csv_number(static_cast<float>(value)));
          lines.append("\n");
        }
      }
      file.write(lines);
    }
  }
  file.finish();
}

void write_differences(const Outcome& outcome, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("arm,day,measure,mean,low,high\n");
  std::vector<double> values(outcome.replicates.size());
  IntervalScratch scratch;
  for (const Pair& pair : pairs_of(outcome.recordings.size()))
    for (std::int64_t day = 0; day <= outcome.settings.days; ++day)
      for (const std::string_view measure : outcome.paired_measures) {
        const auto m = static_cast<std::size_t>(std::ranges::find(outcome.measures, measure, &Measure::name) -
                                                outcome.measures.begin());
        for (std::size_t r = 0; r < values.size(); ++r)
          values[r] = static_cast<double>(outcome.recordings[pair.later][r].value(day, 0, m)) -
                      outcome.recordings[pair.earlier][r].value(day, 0, m);
        const Interval i = interval_of(values, scratch, {scale_of(outcome.measures[m].unit), true});
        std::string line = csv_field(outcome.pair_name(pair)) + "," + std::to_string(day) + "," + std::string(measure);
        for (const double value : {i.mean, i.low, i.high}) line += "," + csv_number(static_cast<float>(value));
        file.write(line + "\n");
      }
  file.finish();
}

}  // namespace

std::vector<SummaryRow> summarise(const Outcome& outcome) {
  std::vector<SummaryRow> rows;
  IntervalScratch scratch;
  for (std::size_t arm = 0; arm < outcome.values.size(); ++arm)
    add_rows(rows, outcome.arms[arm], outcome.metrics, outcome.values[arm], scratch, Of::arm);
  const std::vector<Pair> pairs = pairs_of(outcome.values.size());
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::string name = outcome.pair_name(pairs[p]);
    add_rows(rows, name, outcome.metrics, differences(outcome.values[pairs[p].later], outcome.values[pairs[p].earlier]),
             scratch, Of::pair);
    add_rows(rows, name, outcome.contrasts, outcome.contrast_values[p], scratch, Of::pair);
  }
  for (const Effect& effect : outcome.effects)
    add_rows(rows, effect.name, outcome.metrics, effect.values, scratch, Of::effect);
  return rows;
}

void write_tables(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Provenance& provenance,
                  const std::filesystem::path& folder, const Uncertainty* uncertainty) {
  write_summary(summary, folder / "summary.csv");
  write_runs(outcome, folder / "runs.csv");
  write_differences(outcome, folder / "differences.csv");
  write_series(outcome, folder / "series.csv");
  std::vector<const char*> names{"summary.csv", "runs.csv", "differences.csv", "series.csv"};
  if (uncertainty) {
    write_uncertainty(*uncertainty, summary, folder);
    names.insert(names.end(), {"uncertainty.csv", "draws.csv", "draws_summary.csv"});
  }
  TableHashes hashes;
  for (const char* name : names) hashes.emplace_back(name, hash_of_file(folder / name));
  write_whole_file(folder / "manifest.json", manifest_json(outcome, summary, provenance, hashes, uncertainty));
}

}  // namespace kantel
