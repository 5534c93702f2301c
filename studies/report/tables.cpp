#include "studies/report/tables.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "studies/report/asked.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

struct Row {
  std::string head;                // HTML
  std::vector<std::string> cells;  // HTML
};

std::string table(const std::string& caption, const std::vector<std::string>& columns, const std::vector<Row>& rows,
                  const char* kind = "numbers") {
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(caption) +
                    "\"><table class=\"" + kind + "\">\n<caption><span>" + html(caption) +
                    "</span></caption>\n<thead><tr>";
  for (std::size_t i = 0; i < columns.size(); ++i) out += "<th scope=\"col\">" + html(columns[i]) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const Row& row : rows) {
    out += "<tr><th scope=\"row\">" + row.head + "</th>";
    for (const std::string& cell : row.cells) out += "<td>" + cell + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

std::vector<std::string> arm_columns(const Results& results, const std::string& first) {
  std::vector<std::string> columns{first};
  for (const std::string& arm : results.arms) columns.push_back(name_words(arm));
  return columns;
}

// The interval in a smaller line of its own; what is undefined says so.
std::string cell(const std::string& text) {
  const auto bracket = text.find(" (");
  if (bracket == std::string::npos) return html(text);
  return html(text.substr(0, bracket)) + " <span class=\"interval\">" + html(text.substr(bracket + 1)) + "</span>";
}

std::string difference_cell(const Metric& metric, Scale scale) {
  if (!metric.value.is_defined()) return say("undefined");
  std::string text = cell(told_difference(metric.value, scale));
  if (metric.value.includes_zero()) text += " <span class=\"zero\">" + say("table.luck") + "</span>";
  return text;
}

// t10, t50, …: a day that a run may never reach.
bool is_first_day(const std::string& name) {
  return name.size() > 1 && name[0] == 't' && name.find_first_not_of("0123456789", 1) == std::string::npos;
}

std::string metric_cell(const Results& results, const std::string& arm, const std::string& name) {
  const Metric metric = results.metric(arm, name);
  const Scale scale = scale_of_metric(name);
  if (metric.value.is_defined()) {
    std::string text = cell(told(metric.value, scale));
    if (is_first_day(name)) {
      const double reached = results.metric(arm, name + "_reached").value.mean;
      if (reached < 1)
        text +=
            " <span class=\"interval\">" + say("table.runs", {{"x", told_whole(reached, Scale::percent)}}) + "</span>";
    }
    return text;
  }
  return say(is_first_day(name) ? "never" : "undefined");
}

// The metrics a report tells, in order; what no arm has a row for is left out.
std::vector<std::string> shown_metrics(const Results& results) {
  std::vector<std::string> list;
  const auto on_days = [&](const std::string& stem, const std::vector<int>& days) {
    for (const int day : days)
      if (day < results.last_day()) list.push_back(stem + "_" + std::to_string(day));
    list.push_back(stem + "_end");
  };
  on_days("practising", results.milestones());
  for (const char* name : {"t10", "t50", "t90", "inflection"}) list.push_back(name);
  on_days("durable", {250, 370, 500});
  for (const char* name : {"retained_60", "retained_120", "lapsed_60", "dip_depth", "dip_day", "dip_length", "exits",
                           "hours_total", "leader_hours_total", "training_hours_total", "champion_hours_total",
                           "project_hours_total", "hours_per_durable", "money_total", "gained_durable"})
    list.push_back(name);
  for (const std::string& asked : asked_metrics(results))
    if (std::ranges::find(list, asked) == list.end()) list.push_back(asked);
  std::erase_if(list, [&](const std::string& name) {
    return std::ranges::all_of(results.arms, [&](const std::string& arm) {
      const Metric metric = results.metric(arm, name);
      return metric.unit.empty() && !metric.value.is_defined();
    });
  });
  return list;
}

std::string metric_table(const Results& results, const std::vector<std::string>& metrics, const std::string& caption) {
  std::vector<Row> rows;
  for (const std::string& name : metrics) {
    Row row{html(metric_words(results, name)), {}};
    for (const std::string& arm : results.arms) row.cells.push_back(metric_cell(results, arm, name));
    rows.push_back(std::move(row));
  }
  return table(caption, arm_columns(results, say("table.measure")), rows);
}

}  // namespace

std::string summary_table(const Results& results) {
  return metric_table(results, shown_metrics(results), say(results.has_intervals() ? "table.each" : "table.each_one"));
}

std::string cost_table(const Results& results) {
  std::vector<std::string> costs = shown_metrics(results);
  std::erase_if(costs, [](const std::string& name) {
    return name != "exits" && name != "gained_durable" && name.find("hours") == std::string::npos &&
           !name.starts_with("money");
  });
  return metric_table(results, costs, say("table.cost"));
}

