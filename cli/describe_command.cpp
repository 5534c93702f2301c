// kantel describe: models, parameters, policies, interventions, measures, columns and the order of a day, from their
// declarations; docs/reference is this output.
#include <cmath>
#include <iostream>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/text_table.hpp"
#include "models/change/columns.hpp"
#include "models/change/measures.hpp"
#include "models/models.hpp"
#include "models/reference/scenario.hpp"
#include "studies/sweep/design/experiment.hpp"
#include "studies/validation/cases/cases.hpp"

namespace kantel {

namespace {

struct Table {
  std::string title, sentence;
  std::vector<TableRow> rows;  // the first is the header
};
struct Section {
  std::string name, title;
  std::vector<Table> tables;
};

Table keys_table(const std::string& title, const std::string& sentence, std::span<const DeclaredKey> keys) {
  Table table{title, sentence, {key_row_header}};
  for (const DeclaredKey& key : keys) table.rows.push_back(key.row);
  // The last column, plausible ranges, is of few tables.
  if (std::ranges::all_of(keys, [](const DeclaredKey& key) { return key.row.back().empty(); }))
    for (TableRow& row : table.rows) row.pop_back();
  return table;
}

Table keys_table(const DeclaredTable& declared) { return keys_table(declared.title, declared.sentence, declared.keys); }

Section model() {
  Table models{"Models", "A scenario is about one model.", {{"name", "what it is"}}};
  models.rows.push_back(
      {"change",
       "employees with autonomy, competence and relatedness on a chart and informal ties, led by policies, "
       "hear of a practice, weigh it, start, learn, make it their own, or lapse"});
  Table approaches{"Approaches", "How a change is brought (arm key `approach`).", {{"name", "awareness", "pressure"}}};
  approaches.rows.push_back(
      {"rollout", "down the tree from the top, and along ties", "a mandate, from day 1 unless said otherwise"});
  approaches.rows.push_back({"diffusion", "along ties", "none"});
  approaches.rows.push_back({"hybrid", "both", "a mandate from a day, or at a deadline for whoever lags"});
  Table champions{"Ways of choosing champions", "Arm key `champions = { share, chosen }`.", {{"name"}}};
  for (const auto name : names_of(ChampionRule{})) champions.rows.push_back({std::string(name)});
  Table forms{"Forms of organisation", "Organisation key `form`.", {{"name"}}};
  for (const auto name : names_of(Form{})) forms.rows.push_back({std::string(name)});
  for (const ReferenceModel* known : reference_models())
    models.rows.push_back({std::string(known->name), std::string(known->label) + ": " + std::string(known->sentence)});
  return {"model", "Models", {models, approaches, champions, forms}};
}

Section parameters() {
  // What is asked for most stands first; events are shown with the interventions.
  std::vector<std::string_view> shown{"parameters",      "change",        "organisation", "",       "arm.*",
                                      "arm.*.champions", "arm.*.mandate", "cohort.*",     "record", "privacy"};
  Section section{"parameters", "Keys of a scenario", {}};
  for (const DeclaredTable& table : change_tables())
    if (table.path != "arm.*.event.*" && std::ranges::find(shown, table.path) == shown.end())
      shown.push_back(table.path);
  for (const std::string_view path : shown) section.tables.push_back(keys_table(*find_table(change_tables(), path)));
  return section;
}

Section reference() {
  Section section{"reference", "Reference models", {}};
  for (const ReferenceModel* model : reference_models()) {
    const Table table = keys_table(std::string(model->name),
                                   std::string(model->label) + ": " + std::string(model->sentence) + ". " +
                                       std::string(model->equation) + ". Updating: " + std::string(model->schedule) +
                                       ". Source: " + std::string(model->source) + ".",
                                   model->keys());
    Table measures{std::string(model->name) + ": measures", "", {{"name", "label", "unit", "meaning"}}};
    for (const Measure& m : model->measures())
      measures.rows.push_back(
          {std::string(m.name), std::string(m.label), std::string(m.unit), std::string(m.sentence)});
    section.tables.push_back(table);
    section.tables.push_back(measures);
  }
  const ReferenceModel& any = *reference_models()[0];
  section.tables.push_back(keys_table(*find_table(reference_tables(any), "network")));
  return section;
}

Section validation() {
  Table table{"Known answers",
              "What `kantel validate` holds the engine against. Without a tolerance it is three standard errors of the "
              "mean over replicates.",
              {{"model", "case", "expected", "tolerance", "quick", "source"}}};
  for (const Case& known : known_answers())
    table.rows.push_back({std::string(known.model), std::string(known.name),
                          shortest(std::round(known.expected * 1e9) / 1e9),
                          known.tolerance > 0 ? shortest(known.tolerance)
                          : known.bias > 0    ? "3 s.e. + " + shortest(known.bias)
                                              : "3 s.e.",
                          known.quick ? "yes" : "", std::string(known.source)});
  return {"validation", "Known answers", {table}};
}

Section policies() {
  Table table{"Policies",
              "Five levers, each 0 to 1: autonomy support AS, structure ST, relational care RE, pressure D, vision V. "
              "Placeholders that say what the texts describe; their sums differ.",
              {{"name", "AS", "ST", "RE", "D", "V", "sum", "rule", "seen as"}}};
  for (const Policy policy : all_policies()) {
    const Levers u = policy.towards({});
    TableRow row{std::string(policy->name)};
    for (const float value : {u.autonomy_support, u.structure, u.care, u.pressure, u.vision})
      row.push_back(policy->rule ? "" : shortest(value));
    row.push_back(shortest(sum_of(u)));
    row.push_back(std::string(policy->rule_text));
    row.push_back(std::string(policy->sentence));
    table.rows.push_back(row);
  }
  return {"policies", "Policies", {table}};
}

Section interventions() {
  Table kinds{"Events",
              "`[[arm.event]]` with `day`, `do`, and `target` = all (default), managers, unit=NAME or level=NUMBER.",
              {{"do", "what happens", "own keys"}}};
  for (const InterventionRow* row : intervention_list())
    kinds.rows.push_back({std::string(row->name), std::string(row->sentence), joined(row->keys)});
  return {"interventions", "Interventions", {kinds, keys_table(*find_table(change_tables(), "arm.*.event.*"))}};
}

Section measures_section() {
  Table daily{"Measures",
              "Recorded for all every day, and for levels, units, cohorts and terciles of the need for structure. "
              "Those of a working day are empty on day 0.",
              {{"name", "label", "unit", "meaning"}}};
  for (const Measure& m : measures())
    daily.rows.push_back({std::string(m.name), std::string(m.label), std::string(m.unit), std::string(m.sentence)});
  Table metrics{"Metrics", "One number a run (for a run of 500 days).", {{"name", "unit", "meaning"}}};
  for (const Metric& m : find_model("change")->metrics(500)) metrics.rows.push_back({m.name, m.unit, m.sentence});
  return {"measures", "Measures and metrics", {daily, metrics}};
}

Section experiment() {
  return {"experiment",
          "Keys of an experiment",
          {keys_table("Top level", "", declared_keys(experiment_keys())),
           keys_table("[design]", "Which points.", declared_keys(design_keys())),
           keys_table("[[factor]]",
                      "Beside these, `key` (one, or a list: what --set takes), `values` (a list, instead of low "
                      "and high) and `base` (one_at_a_time: its value while others vary).",
                      declared_keys(factor_keys())),
           keys_table("[keep]", "Beside these, `metrics` and `series`, lists of names.", declared_keys(keep_keys())),
           keys_table("[stop]", "An early end of each point.", declared_keys(stop_keys()))}};
}

Section order_section() {
  Table table{"The order of a day", "Every process reads yesterday's state.", {{"step", "process", "what it does"}}};
  table.rows.push_back({"1", "intervene", "the day's events edit the state that the others then call yesterday's"});
  for (const ProcessEntry& entry : order_of_a_day())
    table.rows.push_back({std::to_string(table.rows.size()), std::string(entry.name), std::string(entry.sentence)});
  table.rows.push_back(
      {std::to_string(table.rows.size()), "observe", "morale, output, barriers, phases and hours are summed by group"});
  return {"order", "The order of a day", {table}};
}

Section columns() {
  const auto of_a_day = [](std::string_view title, std::string_view sentence, std::span<const ColumnWords> list) {
    Table table{std::string(title), std::string(sentence), {{"name", "symbol", "what it is"}}};
    for (const ColumnWords& c : list)
      table.rows.push_back({std::string(c.name), std::string(c.symbol), std::string(c.sentence)});
    return table;
  };
  Table lasting{"What lasts",
                "What an employee is, from day to day; checkpoints hold it.",
                {{"name", "symbol", "unit", "start", "seen by", "changes", "what it is"}}};
  for (const ColumnWords& c : lasting_columns())
    lasting.rows.push_back({std::string(c.name), std::string(c.symbol), std::string(c.unit), std::string(c.start),
                            std::string(c.seen_by), std::string(c.changes), std::string(c.sentence)});
  return {"columns",
          "Columns of the people",
          {lasting, of_a_day("Gathered each day", "Of yesterday, before the processes.", gathered_columns()),
           of_a_day("The day in the making", "Forgotten when the day is over.", scratch_columns())}};
}

void print(const Section& section, const std::string& form) {
  if (form == "markdown") {
    std::cout << "<!-- Generated by `kantel describe " << section.name << " --markdown`; do not edit. -->\n\n# "
              << section.title << "\n";
    for (const Table& table : section.tables) {
      if (table.title != section.title) std::cout << "\n## " << table.title << "\n";
      std::cout << "\n" << (table.sentence.empty() ? "" : table.sentence + "\n\n") << markdown_table(table.rows);
    }
    return;
  }
  for (const Table& table : section.tables)
    std::cout << table.title << "\n"
              << (table.sentence.empty() ? "" : table.sentence + "\n") << "\n"
              << text_table(table.rows) << "\n";
}

nlohmann::ordered_json to_json(const Section& section) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const Table& table : section.tables) {
    auto& rows = out[table.title] = nlohmann::ordered_json::array();
    for (std::size_t r = 1; r < table.rows.size(); ++r) {
      nlohmann::ordered_json row = nlohmann::ordered_json::object();
      for (std::size_t c = 0; c < table.rows[r].size(); ++c) row[table.rows[0][c]] = table.rows[r][c];
      rows.push_back(row);
    }
  }
  return out;
}

