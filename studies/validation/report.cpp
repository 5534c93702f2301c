#include "studies/validation/report.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/input/files.hpp"
#include "studies/report/figures.hpp"
#include "studies/report/page.hpp"
#include "studies/report/text.hpp"

namespace kantel {

namespace {

using Json = nlohmann::ordered_json;
using namespace report;

constexpr const char* colors[] = {"#0072b2", "#d55e00"};

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(); }
std::string told(double value) { return std::isfinite(value) ? report::shortest(value, 5) : "–"; }

std::string verdict_cell(bool passed) { return passed ? "<td>pass</td>" : "<td><strong>fail</strong></td>"; }

std::string cases_table(std::span<const CaseResult> cases) {
  std::string rows;
  for (const CaseResult& result : cases)
    rows += "<tr><th scope=\"row\" class=\"wrapped\">" + html(result.of.model) + ": " + html(result.of.name) + "</th>" +
            verdict_cell(result.passed) + "<td>" + told(result.of.expected) + "</td><td>" + told(result.got.value) +
            "</td><td>" + told(result.tolerance) + "</td><td>" + grouped(result.got.replicates) +
            "</td><td class=\"wrapped\">" + html(result.of.source) + "</td></tr>\n";
  return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The table of all cases\"><table "
         "class=\"numbers\">\n"
         "<caption><span>Expected and got</span></caption>\n<thead><tr><th scope=\"col\">case</th><th scope=\"col\">"
         "verdict</th><th scope=\"col\">expected</th><th scope=\"col\">got</th><th scope=\"col\">tolerance</th>"
         "<th scope=\"col\">replicates</th><th scope=\"col\">source</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody></table></div>\n";
}

std::string patterns_section(std::span<const PatternVerdict> patterns) {
  if (patterns.empty()) return "";
  std::string rows;
  const auto share = [](const HoldingShare& holding) {
    return std::isnan(holding.share) ? std::string("–") : fixed(100 * holding.share, 0) + "%";
  };
  for (const PatternVerdict& p : patterns)
    rows += "<tr><th scope=\"row\">" + std::to_string(p.number) + "</th><td class=\"wrapped\">" + html(p.statement) +
            "</td><td>" + html(p.slopes) + "</td><td><strong>" + html(p.verdict) + "</strong></td><td>" + told(p.mean) +
            (std::isfinite(p.low) ? " (" + told(p.low) + " to " + told(p.high) + ")" : "") + "</td><td>" +
            share(p.holds_15) + "</td><td>" + share(p.holds_20) + "</td><td class=\"wrapped\">" + html(p.detail) +
            (p.removed_by.empty() ? "" : " Taken away, these change the verdict: " + html(p.removed_by) + ".") +
            "</td></tr>\n";
  return "<section aria-labelledby=\"patterns\"><h2 id=\"patterns\">Patterns of the change model</h2>\n<p>Written down "
         "before any tuning. A pattern holds when its 95% interval is wholly on the stated side.</p>\n"
         "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"The table of patterns\"><table "
         "class=\"numbers\">\n"
         "<caption><span>Verdicts, and how often they hold when all parameters are drawn</span></caption>\n<thead><tr>"
         "<th scope=\"col\">no.</th><th scope=\"col\">pattern</th><th scope=\"col\">slopes</th><th scope=\"col\">"
         "verdict</th><th scope=\"col\">measured</th><th scope=\"col\">within ×1.5</th><th scope=\"col\">within ×2"
         "</th><th scope=\"col\">detail</th></tr></thead>\n<tbody>\n" +
         rows + "</tbody></table></div>\n</section>\n";
}

std::string figure_of(const Plot& plot) {
  std::string legend;
  if (plot.names.size() > 1) {
    std::vector<report::Stroke> strokes;
    for (std::size_t i = 0; i < plot.names.size(); ++i) strokes.push_back({plot.names[i], std::string(colors[i]), {}});
    legend = report::legend(strokes);
  }
  return "<figure id=\"" + plot.id + "\" aria-labelledby=\"" + plot.id + "-title\">\n<h3 id=\"" + plot.id +
         "-title\">" + html(plot.title) + "</h3>\n" + legend +
         "<div class=\"panels one\"><div class=\"panel\"><div class=\"plot\" role=\"img\" aria-label=\"Chart, drawn by "
         "the page's script\" data-figure=\"" +
         plot.id + "\" data-panel=\"0\"></div></div></div>\n<figcaption>" + html(plot.sentence) +
         "</figcaption>\n</figure>\n";
}

Json panel_of(const Plot& plot) {
  Json panel{{"chart", "theory"},
             {"x", plot.x},
             {"y", plot.y},
             {"height", 300},
             {"format", plot.format},
             {"range", plot.range},
             {"domain", plot.domain},
             {"names", plot.names},
             {"theory", plot.theory},
             {"simulation", plot.simulation},
             {"description", plot.title + ": theory as a line, agents as points. " + plot.sentence}};
  panel["colors"] = Json::array();
  for (std::size_t s = 0; s < plot.names.size(); ++s) panel["colors"].push_back(colors[s]);
  return panel;
}

}  // namespace