namespace {

// The measures in which pairs, or a factorial's parts, are compared: a row for each name.
template <class MetricOf>
std::string compared_table(const Results& results, const std::string& caption, const std::string& first,
                           const std::vector<std::string>& rows_named, MetricOf metric_of) {
  std::vector<std::string> shown = results.about.asked_metrics, columns{first};
  for (const char* name : {"practising_end", "durable_end", "dip_depth", "exits", "hours_total"})
    if (std::ranges::find(shown, name) == shown.end()) shown.push_back(name);
  for (const std::string& name : shown) columns.push_back(metric_words(results, name));
  std::vector<Row> rows;
  for (std::size_t i = 0; i < rows_named.size(); ++i) {
    Row row{html(rows_named[i]), {}};
    for (const std::string& name : shown)
      row.cells.push_back(difference_cell(metric_of(i, name), scale_of_metric(name)));
    rows.push_back(std::move(row));
  }
  return table(caption, columns, rows);
}

}  // namespace

std::string difference_table(const Results& results) {
  const auto pairs = asked_pairs(results);
  if (pairs.empty()) return "";
  std::vector<std::string> names;
  for (const auto& pair : pairs) names.push_back(capitalised(pair_words(pair)));
  std::string out = compared_table(results, say("table.differences"), say("table.pair"), names,
                                   [&](std::size_t i, const std::string& name) {
                                     return results.difference_of(pairs[i].later, pairs[i].earlier, name);
                                   });
  if (pairs.size() < results.pairs().size()) out += "<p class=\"note\">" + say("table.more_pairs") + "</p>\n";
  return out;
}

std::string uncertain_table(const Results& results) {
  std::vector<Row> rows;
  for (const auto& pair : asked_pairs(results))
    for (const std::string& name : shown_metrics(results)) {
      const Metric metric = results.difference_of(pair.later, pair.earlier, name);
      const Drawn drawn = results.drawn_difference(pair.later, pair.earlier, name);
      if (drawn.draws == 0 || !metric.value.is_defined()) continue;
      const Scale scale = scale_of_metric(name);
      rows.push_back({html(metric_words(results, name) + ", " + pair_words(pair)),
                      {difference_cell(metric, scale), cell(told_difference(drawn.spread, scale)),
                       grouped(drawn.holds) + " / " + grouped(drawn.draws), grouped(drawn.turns),
                       told(drawn.luck, Scale::percent)}});
    }
  return table(say("table.uncertain"),
               {say("table.pair"), say("table.at_guesses"), say("table.over"), say("table.holds"), say("table.turns"),
                say("table.luck_share")},
               rows);
}

std::string effects_table(const Results& results) {
  if (results.effects.empty()) return "";
  std::vector<std::string> names;
  for (const std::string& effect : results.effects) {
    std::string words = name_words(effect);
    if (const auto colon = words.find(':'); colon != std::string::npos) words.insert(colon + 1, " ");
    names.push_back(words);
  }
  return compared_table(
      results, say("table.effects"), say("table.part"), names,
      [&](std::size_t i, const std::string& name) { return results.metric(results.effects[i], name); });
}

std::string same_people_table(const Results& results) {
  const auto days = results.same_people_days();
  if (days.empty() || results.arms.size() < 2) return "";
  std::vector<Row> rows;
  for (const auto& pair : asked_pairs(results))
    for (const int day : days) {
      const auto of = [&](const std::string& what) {
        return results.difference_of(pair.later, pair.earlier, "same_people_" + what + "_" + std::to_string(day));
      };
      // The share is of both, so it has no order.
      const Estimate share = results.metric(pair.name(), "same_people_share_" + std::to_string(day)).value.is_defined()
                                 ? of("share").value
                                 : of("share").value.negated();
      Row row{html(capitalised(pair_words(pair)) + ", " + say("unit.day", {{"n", std::to_string(day)}})),
              {cell(told(share, Scale::percent))}};
      for (const char* level : {"internalisation", "autonomy", "competence", "relatedness"})
        row.cells.push_back(difference_cell(of(level), Scale::level));
      rows.push_back(std::move(row));
    }
  return table(say("table.same_people"),
               {say("table.pair_day"), say("table.both"), say("table.own"), say("panel.autonomy"),
                say("panel.competence"), say("panel.relatedness")},
               rows);
}

std::string arms_table(const Results& results) {
  const auto or_none = [](const std::string& text) {
    return html(text.empty() || text == "none" ? say("none") : name_words(text));
  };
  std::vector<Row> rows;
  for (const Arm& arm : results.about.arms) {
    std::string champions = grouped(arm.champions);
    if (arm.champions > 0 && !arm.chosen.empty()) champions += ", " + name_words(arm.chosen);
    rows.push_back({html(name_words(arm.name)),
                    {html(arm.approach), html(name_words(arm.policy)),
                     std::isfinite(arm.effort) ? told(arm.effort, Scale::level) : say("table.as_listed"),
                     html(champions), or_none(arm.mandate), or_none(arm.on_the_way), or_none(arm.aftermath)}});
  }
  return table(say("table.arms"),
               {say("table.arm"), say("table.approach"), say("table.policy"), say("table.effort"),
                say("table.champions"), say("table.mandate"), say("table.on_the_way"), say("table.afterwards")},
               rows, "words");
}