int describe(const std::string& what, const std::string& form) {
  const Section all[] = {model(),         parameters(), policies(),  interventions(), measures_section(),
                         order_section(), columns(),    reference(), validation(),    experiment()};
  std::vector<std::string_view> names;
  for (const Section& section : all) names.push_back(section.name);
  if (!what.empty() && std::find(names.begin(), names.end(), what) == names.end())
    throw InputError({{"", 0, "describe"},
                      "there is no section \"" + what.substr(0, 60) + "\"",
                      "one of " + joined(names),
                      nearest_name(what, names)});
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const Section& section : all) {
    if (!what.empty() && section.name != what) continue;
    if (form == "json")
      json[section.name] = to_json(section);
    else
      print(section, form);
  }
  if (form == "json") std::cout << json.dump(1) << "\n";
  return 0;
}

}  // namespace

void add_describe_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* sub = app.add_subcommand(
      "describe", "Prints models, parameters, policies, interventions, measures, columns and the order of a day");
  struct Arguments {
    std::string what;
    bool json = false, markdown = false;
  };
  auto arguments = std::make_shared<Arguments>();
  sub->add_option("SECTION", arguments->what,
                  "model, parameters, policies, interventions, measures, order, reference, validation or experiment; "
                  "all when left out");
  auto* json = sub->add_flag("--json", arguments->json, "As JSON");
  sub->add_flag("--markdown", arguments->markdown, "As Markdown")->excludes(json);
  sub->footer("Example:\n  kantel describe policies");
  sub->callback([&chosen, arguments] {
    chosen = [arguments] {
      return describe(arguments->what, arguments->json ? "json" : arguments->markdown ? "markdown" : "text");
    };
  });
}

}  // namespace kantel
