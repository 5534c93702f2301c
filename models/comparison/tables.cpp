#include "models/comparison/tables.hpp"

#include <cmath>

#include "models/change/measures.hpp"
#include "models/comparison/factorial.hpp"
#include "sim/csv.hpp"
#include "sim/files.hpp"

namespace kantel {

namespace {

template <class Float>
std::string number(Float value) {
  return std::isnan(value) ? std::string() : shortest(value);
}

void add_rows(std::vector<SummaryRow>& rows, const std::string& arm, const std::vector<Metric>& metrics,
              const std::vector<std::vector<double>>& values, std::vector<double>& scratch) {
  std::vector<double> column(values.size());
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    for (std::size_t r = 0; r < values.size(); ++r) column[r] = values[r][m];
    rows.push_back({arm, metrics[m].name, metrics[m].unit, interval_of(column, scratch)});
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
    file.write(csv_field(row.arm) + "," + row.metric + "," + csv_field(row.unit) + "," + number(row.interval.mean) +
               "," + number(row.interval.low) + "," + number(row.interval.high) + "," + std::to_string(row.interval.n) +
               "\n");
  file.finish();
}

void write_runs(const Comparison& comparison, const std::filesystem::path& path) {
  WholeFile file(path);
  std::string header = "arm,replicate,seed";
  for (const Metric& metric : comparison.metrics) header += "," + metric.name;
  file.write(header + "\n");
  for (std::size_t arm = 0; arm < comparison.values.size(); ++arm)
    for (std::size_t r = 0; r < comparison.replicates.size(); ++r) {
      std::string line = csv_field(comparison.scenario.arms[arm].name) + "," +
                         std::to_string(comparison.replicates[r]) + "," + std::to_string(comparison.scenario.seed());
      for (const double value : comparison.values[arm][r]) line += "," + number(value);
      file.write(line + "\n");
    }
  file.finish();
}

void write_series(const Comparison& comparison, const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("arm,day,group,measure,mean,low,high,p05,p95\n");
  std::vector<double> values(comparison.replicates.size()), scratch;
  std::string lines;
  for (std::size_t arm = 0; arm < comparison.recordings.size(); ++arm) {
    const std::vector<Recording>& runs = comparison.recordings[arm];
    const std::string name = csv_field(comparison.scenario.arms[arm].name);
    for (std::int64_t day = 0; day <= comparison.scenario.settings.days; ++day) {
      const std::size_t groups = runs.front().groups_due(day) ? comparison.groups.size() : 1;
      lines.clear();
      for (std::size_t g = 0; g < groups; ++g) {
        const std::string start = name + "," + std::to_string(day) + "," + csv_field(comparison.groups[g]) + ",";
        for (std::size_t m = 0; m < measures().size(); ++m) {
          for (std::size_t r = 0; r < runs.size(); ++r) values[r] = runs[r].value(day, g, m);
          const Interval i = interval_of(values, scratch);
          lines.append(start).append(measures()[m].name);
          for (const double value : {i.mean, i.low, i.high, i.p05, i.p95})
            lines.append(",").append(number(static_cast<float>(value)));
          lines.append("\n");
        }
      }
      file.write(lines);
    }
  }
  file.finish();
}

void write_differences(const Comparison& comparison, const std::filesystem::path& path) {
  constexpr std::string_view shown[] = {"practising", "durable",           "morale",
                                        "output",     "need_satisfaction", "internalisation"};
  WholeFile file(path);
  file.write("arm,day,measure,mean,low,high\n");
  std::vector<double> values(comparison.replicates.size()), scratch;
  for (const Pair& pair : pairs_of(comparison.recordings.size()))
    for (std::int64_t day = 0; day <= comparison.scenario.settings.days; ++day)
      for (const std::string_view measure : shown) {
        const std::size_t m = measure_index(measure);
        for (std::size_t r = 0; r < values.size(); ++r)
          values[r] = static_cast<double>(comparison.recordings[pair.later][r].value(day, 0, m)) -
                      comparison.recordings[pair.earlier][r].value(day, 0, m);
        const Interval i = interval_of(values, scratch);
        std::string line =
            csv_field(comparison.pair_name(pair)) + "," + std::to_string(day) + "," + std::string(measure);
        for (const double value : {i.mean, i.low, i.high}) line += "," + number(static_cast<float>(value));
        file.write(line + "\n");
      }
  file.finish();
}

}  // namespace

std::vector<SummaryRow> summarise(const Comparison& comparison) {
  std::vector<SummaryRow> rows;
  std::vector<double> scratch;
  for (std::size_t arm = 0; arm < comparison.values.size(); ++arm)
    add_rows(rows, comparison.scenario.arms[arm].name, comparison.metrics, comparison.values[arm], scratch);
  const std::vector<Pair> pairs = pairs_of(comparison.values.size());
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::string name = comparison.pair_name(pairs[p]);
    add_rows(rows, name, comparison.metrics,
             differences(comparison.values[pairs[p].later], comparison.values[pairs[p].earlier]), scratch);
    add_rows(rows, name, comparison.contrasts, comparison.contrast_values[p], scratch);
  }
  for (const Effect& effect : factorial_effects(comparison))
    add_rows(rows, effect.name, comparison.metrics, effect.values, scratch);
  return rows;
}

void write_tables(const Comparison& comparison, const Provenance& provenance, const std::filesystem::path& folder) {
  const std::vector<SummaryRow> summary = summarise(comparison);
  write_summary(summary, folder / "summary.csv");
  write_runs(comparison, folder / "runs.csv");
  write_differences(comparison, folder / "differences.csv");
  write_series(comparison, folder / "series.csv");
  write_whole_file(folder / "manifest.json", manifest_json(comparison, summary, provenance));
}

}  // namespace kantel