std::string units_table(const Results& results, int day) {
  if (results.units.size() < 2) return "";
  std::vector<Row> rows;
  for (const std::string& unit : results.units) {
    Row row{html(unit_words(unit)), {}};
    for (const std::string& arm : results.arms) {
      const Block block = strongest_block(results, arm, unit, day);
      row.cells.push_back(block.gate.empty()
                              ? say("table.nothing")
                              : cell(say("gate." + block.gate) + " " + told(block.share, Scale::percent)));
    }
    rows.push_back(std::move(row));
  }
  return table(say("table.units", {{"day", std::to_string(day)}}), arm_columns(results, say("table.unit")), rows);
}

std::string milestone_table(const Results& results, const std::string& measure, const std::string& caption,
                            bool is_share) {
  std::vector<Row> rows;
  for (const int day : results.milestones()) {
    Row row{say("unit.day", {{"n", std::to_string(day)}}), {}};
    for (const std::string& arm : results.arms)
      row.cells.push_back(
          cell(told(estimate_on(results.curve(arm, measure), day), is_share ? Scale::percent : Scale::level)));
    rows.push_back(std::move(row));
  }
  return table(caption, arm_columns(results, say("table.day")), rows);
}

std::string paired_milestone_table(const Results& results, const std::string& measure, const std::string& caption) {
  std::vector<std::string> columns{say("table.pair")};
  for (const int day : results.milestones()) columns.push_back(say("unit.day", {{"n", std::to_string(day)}}));
  std::vector<Row> rows;
  for (const auto& pair : asked_pairs(results)) {
    Row row{html(capitalised(pair_words(pair))), {}};
    const Curve curve = results.difference(pair.later, pair.earlier, measure);
    for (const int day : results.milestones())
      row.cells.push_back(difference_cell({estimate_on(curve, day), "", 0}, Scale::percent));
    rows.push_back(std::move(row));
  }
  return table(caption, columns, rows);
}

std::string shares_table(const Results& results, const std::string& prefix, const std::string& caption, int day) {
  const bool gates = prefix == "barrier_";
  const std::vector<std::string> parts =
      gates ? std::vector<std::string>{"know", "want", "can", "dare", "may"}
            : std::vector<std::string>{"denial", "resistance", "exploration", "commitment"};
  std::vector<std::string> columns{say("table.arm")};
  for (const std::string& part : parts) columns.push_back(say((gates ? "gate." : "phase.") + part));
  std::vector<Row> rows;
  for (const std::string& arm : results.arms) {
    Row row{html(name_words(arm)), {}};
    for (const std::string& part : parts)
      row.cells.push_back(cell(
          told(gates ? held_back(results, arm, "all", part, day) : estimate_on(results.curve(arm, prefix + part), day),
               Scale::percent)));
    rows.push_back(std::move(row));
  }
  return table(caption, columns, rows);
}

std::string terciles_table(const Results& results, int day) {
  std::vector<Row> rows;
  for (const auto& [tercile, words] :
       {std::pair{"low", "level.low"}, std::pair{"middle", "level.middle"}, std::pair{"high", "level.high"}}) {
    Row row{say(words), {}};
    for (const std::string& arm : results.arms)
      row.cells.push_back(cell(told(
          estimate_on(results.curve(arm, "internalisation", std::string("structure=") + tercile), day), Scale::level)));
    rows.push_back(std::move(row));
  }
  return table(say("table.structure", {{"day", std::to_string(day)}}), arm_columns(results, say("table.need")), rows);
}

std::string definitions(const Results& results) {
  if (results.about.measures.empty()) return "";
  std::string out = "<dl lang=\"en\">\n";
  for (const Definition& measure : results.about.measures)
    out += "<dt>" + html(measure.label.empty() ? measure.name : measure.label) + " <code>" + html(measure.name) +
           "</code></dt><dd>" + html(measure.sentence) +
           (measure.unit.empty() ? "" : " <span class=\"unit\">" + html(measure.unit) + "</span>") + "</dd>\n";
  return out + "</dl>\n";
}

std::string reference_table(const Results& results) {
  std::vector<Row> rows;
  const auto add = [&](const std::string& words, const std::string& name, Scale scale) {
    Row row{html(words), {}};
    bool any = false;
    for (const std::string& arm : results.arms) {
      const Metric metric = results.metric(arm, name);
      any |= !metric.unit.empty();
      row.cells.push_back(is_first_day(name) ? metric_cell(results, arm, name) : cell(told(metric.value, scale)));
    }
    if (any) rows.push_back(row);
  };
  const Definition& main = results.about.measures[0];
  for (const char* share : {"10", "50", "90", "100"})
    add(std::string("First day with ") + share + "% " + main.name, std::string("t") + share, Scale::days);
  for (const Definition& measure : results.about.measures)
    add(measure.label + " on the last day, " + measure.unit, measure.name + "_end", reference_scale(measure));
  return table("Summary: means over replicates with 95% intervals", arm_columns(results, "measure"), rows);
}

}  // namespace kantel::report
