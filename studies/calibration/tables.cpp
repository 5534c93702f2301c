#include "studies/calibration/tables.hpp"

#include <cmath>

#include "sim/input/csv.hpp"
#include "sim/input/declare.hpp"
#include "sim/input/files.hpp"

namespace kantel::calibration {

namespace {

std::string line(std::initializer_list<std::string_view> fields) {
  std::string text;
  for (const std::string_view field : fields) text += (text.empty() ? "" : ",") + csv_field(std::string(field));
  return text + "\n";
}

std::string number(double value) { return std::isnan(value) ? "" : shortest(value); }

}  // namespace

void write_tables(std::span<const BlockFit> fits, const std::filesystem::path& folder) {
  WholeFile effects(folder / "effects.csv"), parameters(folder / "parameters.csv");
  effects.write("experiment,effect,published_low,published_high,at_start,fitted,source\n");
  parameters.write("experiment,parameter,start,fitted,low,high,identified\n");
  for (const BlockFit& fit : fits) {
    for (std::size_t i = 0; i < fit.at_start.size(); ++i) {
      const PublishedEffect& effect = fit.block->effects[i];
      effects.write(line({fit.block->name, effect.name, shortest(effect.low), shortest(effect.high),
                          number(fit.at_start[i]), fit.fitted.empty() ? "" : number(fit.fitted[i]), effect.source}));
    }
    for (const FittedParameter& p : fit.parameters)
      parameters.write(
          line({fit.block->name, p.name, shortest(p.start), shortest(p.value), p.open_below ? "" : shortest(p.low),
                p.open_above ? "" : shortest(p.high), p.identified()}));
  }
  effects.finish();
  parameters.finish();
}

}  // namespace kantel::calibration
