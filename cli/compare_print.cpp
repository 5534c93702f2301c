#include "cli/compare_print.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/text_table.hpp"

namespace kantel {

namespace {

enum class As { value, difference };  // the difference of two shares is in points

std::string fixed(double value, int decimals) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  const bool is_zero = std::string_view(text).find_first_of("123456789") == std::string_view::npos;
  return is_zero && text[0] == '-' ? text + 1 : text;  // never "-0.0"
}

std::string interval_text(const Interval& i, const ShownMetric& how, As as) {
  if (i.n == 0) return "–";
  const double scale = how.percent ? 100 : 1;
  const auto part = [&](double value) { return fixed(value * scale, how.decimals); };
  const std::string mean = part(i.mean) + (!how.percent ? "" : as == As::difference ? " points" : "%");
  return std::isnan(i.low) ? mean : mean + " [" + part(i.low) + ", " + part(i.high) + "]";
}

const SummaryRow* row_of(const std::vector<SummaryRow>& summary, const std::string& arm, std::string_view metric) {
  for (const SummaryRow& row : summary)
    if (row.arm == arm && row.metric == metric) return &row;
  return nullptr;
}

void print_block(const std::vector<SummaryRow>& summary, const std::vector<ShownMetric>& shown,
                 const std::vector<std::string>& arms, const std::string& corner, As as) {
  std::vector<TableRow> rows{{corner}};
  rows[0].insert(rows[0].end(), arms.begin(), arms.end());
  for (const ShownMetric& how : shown) {
    TableRow row{how.label};
    bool known = !how.optional;
    for (const std::string& arm : arms)
      if (const SummaryRow* found = row_of(summary, arm, how.metric)) {
        row.push_back(interval_text(found->interval, how, as));
        known |= found->interval.n > 0;
      }
    if (known && row.size() == arms.size() + 1) rows.push_back(row);
  }
  std::cout << text_table(rows, true) << "\n";
}

// "practising, last day goes with: q +.62, delta -.48", the three strongest of each.
void print_dependences(const std::string& pair, const std::vector<ShownMetric>& shown,
                       const std::vector<Dependence>& depends) {
  std::string lines;
  for (const ShownMetric& how : shown) {
    std::string list;
    int named = 0;
    for (const Dependence& one : depends)
      if (one.arm == pair && one.metric == how.metric && ++named <= 3)
        list += (list.empty() ? "" : ", ") + one.key.substr(one.key.find('.') + 1) + " " +
                (one.rank_correlation > 0 ? "+" : "") + fixed(one.rank_correlation, 2);
    if (!list.empty()) lines += how.label + " goes with: " + list + "\n";
  }
  if (!lines.empty()) std::cout << lines << "(rank correlations over draws)\n\n";
}

}  // namespace

void print_table(const Outcome& outcome, const std::vector<SummaryRow>& summary) {
  const Model& model = outcome.world->model();
  const std::vector<ShownMetric> shown = model.shown();
  std::vector<std::string> pairs;
  for (const Pair& pair : pairs_of(outcome.arms.size()))
    if (pair.earlier == 0) pairs.push_back(outcome.pair_name(pair));
  const std::size_t n = outcome.replicates.size();
  std::cout << printable(outcome.settings.name) << ": " << outcome.employees << " " << model.people << ", "
            << outcome.settings.days << " days, " << n << (n == 1 ? " replicate" : " replicates, mean [95% interval]")
            << "\n\n";
  print_block(summary, shown, outcome.arms, "", As::value);
  if (!pairs.empty()) print_block(summary, shown, pairs, "paired difference", As::difference);
}

void print_uncertainty(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Uncertainty& made) {
  std::cout << made.values.size() << " draws of " << made.drawn.size() << " numbers that nobody knows exactly, "
            << made.replicates << (made.replicates == 1 ? " replicate" : " replicates") << " each\n";
  if (!made.held.empty())
    std::cout << "not drawn, as the scenario decides them: "
              << joined(std::vector<std::string_view>(made.held.begin(), made.held.end())) << "\n";
  std::cout << "\n";
  for (const Pair& pair : pairs_of(outcome.arms.size())) {
    if (pair.earlier != 0) continue;
    const std::string name = outcome.pair_name(pair);
    std::vector<TableRow> rows{{name, "mean [95% interval: luck]", "9 in 10 draws: parameters", "holds", "turns"}};
    for (const ShownMetric& how : outcome.world->model().shown()) {
      const SummaryRow* found = row_of(summary, name, how.metric);
      if (!found || (how.optional && found->interval.n == 0)) continue;
      const DrawnSpread& spread = made.spreads[static_cast<std::size_t>(found - summary.data())];
      const auto part = [&](double value) { return fixed(value * (how.percent ? 100 : 1), how.decimals); };
      const bool compared = found->interval.n > 0, defined = spread.over.n > 0;
      const std::string of_draws = " of " + std::to_string(spread.over.n);
      rows.push_back({how.label, interval_text(found->interval, how, As::difference),
                      defined ? "[" + part(spread.over.p05) + ", " + part(spread.over.p95) + "]" : "–",
                      compared && defined ? std::to_string(spread.holds) + of_draws : "–",
                      compared && defined ? std::to_string(spread.turns) : "–"});
    }
    std::cout << text_table(rows, true) << "\n";
    print_dependences(name, outcome.world->model().shown(), made.depends);
  }
}

namespace {

nlohmann::ordered_json to_json(double value) {
  return std::isnan(value) ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
}

}  // namespace

void print_json(const Outcome& outcome, const std::vector<SummaryRow>& summary, const Uncertainty* made,
                const std::filesystem::path& out) {
  nlohmann::ordered_json result{{"name", outcome.settings.name},
                                {"out", out.string()},
                                {"report", (out / "report.html").string()},
                                {"interrupted", outcome.interrupted},
                                {"replicates", outcome.replicates.size()},
                                {"summary", nlohmann::ordered_json::array()}};
  for (const SummaryRow& row : summary)
    result["summary"].push_back({{"arm", row.arm},
                                 {"metric", row.metric},
                                 {"unit", row.unit},
                                 {"mean", to_json(row.interval.mean)},
                                 {"low", to_json(row.interval.low)},
                                 {"high", to_json(row.interval.high)},
                                 {"n", row.interval.n}});
  if (made) {
    result["draws"] = made->values.size();
    for (std::size_t row = 0; row < summary.size(); ++row)
      result["summary"][row].update({{"p05", to_json(made->spreads[row].over.p05)},
                                     {"p95", to_json(made->spreads[row].over.p95)},
                                     {"holds", made->spreads[row].holds},
                                     {"turns", made->spreads[row].turns},
                                     {"draws", made->spreads[row].over.n}});
  }
  std::cout << result.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << "\n";
}

}  // namespace kantel
