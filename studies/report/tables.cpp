#include "studies/report/tables.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"

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
  columns.insert(columns.end(), results.arms.begin(), results.arms.end());
  return columns;
}

// The interval in a smaller line of its own; what is undefined says so.
std::string cell(const std::string& text) {
  const auto bracket = text.find(" (");
  if (bracket == std::string::npos) return html(text);
  return html(text.substr(0, bracket)) + " <span class=\"interval\">" + html(text.substr(bracket + 1)) + "</span>";
}

std::string difference_cell(const Metric& metric, Scale scale) {
  if (!metric.value.is_defined()) return "undefined";
  std::string text = cell(told_difference(metric.value, scale));
  if (metric.value.includes_zero()) text += " <span class=\"zero\">includes 0</span>";
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
      if (reached < 1) text += " <span class=\"interval\">in " + told(reached, Scale::percent) + " of runs</span>";
    }
    return text;
  }
  return is_first_day(name) ? "never" : "undefined";
}

struct Shown {
  std::string metric, words;
};

std::vector<Shown> shown_metrics(const Results& results) {
  std::vector<Shown> list;
  const std::string last = std::to_string(results.last_day());
  for (const int day : results.milestones())
    if (day < results.last_day())
      list.push_back({"practising_" + std::to_string(day), "Practising on day " + std::to_string(day)});
  list.push_back({"practising_end", "Practising on the last day, " + last});
  list.push_back({"t10", "First day with a tenth practising"});
  list.push_back({"t50", "First day with half practising"});
  list.push_back({"t90", "First day with nine in ten practising"});
  list.push_back({"inflection", "Day of fastest growth"});
  for (const int day : {250, 370, 500})
    if (day < results.last_day())
      list.push_back({"durable_" + std::to_string(day), "Internalised practice on day " + std::to_string(day)});
  list.push_back({"durable_end", "Internalised practice on the last day, " + last});
  const std::string from = std::to_string(results.day_under_pressure());
  for (const char* later : {"60", "120"})
    list.push_back({std::string("retained_") + later,
                    "Of those practising on day " + from + ", still practising " + later + " days later"});
  list.push_back({"dip_depth", "Depth of the dip in output"});
  list.push_back({"dip_day", "Day of the lowest output"});
  list.push_back({"dip_length", "Days with output below the start"});
  list.push_back({"recovery_slope", "Recovery of output, a day"});
  list.push_back({"exits", "People who left"});
  list.push_back({"leader_hours_total", "Leader hours"});
  list.push_back({"training_hours_total", "Training hours"});
  list.push_back({"hours_per_durable", "Leader hours for each practice fully internalised"});
  if (std::ranges::any_of(results.arms, [&](const std::string& arm) {
        return results.metric(arm, "gained_durable").value.is_defined();
      }))
    list.push_back({"gained_durable", "Internalised practice gained over doing nothing"});
  std::erase_if(list, [&](const Shown& shown) {  // what no arm has a row for is left out
    return std::ranges::all_of(results.arms, [&](const std::string& arm) {
      const Metric metric = results.metric(arm, shown.metric);
      return metric.unit.empty() && !metric.value.is_defined();
    });
  });
  return list;
}

}  // namespace

std::string summary_table(const Results& results) {
  std::vector<Row> rows;
  for (const Shown& shown : shown_metrics(results)) {
    Row row{html(shown.words), {}};
    for (const std::string& arm : results.arms) row.cells.push_back(metric_cell(results, arm, shown.metric));
    rows.push_back(std::move(row));
  }
  return table(results.has_intervals() ? "Each arm: mean of replicates and, in brackets, the 95% interval of that mean"
                                       : "Each arm: one replicate, so there are no intervals",
               arm_columns(results, "Measure"), rows);
}

