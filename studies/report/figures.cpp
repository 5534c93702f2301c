#include "studies/report/figures.hpp"

#include <algorithm>

#include "studies/report/asked.hpp"
#include "studies/report/panels.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/tables.hpp"
#include "studies/report/text.hpp"
#include "studies/report/uncertain.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

// Colours follow the page's: the theme has one for dark.
std::string colour(const std::string& light) {
  const auto& dark = panels::theme()["dark"];
  if (!dark.contains(light)) return light;
  return light + ";--dark:" + dark[light].get<std::string>();
}

std::string swatch(const Stroke& stroke) {
  if (stroke.dash.empty())
    return "<svg class=\"swatch\" width=\"18\" height=\"14\" aria-hidden=\"true\" style=\"--light:" +
           colour(stroke.color) + "\"><rect width=\"18\" height=\"14\"/></svg>";
  std::string dashes;
  for (const double length : stroke.dash) dashes += (dashes.empty() ? "" : " ") + shortest(length, 3);
  return "<svg class=\"swatch\" width=\"36\" height=\"10\" aria-hidden=\"true\" style=\"--light:" +
         colour(stroke.color) + "\"><line x1=\"0\" x2=\"36\" y1=\"5\" y2=\"5\" stroke-dasharray=\"" + dashes +
         "\"/></svg>";
}

}  // namespace

std::string legend(const std::vector<Stroke>& strokes, const char* kind) {
  std::string out = std::string("<ul class=\"legend ") + kind + "\" aria-label=\"" + say("legend") + "\">";
  std::string others;
  for (const Stroke& stroke : strokes)
    if (stroke.is_context)
      others = "<li>" + swatch(stroke) + html(say("others")) + "</li>";
    else
      out += "<li>" + swatch(stroke) + html(stroke.label) + "</li>";
  return out + others + "</ul>\n";
}

// The empty boxes the script draws into, each with a title where a figure has several.
std::string plots(const std::string& figure, const std::vector<std::string>& titles, const char* columns) {
  std::string out = std::string("<div class=\"panels ") + columns + "\">\n";
  for (std::size_t i = 0; i < titles.size(); ++i)
    out += "<div class=\"panel\">" + (titles[i].empty() ? "" : "<p class=\"panel-title\">" + html(titles[i]) + "</p>") +
           "<div class=\"plot\" role=\"img\" aria-label=\"" + html(say("chart")) + "\" data-figure=\"" + figure +
           "\" data-panel=\"" + std::to_string(i) + "\"></div></div>\n";
  return out + "</div>\n";
}

namespace {

std::string unit_choice(const Results& results) {
  if (!has_units(results)) return "";
  std::string out = "<p class=\"choice\"><label for=\"unit\">" + say("unit.choose") +
                    "</label> <select id=\"unit\"><option value=\"all\">" + say("unit.everyone") + "</option>";
  for (const std::string& group : results.units) {
    const std::string name = unit_words(group);
    const auto unit = std::ranges::find(results.about.units, name, &Unit::name);
    const bool sized = unit != results.about.units.end();
    out +=
        "<option value=\"" + html(group) + "\">" +
        html(say(sized ? "unit.size" : "unit.named", {{"name", name}, {"n", sized ? grouped(unit->employees) : ""}})) +
        "</option>";
  }
  return out + "</select> <span id=\"unit-shown\" role=\"status\" data-shown=\"" +
         html(say("unit.shown", {{"unit", "@"}})) + "\"></span></p>\n";
}

std::string note(const char* key) { return "<p class=\"note\">" + html(say(key)) + "</p>\n"; }

std::vector<std::string> panel_titles(const char* word, const std::vector<std::string>& names) {
  std::vector<std::string> titles;
  for (const std::string& name : names) titles.push_back(word ? say(word + name) : name_words(name));
  return titles;
}

std::string day_caption(const char* key, int day) { return say(key, {{"day", std::to_string(day)}}); }

Figure figure(const std::string& id, std::string before, std::string charts, std::string sentence,
              std::string numbers) {
  return {id, say("figure." + id), std::move(before), std::move(charts), std::move(sentence), std::move(numbers)};
}

Figure differences(const Results& results) {
  std::vector<std::string> titles;
  for (const auto& pair : asked_pairs(results)) titles.push_back(capitalised(pair_words(pair)));
  const auto caption = [](const char* what) { return say("table.pair_caption", {{"what", say(what)}}); };
  return figure(
      "difference",
      legend(difference_strokes()) + note(results.has_intervals() ? "band.difference" : "band.difference_one"),
      plots("difference", titles, titles.size() == 1 ? "one" : "two"), difference_sentence(results),
      paired_milestone_table(results, "practising", caption("series.practising")) +
          paired_milestone_table(results, "durable", caption("series.durable")));
}

Figure needs(const Results& results, const std::string& arms) {
  std::string tables;
  for (const char* need : {"autonomy", "competence", "relatedness", "trust"})
    tables += milestone_table(
        results, need,
        say("table.with_unit", {{"what", say(std::string("panel.") + need)}, {"unit", say("axis.level")}}), false);
  return figure("needs", arms,
                plots("needs", panel_titles("panel.", {"autonomy", "competence", "relatedness", "trust"}), "two"),
                needs_sentence(results), tables);
}

constexpr std::string_view change_curve = "change";  // not the model of that name

Figure figure_of(const Results& results, const std::string& id) {
  const int day = results.day_under_pressure(), recorded = results.recorded_until(day);
  const std::string arms = legend(arm_strokes(results));
  const std::vector<std::string> told = panel_titles(nullptr, told_arms(results));
  const char* columns = told.size() == 1 ? "one" : "two";
  const auto with_unit = [](const char* what, const char* unit) {
    return say("table.with_unit", {{"what", say(what)}, {"unit", say(unit)}});
  };
  if (id == "adoption")
    return figure(id, legend(arm_strokes(results), "ends"), plots(id, {""}, "one"), adoption_sentence(results),
                  note(results.has_intervals() ? "band" : "band.one") +
                      milestone_table(results, "practising", capitalised(say("axis.practising")), true));
  if (id == "lasting")
    return figure(id, legend(arm_strokes(results), "ends"), plots(id, {""}, "one"), durable_sentence(results),
                  milestone_table(results, "durable", capitalised(say("axis.durable")), true));
  if (id == "difference") return differences(results);
  if (id == "uncertain") return uncertain_figure(results);
  if (id == change_curve)
    return figure(id, arms + note("band.start"), plots(id, panel_titles("panel.", {"morale", "output"}), "two"),
                  change_sentence(results),
                  milestone_table(results, "morale", with_unit("panel.morale", "axis.level"), false) +
                      milestone_table(results, "output", with_unit("panel.output", "axis.output"), false));
  if (id == "phases")
    return figure(id, legend(phase_strokes()), plots(id, told, columns), phases_sentence(results),
                  shares_table(results, "phase_", day_caption("table.phases", day), day));
  if (id == "barriers")
    return figure(id, legend(gate_strokes()) + unit_choice(results), plots(id, told, columns),
                  barriers_sentence(results),
                  shares_table(results, "barrier_", day_caption("table.barriers", recorded), recorded) +
                      units_table(results, recorded));
  if (id == "needs") return needs(results, arms);
  if (id == "cost") {
    std::vector<std::string> titles = panel_titles("panel.", {"hours", "exits"});
    if (tells_gain(results)) titles.push_back(say("panel.gained"));
    return figure(id, results.has_intervals() ? note("band.bars") : "",
                  plots(id, titles, titles.size() == 2 ? "two" : "three"), cost_sentence(results),
                  (tells_gain(results) ? "" : note("caption.no_nothing")) + cost_table(results));
  }
  return figure(id, arms + (results.has_intervals() ? note("band.bars") : ""), plots(id, {""}, "one"),
                terciles_sentence(results), terciles_table(results, recorded));
}

bool is_there(const Results& results, const std::string& id) {
  if (id == "difference") return results.arms.size() > 1;
  if (id == "uncertain") return results.arms.size() > 1 && results.about.uncertain.draws > 0;
  const auto has = [&](const char* group) { return !results.curve(results.arms[0], "internalisation", group).empty(); };
  return id != "terciles" || (has("structure=low") && has("structure=high"));  // not where groups are joined
}

}  // namespace

