// kantel org generate, import, stats and export: organisations by themselves.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include "cli/commands.hpp"
#include "models/change/scenario/scenario.hpp"
#include "models/organisation/stats.hpp"
#include "sim/input/output_folder.hpp"

namespace kantel {

namespace {

namespace fs = std::filesystem;

struct OrgArguments {
  CommonOptions common;
  std::string form = "sector", employees, what;
  std::string chart, departments, leaders, messages, ties, graphml;
  std::map<std::string, std::string> columns;  // by key: id_column, …
};

// An [organisation] table as the command line gives it; `--set key=value` with or without "organisation." in front.
OrganisationSettings settings_of(const std::vector<std::pair<std::string, std::string>>& given,
                                 const CommonOptions& common) {
  Problems problems;
  Value document = parse_toml("[organisation]\n", "command line");
  const auto set = [&](const std::string& setting) {
    apply_setting(document, setting.starts_with("organisation.") ? setting : "organisation." + setting, problems);
  };
  for (const auto& [key, value] : given)
    if (!value.empty()) set(key + "=" + value);
  for (const std::string& setting : common.settings) set(setting);
  OrganisationSettings settings;
  read_table(*document.find("organisation"), "organisation", organisation_keys(), settings, problems);
  problems.throw_if_any();
  return settings;
}

void print_facts(const Organisation& organisation, const OrganisationSettings& settings, const Workers& workers,
                 const CommonOptions& common) {
  for (const std::string& warning : organisation.warnings) warn(warning);
  if (common.quiet) return;
  const OrganisationFacts found = facts(organisation, workers);
  const auto targets = target_facts(found, settings);
  std::cout << (common.json ? facts_json(found, targets) + "\n" : facts_text(found, targets));
}

int write_out(const Organisation& organisation, const OrganisationSettings& settings, const Workers& workers,
              const CommonOptions& common, const fs::path& default_folder) {
  OutputFolder out(common.out.empty() ? default_folder : fs::path(common.out), common.force, organisation_files);
  export_organisation(organisation, out.draft(), workers);
  out.keep();
  print_facts(organisation, settings, workers, common);
  if (!common.quiet && !common.json)
    std::cout << "Written: " << (out.path() / "chart.csv").string() << ", ties.csv and org.graphml beside it\n";
  return 0;
}

std::uint64_t seed_of(const CommonOptions::Checked& checked, const OrganisationSettings& settings) {
  return static_cast<std::uint64_t>(settings.seed ? *settings.seed : checked.overrides.seed.value_or(1));
}

int generate(const OrgArguments& arguments) {
  const auto checked = arguments.common.checked();
  const OrganisationSettings settings =
      settings_of({{"form", arguments.form}, {"employees", arguments.employees}}, arguments.common);
  const Workers workers(checked.threads, [] { return stop_requested.load(); });
  warn_of_refused(workers);
  const Organisation organisation = make_organisation(settings, "", seed_of(checked, settings), workers);
  return write_out(organisation, settings, workers, arguments.common, fs::path("results") / ("org-" + arguments.form));
}

int import(const OrgArguments& arguments) {
  const auto checked = arguments.common.checked();
  const auto quoted = [](const std::string& path) { return path.empty() ? path : quoted_text(path); };
  std::vector<std::pair<std::string, std::string>> given{{"form", "imported"},
                                                         {"chart", quoted(arguments.chart)},
                                                         {"departments", quoted(arguments.departments)},
                                                         {"leaders", arguments.leaders},
                                                         {"messages", quoted(arguments.messages)},
                                                         {"ties", quoted(arguments.ties)},
                                                         {"graphml", quoted(arguments.graphml)}};
  for (const auto& [key, name] : arguments.columns) given.emplace_back(key, quoted(name));
  const OrganisationSettings settings = settings_of(given, arguments.common);
  const Workers workers(checked.threads, [] { return stop_requested.load(); });
  warn_of_refused(workers);
  const Organisation organisation = make_organisation(settings, "", seed_of(checked, settings), workers);
  return write_out(organisation, settings, workers, arguments.common, "results/org-imported");
}

// An organisation from a folder that export wrote, or from a scenario.
std::pair<Organisation, OrganisationSettings> organisation_at(const std::string& where,
                                                              const CommonOptions::Checked& checked,
                                                              const Workers& workers) {
  if (fs::is_directory(where)) {
    const OrganisationSettings settings = settings_of_export(where);
    return {make_organisation(settings, where, 1, workers), settings};
  }
  Scenario scenario = read_scenario(where, checked.overrides);
  const std::uint32_t replicate = checked.replicate.value_or(0);
  Organisation organisation = make_organisation(scenario, replicate, workers);
  return {std::move(organisation), scenario.organisation};
}

int stats(const OrgArguments& arguments) {
  const auto checked = arguments.common.checked();
  const Workers workers(checked.threads, [] { return stop_requested.load(); });
  warn_of_refused(workers);
  const auto [organisation, settings] = organisation_at(arguments.what, checked, workers);
  print_facts(organisation, settings, workers, arguments.common);
  return 0;
}

int export_it(const OrgArguments& arguments) {
  const auto checked = arguments.common.checked();
  const Workers workers(checked.threads, [] { return stop_requested.load(); });
  warn_of_refused(workers);
  const auto [organisation, settings] = organisation_at(arguments.what, checked, workers);
  return write_out(organisation, settings, workers, arguments.common, "results/org-exported");
}

}  // namespace

void add_org_command(CLI::App& app, ChosenCommand& chosen) {
  CLI::App* org = app.add_subcommand("org", "Generates, imports, measures and exports organisations");
  org->require_subcommand(1);
  org->footer(
      "Examples:\n  kantel org generate --form directorate --employees 18000 --set levels=[5,50,1144] --out org\n"
      "  kantel org import --chart reportsto.csv --messages communication.csv --set min_messages=10 --out org\n"
      "  kantel org import --departments people.csv --ties ties.csv --leaders none --out org\n"
      "  kantel org stats org\n  kantel org export scenarios/municipality.toml --out org");
  const auto add = [&](const char* name, const char* sentence, const char* example, int (*work)(const OrgArguments&)) {
    CLI::App* sub = org->add_subcommand(name, sentence);
    auto arguments = std::make_shared<OrgArguments>();
    arguments->common.add_to(*sub);
    sub->footer(std::string("Example:\n  ") + example);
    sub->callback([&chosen, arguments, work] { chosen = [arguments, work] { return work(*arguments); }; });
    return std::pair{sub, arguments};
  };
  {
    const auto [sub, arguments] =
        add("generate", "Draws an organisation and writes chart.csv, ties.csv and org.graphml",
            "kantel org generate --form sector --employees 1000 --seed 3 --out org", generate);
    sub->add_option("--form", arguments->form, "sector, directorate, context or network")->type_name("F");
    sub->add_option("--employees", arguments->employees, "How many people")->type_name("N");
  }
  {
    const auto [sub, arguments] =
        add("import", "Reads a chart and messages, ties or GraphML, and writes them in one form",
            "kantel org import --chart chart.csv --ties ties.csv --out org", import);
    sub->add_option("--chart", arguments->chart, "CSV: id, manager id and optional columns")->type_name("C.csv");
    sub->add_option("--departments", arguments->departments, "Instead of a chart, CSV: id and unit")
        ->type_name("D.csv");
    sub->add_option("--leaders", arguments->leaders, "Of departments: central or none")->type_name("L");
    sub->add_option("--messages", arguments->messages, "CSV: sender, recipient, date")->type_name("M.csv");
    sub->add_option("--ties", arguments->ties, "CSV: a, b, layer")->type_name("T.csv");
    sub->add_option("--graphml", arguments->graphml, "GraphML file")->type_name("G");
    for (const Key<OrganisationSettings>& key : organisation_keys())
      if (key.name.ends_with("_column")) {
        std::string option = "--" + std::string(key.name);
        std::ranges::replace(option, '_', '-');
        sub->add_option(option, arguments->columns[std::string(key.name)], std::string(key.sentence))
            ->type_name("NAME");
      }
  }
  {
    const auto [sub, arguments] = add("stats", "Facts of an organisation, next to their targets",
                                      "kantel org stats scenarios/municipality.toml", stats);
    sub->add_option("WHAT", arguments->what, "Exported folder or scenario")->required();
  }
  {
    const auto [sub, arguments] = add("export", "Writes a scenario's organisation",
                                      "kantel org export scenarios/municipality.toml --out org", export_it);
    sub->add_option("WHAT", arguments->what, "Scenario or exported folder")->required();
  }
}

}  // namespace kantel