namespace {

// The measures in which pairs, or a factorial's parts, are compared: a row for each name.
std::string compared_table(const Results& results, const std::string& caption, const std::string& first,
                           const std::vector<std::pair<std::string, std::string>>& named) {
  const std::vector<Shown> shown{{"practising_end", "Practising, last day"},
                                 {"durable_end", "Internalised practice, last day"},
                                 {"t50", "Half practising"},
                                 {"retained_60", "Retained 60 days"},
                                 {"dip_depth", "Depth of the dip"},
                                 {"leader_hours_total", "Leader hours"}};
  std::vector<std::string> columns{first};
  for (const Shown& item : shown) columns.push_back(item.words);
  std::vector<Row> rows;
  for (const auto& [name, words] : named) {
    Row row{html(words), {}};
    for (const Shown& item : shown)
      row.cells.push_back(difference_cell(results.metric(name, item.metric), scale_of_metric(item.metric)));
    rows.push_back(std::move(row));
  }
  return table(caption, columns, rows);
}

}  // namespace

std::string difference_table(const Results& results) {
  if (results.arms.size() < 2) return "";
  std::vector<std::pair<std::string, std::string>> named;
  for (const auto& pair : results.pairs()) named.push_back({pair.name(), pair.later + " minus " + pair.earlier});
  return compared_table(results,
                        "Paired differences, later arm minus earlier: the same people with the same luck in both arms",
                        "Pair", named);
}

std::string uncertain_table(const Results& results) {
  std::vector<Row> rows;
  for (const auto& pair : results.pairs())
    for (const Shown& shown : shown_metrics(results)) {
      const Metric metric = results.metric(pair.name(), shown.metric);
      const Drawn drawn = results.drawn(pair.name(), shown.metric);
      if (drawn.draws == 0 || !metric.value.is_defined()) continue;
      const Scale scale = scale_of_metric(shown.metric);
      rows.push_back({html(shown.words + ", " + pair.later + " minus " + pair.earlier),
                      {difference_cell(metric, scale), cell(told_difference(drawn.spread, scale)),
                       grouped(drawn.holds) + " of " + grouped(drawn.draws), grouped(drawn.turns),
                       told(drawn.luck, Scale::percent)}});
    }
  return table("Paired differences at the defaults and over draws of the parameters",
               {"Difference", "At the defaults, and the 95% interval that luck leaves",
                "Mean of the draws, and where 9 in 10 lie", "Order holds in", "Turns round in",
                "Luck's share of the variance between draws"},
               rows);
}

std::string effects_table(const Results& results) {
  if (results.effects.empty()) return "";
  std::vector<std::pair<std::string, std::string>> named;
  for (const std::string& effect : results.effects) {
    std::string words = effect;
    if (const auto colon = words.find(':'); colon != std::string::npos) words.insert(colon + 1, " ");
    named.push_back({effect, words});
  }
  return compared_table(results, "What the differences are made of: approach, style and their interaction", "Part",
                        named);
}

std::string same_people_table(const Results& results) {
  const auto days = results.same_people_days();
  if (days.empty() || results.arms.size() < 2) return "";
  std::vector<Row> rows;
  for (const auto& pair : results.pairs())
    for (const int day : days) {
      const std::string suffix = "_" + std::to_string(day);
      Row row{html(pair.later + " minus " + pair.earlier) + ", day " + std::to_string(day), {}};
      const Metric share = results.metric(pair.name(), "same_people_share" + suffix);
      row.cells.push_back(cell(told(share.value, Scale::percent)));
      for (const char* level : {"internalisation", "autonomy", "competence", "relatedness"})
        row.cells.push_back(
            difference_cell(results.metric(pair.name(), "same_people_" + std::string(level) + suffix), Scale::level));
      rows.push_back(std::move(row));
    }
  return table("Differences among those who practise in both arms of a pair, in levels from 0 to 1",
               {"Pair and day", "Practise in both", "Internalisation", "Autonomy", "Competence", "Relatedness"}, rows);
}

