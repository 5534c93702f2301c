#include "sim/input/files.hpp"
#include "studies/adoption/occasions/study.hpp"
#include "studies/adoption/rows.hpp"

namespace kantel::adoption {

namespace {

template <class Row, class Line>
void write(const std::filesystem::path& path, const char* header, const std::vector<Row>& rows, const Line& line_of) {
  WholeFile file(path);
  file.write(header);
  for (const Row& row : rows) file.write(line_of(row));
  file.finish();
}

}  // namespace

std::string_view name_of(Uses uses) { return uses == Uses::first ? "first" : "again"; }

void write_tables(const OccasionStudy& study, const std::filesystem::path& folder) {
  write(folder / "rates.csv", "era,measure,at_risk,times,value,low,high\n", study.rates, [](const RateRow& row) {
    return csv_line({row.era, std::string(row.measure), written(row.at_risk), written(row.times),
                     written(row.estimate.value), written(row.estimate.low), written(row.estimate.high)});
  });
  write(folder / "fits.csv", "form,uses,term,value,low,high,log_likelihood,aic\n", study.terms, [](const TermRow& row) {
    return csv_line({std::string(row.form), std::string(name_of(row.uses)), row.term, written(row.estimate.value),
                     written(row.estimate.low), written(row.estimate.high), written(row.log_likelihood),
                     written(row.aic)});
  });
  if (study.scores.empty()) return;
  write(folder / "errors.csv", "days,form,minus,measure,value,low,high\n", study.scores, [](const ScoreRow& row) {
    return csv_line({row.days, std::string(row.form), std::string(row.minus), std::string(row.measure),
                     written(row.estimate.value), written(row.estimate.low), written(row.estimate.high)});
  });
  write(folder / "predictions.csv", "days,form,measure,observed,predicted,low,high\n", study.forward,
        [](const ForwardRow& row) {
          return csv_line({row.days, std::string(row.form), std::string(row.measure), written(row.observed),
                           written(row.predicted.value), written(row.predicted.low), written(row.predicted.high)});
        });
}

}  // namespace kantel::adoption
