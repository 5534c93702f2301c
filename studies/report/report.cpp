// Assembling the page: the template web/report.html holds the layout and "{{name}}" where something is put in.
#include "studies/report/report.hpp"

#include <algorithm>
#include <cerrno>
#include <string>

#include "sim/input/diagnostics.hpp"
#include "sim/input/files.hpp"
#include "studies/report/charts.hpp"
#include "studies/report/data.hpp"
#include "studies/report/figures.hpp"
#include "studies/report/page.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"
#include "studies/report/uncertain.hpp"

namespace kantel {

namespace {

using namespace report;

std::string text_list(const std::vector<std::string>& items) {
  std::string out = "<ul>\n";
  for (const std::string& item : items) out += "<li>" + html(item) + "</li>\n";
  return out + "</ul>\n";
}

std::string notices(const Manifest& about) {
  std::string out;
  if (about.interrupted)
    out += "<p class=\"notice\"><strong>Interrupted.</strong> " + grouped(about.finished_replicates) + " of " +
           grouped(about.replicates) + " replicates are finished; the figures are of those.</p>\n";
  if (!about.warnings.empty())
    out +=
        "<div class=\"notice\"><p><strong>Warnings of this run</strong></p>" + text_list(about.warnings) + "</div>\n";
  return out;
}

std::string facts(const Results& results) {
  const Manifest& m = results.about;
  std::string text =
      counted(m.employees, "employee") + ", " + counted(m.managers, "manager") + " among them, in an organisation " +
      (m.imported ? "imported from a chart" : "of the form \xE2\x80\x9C" + html(m.form) + "\xE2\x80\x9D");
  if (m.ties > 0)
    text += ", with " + counted(m.ties, "tie") +
            (std::isfinite(m.mean_degree) ? " (" + fixed(m.mean_degree, 1) + " a person on average)" : "");
  text += "; " + counted(m.days, "working day") + "; ";
  text += results.arms.size() == 1 ? "one arm" : grouped(static_cast<long long>(results.arms.size())) + " arms";
  text += m.finished_replicates == 1 ? ", one replicate." : ", " + grouped(m.finished_replicates) + " replicates each.";
  return text;
}

std::string how_to_read(const Results& results) {
  return results.has_intervals()
             ? "Figures in brackets are 95% intervals of the mean over " + grouped(results.about.finished_replicates) +
                   " replicates. A difference whose interval includes 0 is not told apart from none."
             : "This is one replicate: another seed gives other figures, and no interval can be given. Ask for more "
               "with --replicates.";
}

std::string differs(const Results& results) {
  if (results.arms.size() < 2) return "<p>There is one arm.</p>\n";
  if (results.about.differs.empty())
    return "<p>Nothing: champions, effort, events on the way, aftermath and everything else are equal in all "
           "arms.</p>\n";
  return text_list(results.about.differs);
}

std::string wired_in(const Manifest& about) {
  if (about.wired_in.empty()) return "<p>No effect is declared as wired in.</p>\n";
  std::string out = "<ul>\n";
  for (const WiredIn& item : about.wired_in) {
    out += "<li><strong>" + html(item.effect) + "</strong>";
    if (!item.parameter.empty()) out += " (<code>" + html(item.parameter) + "</code>)";
    out += ": " + html(item.sentence) + "</li>\n";
  }
  return out + "</ul>\n";
}

std::string same_people(const Results& results) {
  const std::string contrast = same_people_table(results);
  if (contrast.empty()) return "";
  return "<section aria-labelledby=\"same-people\"><h2 id=\"same-people\">The same people in both arms</h2>\n<p>Who "
         "starts differs between arms, "
         "so a mean over those who practise could differ only because other people are in it. Luck is shared: each "
         "person has the same "
         "traits and draws in every arm. Below, only those who practise in both arms of a pair are compared, so "
         "selection cannot explain the difference.</p>\n<p>" +
         html(same_people_sentence(results)) + "</p>\n" + contrast + "</section>\n";
}

// The options that give the finished replicates again: all up to a number, one alone, or, after an interrupt, more.
std::string replicates_wanted(const Manifest& about) {
  const std::vector<int>& numbers = about.replicate_numbers;
  if (numbers.size() == 1 && numbers[0] != 0) return " --replicate " + std::to_string(numbers[0]);
  return " --replicates " +
         std::to_string(numbers.empty() ? about.finished_replicates : *std::ranges::max_element(numbers) + 1);
}

// What only the change model has.
void add_change_slots(const Results& results, Slots& slots) {
  slots["facts"] = facts(results);
  const std::string sure = uncertain_sentence(results);
  slots["answer"] = html(answer(results) + (sure.empty() ? "" : " " + sure));
  slots["arms"] = arms_table(results);
  slots["events"] = html(events_note(results));
  slots["summary"] = summary_table(results) + difference_table(results) + effects_table(results);
  slots["same_people"] = same_people(results);
  slots["differs"] = differs(results);
  slots["wired_in"] = wired_in(results.about);
  slots["synthetic"] = results.about.imported
                           ? "Positions and ties are those of the imported organisation; everything that people think, "
                             "feel and do here is drawn by a model and is no finding about anybody."
                           : "The people are synthetic: their states come from a model and are not findings about any "
                             "person.";
}

void add_reference_slots(const Results& results, Slots& slots) {
  const Manifest& m = results.about;
  slots["facts"] =
      html(m.label) + " among " + grouped(m.employees) + " people, " + grouped(m.days) + " days, " +
      (m.finished_replicates == 1 ? "one replicate" : grouped(m.finished_replicates) + " replicates") +
      (results.arms.size() > 1 ? " of " + grouped(static_cast<long long>(results.arms.size())) + " arms." : ".");
  slots["equation"] = html(m.equation);
  slots["schedule"] = html(m.schedule);
  slots["model_source"] = html(m.model_source);
  slots["summary"] = reference_table(results);
}

}  // namespace

std::vector<std::string> verified_tables(const std::filesystem::path& results_folder) {
  const Manifest manifest = read_manifest(results_folder / "manifest.json");
  if (manifest.tables.empty())
    throw InputError({{(results_folder / "manifest.json").string(), 0, "tables"},
                      "is missing: an earlier version wrote it, or another program",
                      "a manifest with the hashes of its tables",
                      ""});
  verify_tables(manifest, results_folder);
  std::vector<std::string> names;
  for (const auto& [name, hash] : manifest.tables) names.push_back(name);
  return names;
}

void write_report(const std::filesystem::path& results_folder) {
  const Results results(results_folder);
  const Manifest& about = results.about;
  Slots slots;
  std::string figures, contents;
  for (const Figure& figure : results.of_organisation() ? figures_of(results) : reference_figures_of(results)) {
    figures += to_html(figure);
    contents += "<li><a href=\"#" + figure.id + "\">" + html(figure.title) + "</a></li>\n";
  }
  if (results.of_organisation())
    add_change_slots(results, slots);
  else
    add_reference_slots(results, slots);
  const std::string file = about.name + ".toml";
  slots["title"] = html(about.name);
  slots["question"] = html(about.question);
  slots["source"] = about.source.empty() ? "" : "<p class=\"source\">Source: " + html(about.source) + "</p>\n";
  slots["how_to_read"] = html(how_to_read(results));
  slots["notices"] = notices(about);
  slots["contents"] = contents;
  slots["figures"] = figures;
  slots["definitions"] = definitions(results);
  slots["command"] = html("kantel " + about.command + " " + file + " --seed " + about.seed + replicates_wanted(about) +
                          " --days " + std::to_string(about.days) +
                          (about.uncertain.draws > 0 ? " --uncertain=" + std::to_string(about.uncertain.draws) : ""));
  slots["file"] = html(file);
  slots["scenario"] = html(about.scenario);
  slots["made_with"] =
      html("Kantel " + about.version + (about.commit.empty() ? "" : ", commit " + about.commit) +
           (about.scenario_hash.empty() ? "" : "; scenario " + about.scenario_hash) + "; seed " + about.seed + ".");
  write_page(results.of_organisation() ? "report.html" : "reference.html", std::move(slots), chart_data(results),
             results_folder / "report.html");
}

void remake_report(const std::filesystem::path& results_folder) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(results_folder, error);
  errno = 0;
  const Held claim(real);
  if (!error && !claim && errno == EWOULDBLOCK)
    throw InputError({{results_folder.string(), 0, ""},
                      "is being written into by another run",
                      "the same when that run has ended",
                      ""});
  write_report(results_folder);
}

}  // namespace kantel
