// What a draw of the parameters leaves as files.
#include "sim/input/csv.hpp"
#include "sim/input/files.hpp"
#include "studies/comparison/uncertain.hpp"

namespace kantel {

namespace {

void write_draws(const Uncertainty& made, const std::filesystem::path& path) {
  WholeFile file(path);
  std::string line = "draw";
  for (const Assumed& one : made.drawn) line += "," + one.key;
  file.write(line + "\n");
  for (std::size_t draw = 0; draw < made.values.size(); ++draw) {
    line = std::to_string(draw);
    for (const double value : made.values[draw]) line += "," + shortest(value);
    file.write(line + "\n");
  }
  file.finish();
}

void write_draws_summary(const Uncertainty& made, const std::vector<SummaryRow>& summary,
                         const std::filesystem::path& path) {
  WholeFile file(path);
  file.write("draw,arm,metric,mean\n");
  for (std::size_t draw = 0; draw < made.means.size(); ++draw)
    for (std::size_t row = 0; row < summary.size(); ++row)
      file.write(std::to_string(draw) + "," + csv_field(summary[row].arm) + "," + summary[row].metric + "," +
                 csv_number(made.means[draw][row]) + "\n");
  file.finish();
}

}  // namespace

void write_uncertainty(const Uncertainty& made, const std::vector<SummaryRow>& summary,
                       const std::filesystem::path& folder) {
  write_draws(made, folder / "draws.csv");
  write_draws_summary(made, summary, folder / "draws_summary.csv");
  WholeFile file(folder / "uncertainty.csv");
  file.write("arm,metric,unit,mean,low,high,drawn,p05,p95,holds,turns,draws,luck\n");
  for (std::size_t row = 0; row < summary.size(); ++row) {
    const auto& [arm, metric, unit, at_defaults] = summary[row];
    const DrawnSpread& spread = made.spreads[row];
    std::string line = csv_field(arm) + "," + metric + "," + csv_field(unit);
    for (const double value :
         {at_defaults.mean, at_defaults.low, at_defaults.high, spread.over.mean, spread.over.p05, spread.over.p95})
      line += "," + csv_number(value);
    for (const int count : {spread.holds, spread.turns, spread.over.n}) line += "," + std::to_string(count);
    file.write(line + "," + csv_number(spread.luck) + "\n");
  }
  file.finish();
}

std::string left_open(const std::string& resolved, const std::vector<Assumed>& drawn) {
  std::string out, table;
  for (std::size_t at = 0; at < resolved.size();) {
    const std::size_t end = std::min(resolved.find('\n', at), resolved.size());
    const std::string line = resolved.substr(at, end - at);
    at = end + 1;
    if (line.starts_with("[")) table = line;
    for (const Assumed& one : drawn) {
      const std::size_t dot = one.key.find('.');
      if (table == "[" + one.key.substr(0, dot) + "]" && line.starts_with(one.key.substr(dot + 1) + " = ")) out += "# ";
    }
    out += line + "\n";
  }
  return out;
}

}  // namespace kantel