Json validation_json(std::span<const CaseResult> cases, std::span<const PatternVerdict> patterns) {
  Json all{{"cases", Json::array()}};
  for (const CaseResult& r : cases)
    all["cases"].push_back({{"model", r.of.model},
                            {"case", r.of.name},
                            {"expected", r.of.expected},
                            {"got", number(r.got.value)},
                            {"tolerance", r.tolerance},
                            {"replicates", r.got.replicates},
                            {"verdict", r.passed ? "pass" : "fail"},
                            {"source", r.of.source}});
  if (patterns.empty()) return all;
  all["patterns"] = Json::array();
  for (const PatternVerdict& p : patterns)
    all["patterns"].push_back(
        {{"number", p.number},
         {"pattern", p.statement},
         {"slopes", p.slopes},
         {"verdict", p.verdict},
         {"measure", p.measure},
         {"mean", number(p.mean)},
         {"low", number(p.low)},
         {"high", number(p.high)},
         {"replicates", p.replicates},
         {"holds_15", {number(p.holds_15.share), number(p.holds_15.low), number(p.holds_15.high)}},
         {"holds_20", {number(p.holds_20.share), number(p.holds_20.low), number(p.holds_20.high)}},
         {"detail", p.detail},
         {"removed_by", p.removed_by}});
  return all;
}

void write_validation_report(std::span<const CaseResult> cases, std::span<const PatternVerdict> patterns,
                             const std::vector<Plot>& plots, const Provenance& provenance,
                             const std::filesystem::path& folder) {
  write_whole_file(folder / "validation.json", validation_json(cases, patterns).dump(1) + "\n");
  const auto passed = static_cast<long long>(std::ranges::count(cases, true, &CaseResult::passed));
  const auto all = static_cast<long long>(cases.size());
  Slots slots;
  slots["title"] = "Known answers";
  const std::string judged = all > 0 ? grouped(all) + " cases" : "The patterns of the change model";
  slots["facts"] =
      judged + " in " + fixed(provenance.wall_seconds, 0) + " s on " + grouped(provenance.threads) + " threads.";
  slots["answer"] = all == 0        ? "Verdicts on the patterns, below."
                    : passed == all ? "All " + grouped(all) + " cases pass."
                                    : grouped(passed) + " of " + grouped(all) + " cases pass; those that fail say so.";
  Json data = Json::object();
  for (const Plot& plot : plots) {
    slots["figures"] += figure_of(plot);
    data[plot.id] = {panel_of(plot)};
  }
  if (plots.empty()) slots["figures"] = "<p>Not run.</p>\n";
  slots["cases"] = cases.empty() ? "<p>Not run.</p>\n" : cases_table(cases);
  slots["patterns"] = patterns_section(patterns);
  slots["command"] = html(provenance.command);
  slots["made_with"] =
      html("Kantel " + provenance.version + (provenance.commit.empty() ? "" : ", commit " + provenance.commit) + ".");
  write_page("validation.html", std::move(slots), data.dump(), folder / "validation.html");
}

}  // namespace kantel
