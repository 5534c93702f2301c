// Assembling the page: the template web/report.html holds the layout and "{{name}}" where something is put in.
#include "studies/report/report.hpp"

#include <algorithm>
#include <cerrno>
#include <string>

#include "sim/input/diagnostics.hpp"
#include "sim/input/files.hpp"
#include "studies/report/asked.hpp"
#include "studies/report/charts.hpp"
#include "studies/report/data.hpp"
#include "studies/report/figures.hpp"
#include "studies/report/handout.hpp"
#include "studies/report/page.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel {

namespace {

using namespace report;

std::string text_list(const std::vector<std::string>& items) {
  std::string out = "<ul>\n";
  for (const std::string& item : items) out += "<li>" + html(item) + "</li>\n";
  return out + "</ul>\n";
}

std::string heading_of(const Manifest& about) {
  return about.question.empty() ? capitalised(name_words(about.name)) : about.question;
}

std::string notices(const Manifest& about) {
  std::string out;
  if (about.interrupted)
    out += "<p class=\"notice\">" +
           html(say("notice.interrupted",
                    {{"n", grouped(about.finished_replicates)}, {"all", grouped(about.replicates)}})) +
           "</p>\n";
  if (!about.warnings.empty())
    out += "<details class=\"notice\"><summary>" + html(say("notice.warnings")) + "</summary><div lang=\"en\">" +
           text_list(about.warnings) + "</div></details>\n";
  return out;
}

std::string differs(const Results& results) {
  if (results.arms.size() < 2) return "<p>" + html(say("fair.one")) + "</p>\n";
  if (results.about.differs.empty()) return "<p>" + html(say("fair.nothing")) + "</p>\n";
  return "<div lang=\"en\">" + text_list(results.about.differs) + "</div>\n";
}

std::string wired_in(const Manifest& about) {
  if (about.wired_in.empty()) return "<p>" + html(say("fair.none_wired")) + "</p>\n";
  std::string out = "<ul lang=\"en\">\n";
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
  return "<h3>" + html(say("figure.same_people")) + "</h3>\n<p>" + html(say("same_people.note")) + "</p>\n<p>" +
         html(same_people_sentence(results)) + "</p>\n" + contrast;
}

// The options that give the finished replicates again: all up to a number, one alone, or, after an interrupt, more.
std::string replicates_wanted(const Manifest& about) {
  const std::vector<int>& numbers = about.replicate_numbers;
  if (numbers.size() == 1 && numbers[0] != 0) return " --replicate " + std::to_string(numbers[0]);
  return " --replicates " +
         std::to_string(numbers.empty() ? about.finished_replicates : *std::ranges::max_element(numbers) + 1);
}

// What only the change model has. The first figure stands beside the answer; what few people ask for is folded away.
void add_change_slots(const Results& results, Slots& slots) {
  const std::vector<Figure> figures = figures_of(results);
  std::string curves, more, contents;
  for (std::size_t i = 1; i < figures.size(); ++i) {
    const bool is_more = figures[i].id == "phases" || figures[i].id == "needs" || figures[i].id == "terciles";
    (is_more ? more : curves) += to_html(figures[i]);
    if (!is_more) contents += "<li><a href=\"#" + figures[i].id + "\">" + html(figures[i].title) + "</a></li>\n";
  }
  slots["heading"] = html(heading_of(results.about));
  slots["answer"] = html(answer(results));
  slots["sure"] = html(sure(results));
  slots["main"] = to_html(figures.at(0));
  slots["figures"] = curves;
  slots["more"] = more;
  slots["contents"] = contents;
  slots["facts"] = html(facts_of(results));
  slots["arms"] = arms_table(results);
  slots["events"] = html(events_note(results));
  slots["summary"] = summary_table(results) + difference_table(results) + effects_table(results);
  slots["same_people"] = same_people(results);
  slots["differs"] = differs(results);
  slots["wired_in"] = wired_in(results.about);
  slots["synthetic"] = html(synthetic_of(results));
}

void add_reference_slots(const Results& results, Slots& slots) {
  const Manifest& m = results.about;
  slots["how_to_read"] = html(results.has_intervals() ? "Figures in brackets are 95% intervals of the mean over " +
                                                            grouped(m.finished_replicates) + " runs."
                                                      : say("sure.one_run"));
  slots["figures"] = slots["contents"] = "";
  for (const Figure& figure : reference_figures_of(results)) {
    slots["figures"] += to_html(figure);
    slots["contents"] += "<li><a href=\"#" + figure.id + "\">" + html(figure.title) + "</a></li>\n";
  }
  slots["facts"] =
      html(m.label) + " among " + grouped(m.employees) + " people, " + grouped(m.days) + " days, " +
      say(m.finished_replicates == 1 ? "run" : "runs", {{"n", grouped(m.finished_replicates)}}) +
      (results.arms.size() > 1 ? ", " + say("ways", {{"n", grouped(static_cast<long long>(results.arms.size()))}}) + "."
                               : ".");
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

void write_report(const std::filesystem::path& results_folder, report::Language language) {
  const Speaking speaking(language);
  const Results results(results_folder);
  const Manifest& about = results.about;
  Slots slots;
  if (results.of_organisation())
    add_change_slots(results, slots);
  else
    add_reference_slots(results, slots);
  const std::string file = about.name + ".toml";
  slots["title"] = html(name_words(about.name));
  slots["question"] = html(about.question);
  slots["source"] =
      about.source.empty() ? "" : "<p class=\"source\">" + html(say("source", {{"text", about.source}})) + "</p>\n";
  slots["notices"] = notices(about);
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

void write_handout(const std::filesystem::path& results_folder) {
  const Results results(results_folder);
  if (!results.of_organisation())
    throw InputError({{results_folder.string(), 0, ""},
                      "is of the model " + results.about.model + ", which has no hand-out",
                      "results of the change model",
                      ""});
  Slots slots;
  slots["title"] = html(name_words(results.about.name));
  slots["heading"] = html(heading_of(results.about));
  slots["made_with"] = html("Kantel " + results.about.version + "; " + results.about.scenario_hash);
  const std::string main = asked_figures(results)[0];
  for (const Language language : {Language::english, Language::dutch}) {
    const Speaking speaking(language);
    const std::string code(code_of(language));
    slots["in_" + code] = handout_column(results);
    slots["label_" + code] = html(say(main == "adoption"  ? "axis.practising"
                                      : main == "lasting" ? "axis.durable"
                                                          : "figure.change"));
  }
  slots["picture"] = plots(main, {""}, "one");
  slots["legend"] = legend(arm_strokes(results));
  write_page("handout.html", std::move(slots), chart_data(results), results_folder / "handout.html");
}

void remake_report(const std::filesystem::path& results_folder, report::Language language, bool handout) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(results_folder, error);
  errno = 0;
  const Held claim(real);
  if (!error && !claim && errno == EWOULDBLOCK)
    throw InputError({{results_folder.string(), 0, ""},
                      "is being written into by another run",
                      "the same when that run has ended",
                      ""});
  handout ? write_handout(results_folder) : write_report(results_folder, language);
}

}  // namespace kantel
