#include "studies/sweep/report/report.hpp"

#include "studies/report/page.hpp"
#include "studies/report/text.hpp"
#include "studies/sweep/report/answer.hpp"
#include "studies/sweep/report/figures.hpp"

namespace kantel {

namespace {

using report::html;

std::string design_words(const Experiment& experiment) {
  constexpr std::array<const char*, 6> words{"a grid",          "a list of points",    "a Latin hypercube",
                                             "a Sobol' design", "Morris trajectories", "one factor at a time"};
  return words[static_cast<std::size_t>(experiment.design.kind)];
}

}  // namespace

void write_sweep_report(const StoreReader& store, const std::filesystem::path& path, const std::string& commit) {
  const SweepResults results(store);
  const StoreStatus status = status_of(store);
  const StoredExperiment& about = store.about();
  SweepFigures page = sweep_figures(results);
  report::Slots slots;
  slots["title"] = html(report::name_words(about.name));
  slots["heading"] =
      html(about.question.empty() ? report::capitalised(report::name_words(about.name)) : about.question);
  slots["source"] = about.source.empty() ? "" : "<p class=\"source\">Source: " + html(about.source) + "</p>\n";
  slots["facts"] =
      html(report::grouped(static_cast<long long>(status.done)) + " runs: " + design_words(results.experiment()) +
           " of " + report::grouped(static_cast<long long>(status.points)) + " points over " +
           std::to_string(results.experiment().factors.size()) + " factors, " + std::to_string(status.arms) +
           (status.arms == 1 ? " arm, " : " arms, ") + (status.stops ? "at most " : "") +
           std::to_string(status.replicates) + (status.replicates == 1 ? " replicate" : " replicates") + " each.");
  slots["answer"] = html(short_answer(results));
  slots["how_to_read"] =
      "Replicate r has the same luck at every point and in every arm, so points differ by their settings alone. "
      "Intervals are 95%. With many factors and metrics some intervals miss by chance.";
  slots["notices"] = "";
  if (!status.finished)
    slots["notices"] += "<p class=\"notice\"><strong>Not finished.</strong> " +
                        report::grouped(static_cast<long long>(status.done)) + " of " +
                        (status.stops ? "at most " : "") + report::grouped(static_cast<long long>(status.most)) +
                        " runs are done.</p>\n";
  if (status.failed > 0)
    slots["notices"] += "<p class=\"notice\"><strong>" + report::grouped(static_cast<long long>(status.failed)) +
                        " runs failed</strong> and are left out; failures.csv of the export says why.</p>\n";
  slots["contents"] = page.contents;
  slots["figures"] = page.html.empty() ? "<p>There are no runs yet.</p>\n" : page.html;
  slots["more"] = page.more;
  slots["experiment"] = html(about.text);
  slots["scenario"] = html(about.scenario);
  slots["made_with"] = html("Kantel " + about.version + (commit.empty() ? "" : ", commit " + commit) + "; experiment " +
                            about.hash() + ".");
  std::string definitions = "<dl>\n";
  for (const Metric& metric : about.metrics)
    definitions +=
        "<dt>" + html(metric.name) + "</dt><dd>" + html(metric.sentence) + " (" + html(metric.unit) + ")</dd>\n";
  slots["definitions"] = definitions + "</dl>\n";
  report::write_page("sweep.html", std::move(slots), page.data.dump(), path);
}

}  // namespace kantel