std::string arms_table(const Results& results) {
  std::vector<Row> rows;
  for (const Arm& arm : results.about.arms) {
    std::string champions = grouped(arm.champions);
    if (arm.champions > 0 && !arm.chosen.empty()) champions += ", " + event_words(arm.chosen);
    rows.push_back({html(arm.name),
                    {html(arm.approach), html(event_words(arm.policy)),
                     std::isfinite(arm.effort) ? told(arm.effort, Scale::level) : "as listed", html(champions),
                     html(arm.mandate.empty() ? "none" : arm.mandate),
                     html(arm.on_the_way.empty() ? "none" : event_words(arm.on_the_way)),
                     html(arm.aftermath.empty() ? "none" : event_words(arm.aftermath))}});
  }
  return table("How the change is brought in each arm; effort is the sum of the five levers",
               {"Arm", "Approach", "Policy", "Effort", "Champions", "Mandate", "On the way", "Afterwards"}, rows,
               "words");
}

std::string units_table(const Results& results, int day) {
  if (results.units.size() < 2) return "";
  std::vector<Row> rows;
  for (const std::string& unit : results.units) {
    Row row{html(unit_words(unit)), {}};
    for (const std::string& arm : results.arms) {
      const Block block = strongest_block(results, arm, unit, day);
      row.cells.push_back(block.gate.empty() ? "nothing" : cell(block.gate + " " + told(block.share, Scale::percent)));
    }
    rows.push_back(std::move(row));
  }
  return table("What blocks most in each unit on day " + std::to_string(day) + ", and its share",
               arm_columns(results, "Unit"), rows);
}

std::string milestone_table(const Results& results, const std::string& measure, const std::string& caption,
                            bool is_share) {
  std::vector<Row> rows;
  for (const int day : results.milestones()) {
    Row row{"day " + std::to_string(day), {}};
    for (const std::string& arm : results.arms) {
      const Point* point = at_day(results.curve(arm, measure), day);
      row.cells.push_back(cell(told(point ? point->value : Estimate{}, is_share ? Scale::percent : Scale::level)));
    }
    rows.push_back(std::move(row));
  }
  return table(caption, arm_columns(results, "Day"), rows);
}

std::string paired_milestone_table(const Results& results, const std::string& measure, const std::string& caption) {
  std::vector<std::string> columns{"Pair"};
  for (const int day : results.milestones()) columns.push_back("day " + std::to_string(day));
  std::vector<Row> rows;
  for (const auto& pair : results.pairs()) {
    Row row{html(pair.later + " minus " + pair.earlier), {}};
    for (const int day : results.milestones()) {
      const Point* point = at_day(results.difference(pair.name(), measure), day);
      row.cells.push_back(difference_cell({point ? point->value : Estimate{}, "", 0}, Scale::percent));
    }
    rows.push_back(std::move(row));
  }
  return table(caption, columns, rows);
}

std::string shares_table(const Results& results, const std::string& prefix, const std::string& caption, int day) {
  const std::vector<std::string> parts =
      prefix == "barrier_" ? std::vector<std::string>{"know", "want", "can", "dare", "may"}
                           : std::vector<std::string>{"denial", "resistance", "exploration", "commitment"};
  std::vector<std::string> columns{"Arm"};
  columns.insert(columns.end(), parts.begin(), parts.end());
  std::vector<Row> rows;
  for (const std::string& arm : results.arms) {
    Row row{html(arm), {}};
    for (const std::string& part : parts) {
      const Point* point = at_day(results.curve(arm, prefix + part), day);
      row.cells.push_back(cell(told(point ? point->value : Estimate{}, Scale::percent)));
    }
    rows.push_back(std::move(row));
  }
  return table(caption, columns, rows);
}

std::string terciles_table(const Results& results, int day) {
  std::vector<Row> rows;
  for (const char* tercile : {"low", "middle", "high"}) {
    Row row{tercile, {}};
    for (const std::string& arm : results.arms) {
      const Point* point = at_day(results.curve(arm, "internalisation", std::string("structure=") + tercile), day);
      row.cells.push_back(cell(told(point ? point->value : Estimate{}, Scale::level)));
    }
    rows.push_back(std::move(row));
  }
  return table("Internalisation of those who practise, by need for structure, day " + std::to_string(day),
               arm_columns(results, "Need for structure"), rows);
}

std::string definitions(const Results& results) {
  if (results.about.measures.empty()) return "";
  std::string out = "<dl>\n";
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