std::string to_html(const Figure& figure) {
  return "<figure id=\"" + figure.id + "\" aria-labelledby=\"" + figure.id + "-title\">\n<h3 id=\"" + figure.id +
         "-title\">" + html(figure.title) + "</h3>\n" + figure.before + figure.charts + "<figcaption>" +
         html(figure.sentence) + "</figcaption>\n<details><summary>" + html(say("numbers", {{"title", figure.title}})) +
         "</summary>\n" + figure.numbers + "</details>\n</figure>\n";
}

std::string events_note(const Results& results) {
  std::vector<std::string> parts;
  for (const Event& event : results.about.events) {
    if (event.day <= 0 || event.day >= results.last_day()) continue;
    std::vector<std::string> names;
    for (const std::string& arm : event.arms) names.push_back(name_words(arm));
    parts.push_back(
        say("events.one", {{"day", std::to_string(event.day)},
                           {"what", event_words(event.action)},
                           {"ways", names.size() == results.arms.size() ? say("every_way") : listed(names)}}));
  }
  if (parts.empty()) return "";
  constexpr std::size_t most = 12;
  std::string list;
  for (std::size_t i = 0; i < parts.size() && i < most; ++i) list += (i == 0 ? "" : "; ") + parts[i];
  if (parts.size() > most) list += "; " + say("events.more", {{"n", std::to_string(parts.size() - most)}});
  return say("events", {{"list", list}});
}

std::vector<Figure> figures_of(const Results& results) {
  std::vector<Figure> list;
  for (const std::string& id : asked_figures(results))
    if (is_there(results, id)) list.push_back(figure_of(results, id));
  return list;
}

std::vector<Figure> reference_figures_of(const Results& results) {
  std::vector<Figure> list;
  const std::string legend_of_arms = results.arms.size() > 1 ? legend(arm_strokes(results)) : "";
  for (const Definition& measure : results.about.measures) {
    std::vector<std::pair<std::string, double>> ends;
    for (const std::string& arm : results.arms)
      ends.emplace_back(arm, results.metric(arm, measure.name + "_end").value.mean);
    const Scale scale = reference_scale(measure);
    list.push_back(
        {measure.name, measure.label, legend_of_arms + (results.has_intervals() ? note("band") : ""),
         plots(measure.name, {""}, "one"),
         say("caption.reference",
             {{"sentence", capitalised(measure.sentence)},
              {"day", grouped(results.last_day())},
              {"list", results.arms.size() > 1 ? ranked(ends, scale) : told_whole(ends[0].second, scale)}}),
         milestone_table(results, measure.name, measure.label + ", " + measure.unit, scale == Scale::percent)});
  }
  return list;
}

}  // namespace kantel::report
