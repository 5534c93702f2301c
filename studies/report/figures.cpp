#include "studies/report/figures.hpp"

#include <algorithm>

#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"
#include "studies/report/uncertain.hpp"

namespace kantel::report {

namespace {

std::string swatch(const Stroke& stroke) {
  if (stroke.dash.empty())
    return "<svg width=\"18\" height=\"14\" aria-hidden=\"true\"><rect width=\"18\" height=\"14\" fill=\"" +
           stroke.color + "\"/></svg>";
  std::string dashes;
  for (const double length : stroke.dash) dashes += (dashes.empty() ? "" : " ") + shortest(length, 3);
  return "<svg width=\"44\" height=\"10\" aria-hidden=\"true\"><line x1=\"0\" x2=\"44\" y1=\"5\" y2=\"5\" "
         "stroke-width=\"4\" stroke=\"" +
         stroke.color + "\" stroke-dasharray=\"" + dashes + "\"/></svg>";
}

}  // namespace

std::string legend(const std::vector<Stroke>& strokes) {
  std::string out = "<ul class=\"legend\" aria-label=\"Legend\">";
  for (const Stroke& stroke : strokes) out += "<li>" + swatch(stroke) + html(stroke.label) + "</li>";
  return out + "</ul>\n";
}

// The empty boxes the script draws into, each with a title where a figure has several.
std::string plots(const std::string& figure, const std::vector<std::string>& titles, const char* columns) {
  std::string out = std::string("<div class=\"panels ") + columns + "\">\n";
  for (std::size_t i = 0; i < titles.size(); ++i)
    out += "<div class=\"panel\">" + (titles[i].empty() ? "" : "<p class=\"panel-title\">" + html(titles[i]) + "</p>") +
           "<div class=\"plot\" role=\"img\" aria-label=\"Chart, drawn by the page's script\" data-figure=\"" + figure +
           "\" data-panel=\"" + std::to_string(i) + "\"></div></div>\n";
  return out + "</div>\n";
}

namespace {

std::string unit_choice(const Results& results) {
  if (!has_units(results)) return "";
  std::string out =
      "<p class=\"choice\"><label for=\"unit\">Show</label> <select id=\"unit\"><option "
      "value=\"all\">everyone</option>";
  for (const std::string& group : results.units) {
    const std::string name = unit_words(group);
    const auto unit = std::ranges::find(results.about.units, name, &Unit::name);
    out += "<option value=\"" + html(group) + "\">unit " + html(name) +
           (unit != results.about.units.end() ? ", " + grouped(unit->employees) + " employees" : "") + "</option>";
  }
  return out + "</select> <span id=\"unit-shown\" role=\"status\"></span></p>\n";
}

}  // namespace

std::string to_html(const Figure& figure) {
  return "<figure id=\"" + figure.id + "\" aria-labelledby=\"" + figure.id + "-title\">\n<h3 id=\"" + figure.id +
         "-title\">" + html(figure.title) + "</h3>\n" + figure.before + figure.charts + "<figcaption>" +
         html(figure.sentence) + "</figcaption>\n<details><summary>The numbers: " + html(figure.title) +
         "</summary>\n" + figure.numbers + "</details>\n</figure>\n";
}

std::string events_note(const Results& results) {
  std::vector<std::string> parts;
  for (const Event& event : results.about.events) {
    if (event.day <= 0 || event.day >= results.last_day()) continue;
    const bool all = event.arms.size() == results.arms.size() && results.arms.size() > 1;
    parts.push_back("day " + std::to_string(event.day) + ", " + event_words(event.action) +
                    (results.arms.size() == 1 ? ""
                     : all                    ? " (every arm)"
                                              : " (" + listed(event.arms) + ")"));
  }
  if (parts.empty()) return "";
  std::string note = "Dotted vertical lines mark what happens on the way: ";
  for (std::size_t i = 0; i < parts.size() && i < 12; ++i) note += (i == 0 ? "" : "; ") + parts[i];
  return note + (parts.size() > 12 ? "; and " + std::to_string(parts.size() - 12) + " more." : ".");
}

std::vector<Figure> figures_of(const Results& results) {
  const int day = results.day_under_pressure(), recorded = results.recorded_until(day);
  const std::string arms = legend(arm_strokes(results));
  const std::string band = results.has_intervals()
                               ? "<p class=\"note\">Line: mean of replicates. Band: where 90% of replicates lie.</p>\n"
                               : "<p class=\"note\">One replicate: there is no band.</p>\n";
  std::vector<Figure> list;
  list.push_back({"adoption", "Who practises", arms + band, plots("adoption", {""}, "one"), adoption_sentence(results),
                  milestone_table(results, "practising", "Share of employees who practise", true)});
  list.push_back(
      {"lasting", "What has become their own", arms, plots("lasting", {""}, "one"), durable_sentence(results),
       milestone_table(results, "durable",
                       "Internalised practice: the mean over all employees of practising times internalisation",
                       true)});
  if (results.arms.size() > 1) {
    std::vector<std::string> titles;
    for (const auto& pair : drawn_pairs(results)) titles.push_back(pair.later + " minus " + pair.earlier);
    list.push_back({"difference", "The difference, people and luck held equal",
                    legend(difference_strokes()) +
                        (results.has_intervals() ? "<p class=\"note\">Band: 95% interval of the paired difference. "
                                                   "Above the black line the first-named arm is ahead.</p>\n"
                                                 : "<p class=\"note\">One replicate: there is no interval. Above the "
                                                   "black line the first-named arm is ahead.</p>\n"),
                    plots("difference", titles, titles.size() == 1 ? "one" : "several"), difference_sentence(results),
                    paired_milestone_table(results, "practising", "Paired difference in practising") +
                        paired_milestone_table(results, "durable", "Paired difference in internalised practice")});
  }
  if (results.arms.size() > 1 && results.about.uncertain.draws > 0) list.push_back(uncertain_figure(results));
  list.push_back({"change", "The change curve: morale and output",
                  arms + "<p class=\"note\">Dotted horizontal line: the level at the start.</p>\n",
                  plots("change", {"Morale", "Output"}, "two"), change_sentence(results),
                  milestone_table(results, "morale", "Morale, level 0 to 1", false) +
                      milestone_table(results, "output", "Output, 1 = without the change", false)});
  list.push_back(
      {"phases", "The change curve: phases", legend(phase_strokes()), plots("phases", results.arms, "two"),
       phases_sentence(results),
       shares_table(results, "phase_", "Phases on day " + std::to_string(day) + ", share of employees", day)});
  std::string blocks = barriers_sentence(results);
  if (const std::string units = units_sentence(results); !units.empty()) blocks += " " + units;
  list.push_back({"barriers", "What blocks people", legend(gate_strokes()) + unit_choice(results),
                  plots("barriers", results.arms, "two"), blocks,
                  shares_table(results, "barrier_",
                               "What blocks those who do not practise, day " + std::to_string(recorded), recorded) +
                      units_table(results, recorded)});
  list.push_back({"needs", "Needs and trust", arms,
                  plots("needs", {"Autonomy", "Competence", "Relatedness", "Trust in the own leader"}, "two"),
                  needs_sentence(results),
                  milestone_table(results, "autonomy", "Autonomy, level 0 to 1", false) +
                      milestone_table(results, "competence", "Competence, level 0 to 1", false) +
                      milestone_table(results, "relatedness", "Relatedness, level 0 to 1", false) +
                      milestone_table(results, "trust", "Trust in the own leader, level 0 to 1", false)});
  list.push_back({"cost", "What leading costs, and what it leaves", arms, plots("cost", {""}, "one"),
                  cost_sentence(results),
                  milestone_table(results, "leader_hours", "Leader hours an employee and week", false)});
  const auto is_recorded = [&](const char* tercile) {
    return !results.curve(results.arms[0], "internalisation", std::string("structure=") + tercile).empty();
  };
  if (is_recorded("low") && is_recorded("high"))  // not where groups are joined or not shown
    list.push_back({"terciles", "Who wants structure",
                    arms + (results.has_intervals() ? "<p class=\"note\">Bars: 95% interval of the mean.</p>\n" : ""),
                    plots("terciles", {""}, "one"), terciles_sentence(results), terciles_table(results, day)});
  return list;
}

std::vector<Figure> reference_figures_of(const Results& results) {
  std::vector<Figure> list;
  const std::string legend_of_arms = results.arms.size() > 1 ? legend(arm_strokes(results)) : "";
  for (const Definition& measure : results.about.measures) {
    const std::string metric = measure.name + "_end";
    std::string sentence = capitalised(measure.sentence) + ". On day " + grouped(results.last_day()) + ": ";
    for (std::size_t a = 0; a < results.arms.size(); ++a)
      sentence += (a == 0 ? "" : "; ") + (results.arms.size() > 1 ? results.arms[a] + " " : "") +
                  told(results.metric(results.arms[a], metric).value, reference_scale(measure));
    list.push_back({measure.name, measure.label,
                    legend_of_arms + (results.has_intervals() ? "<p class=\"note\">Line: mean of replicates. Band: "
                                                                "where 90% of replicates lie.</p>\n"
                                                              : ""),
                    plots(measure.name, {""}, "one"), sentence + ".",
                    milestone_table(results, measure.name, measure.label + ", " + measure.unit,
                                    reference_scale(measure) == Scale::percent)});
  }
  return list;
}

}  // namespace kantel::report
