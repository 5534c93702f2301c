// Facts against targets, and their two printed forms.
#include "models/organisation/stats.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "models/organisation/generate.hpp"

namespace kantel {

namespace {

// Three significant decimals are enough to read; NaN is empty.
std::string plain(double value) {
  if (std::isnan(value)) return "";
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed,
                                 value >= 100  ? 0
                                 : value >= 10 ? 1
                                               : 3);
  std::string text(buffer, end.ptr);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

}  // namespace

// A fact is met within its band widened by three standard errors of what was drawn.
std::vector<TargetFact> target_facts(const OrganisationFacts& f, const OrganisationSettings& settings) {
  std::vector<TargetFact> targets;
  const Form form = settings.form;
  if (form == Form::imported || f.employees < 2) return targets;
  const bool binding = form == Form::sector;
  const auto people = static_cast<double>(f.employees);
  const auto add = [&](std::string name, std::string target, double achieved, double low, double high,
                       std::string reason) {
    const bool met = achieved >= low && achieved <= high;
    if (reason.empty())
      reason = people < 100 ? "there are too few people" : "the generator solves expectations, this is a draw";
    targets.push_back({std::move(name), std::move(target), achieved, met, binding, met ? "" : std::move(reason)});
  };
  const std::string by_levels = binding                 ? ""
                                : form == Form::network ? "spans follow from the sizes of teams"
                                                        : "spans follow from the levels";
  const std::string by_lead =
      form == Form::network ? "who has most ties leads, and leads are a team in the chart alone" : "";
  const std::string wide =
      !by_lead.empty() ? by_lead : "teams above " + std::to_string(widest_group) + " have groups who know each other";
  const double chance_error = 1.5 / std::sqrt(people);  // three errors of a share of pairs, one pair or more a person
  add("span mean", plain(settings.span_mean), f.span_mean, settings.span_mean - 0.1 - 2.5 / people,
      settings.span_mean + 0.1 + 2.5 / people * settings.span_mean, by_levels);
  const double median = std::floor(settings.span_mean * 8 / 9 + 0.5);
  add("span median", plain(median), f.span_median, median - 0.5, median + 0.5, by_levels);
  add("span max over mean (right skew)", "at least 2", static_cast<double>(f.span_max) / f.span_mean, 2, infinite,
      by_levels);
  add("chance of a tie with the boss", plain(settings.manager_tie_probability), f.boss_tied,
      settings.manager_tie_probability - chance_error, settings.manager_tie_probability + chance_error,
      f.span_max > widest_acquaintance && by_lead.empty()
          ? "a boss knows at most " + std::to_string(widest_acquaintance) + " reports"
          : by_lead);
  add("chance of a tie between siblings", plain(settings.sibling_tie), f.siblings_tied,
      settings.sibling_tie - chance_error, settings.sibling_tie + chance_error, f.span_max > widest_group ? wide : "");
  add("informal ties inside the department", "0.333", f.inside_department, department_share_target - 0.02,
      department_share_target + 0.02,
      f.inside_by_chart > department_share_target ? "ties with boss and siblings alone are " + plain(f.inside_by_chart)
      : f.departments == 1                        ? "there is one department"
                                                  : "");
  add("clustering (transitivity)", "0.3 to 0.4", f.transitivity, 0.3 - 0.3 * chance_error, 0.4 + 0.3 * chance_error,
      binding ? "" : "wide teams decide it: siblings' ties are drawn pair by pair");
  add("mean informal degree", plain(settings.mean_degree), f.informal_degree,
      settings.mean_degree * (0.98 - chance_error), settings.mean_degree * (1.02 + chance_error),
      settings.mean_degree > people - 1 ? "there are only " + grouped(f.employees - 1) + " others"
      : f.informal_degree > settings.mean_degree
          ? "ties with boss and siblings grow with span, and a quarter of the degree stays outside"
      : f.departments == 1 ? "there is one department, where bosses and siblings decide"
                           : "");
  add("skewness of log degree (log-normal: 0)", "-0.5 to 0.5", f.log_degree_skewness, -0.5 - 4 * chance_error,
      0.5 + 4 * chance_error, binding ? "" : "the spread of spans decides it");
  return targets;
}

std::string facts_text(const OrganisationFacts& f, const std::vector<TargetFact>& targets) {
  std::string text;
  const auto line = [&](std::string_view name, const std::string& value) {
    text += std::string(name) + std::string(name.size() < 34 ? 34 - name.size() : 1, ' ') + value + "\n";
  };
  std::string depths;
  for (const std::uint64_t people : f.depth_counts) depths += (depths.empty() ? "" : "/") + std::to_string(people);
  line("employees", grouped(f.employees));
  line("managers", grouped(f.managers));
  line("units", grouped(f.units));
  line("people by level", depths);
  line("span mean, median, max", plain(f.span_mean) + ", " + plain(f.span_median) + ", " + grouped(f.span_max));
  if (f.dotted_lines > 0)
    line("dotted lines", grouped(f.dotted_lines) + ", to " + grouped(f.second_managers) + " second managers");
  if (f.mandates_from_top)
    line("mandates", f.managers > 0 ? "from the top; who leads a team is no line manager" : "at once; nobody leads");
  line("ties", grouped(f.ties));
  line("mean degree", plain(f.mean_degree));
  line("degree min, 5, 25, 50, 75, 95%, max",
       std::to_string(f.degree_min) + ", " + std::to_string(f.degree_p05) + ", " + std::to_string(f.degree_p25) + ", " +
           std::to_string(f.degree_p50) + ", " + std::to_string(f.degree_p75) + ", " + std::to_string(f.degree_p95) +
           ", " + std::to_string(f.degree_max));
  line("log degree: sd, skewness", plain(f.log_degree_sd) + ", " + plain(f.log_degree_skewness));
  line("transitivity", plain(f.transitivity) + (f.transitivity_sampled ? " (sampled)" : ""));
  line("boss links with an informal tie", plain(f.boss_tied));
  line("sibling pairs with an informal tie", plain(f.siblings_tied));
  line("departments", grouped(f.departments) + ", an average person's has " + plain(f.department_size) + " people");
  line("informal ties inside a department", plain(f.inside_department));
  line("largest connected part", plain(f.largest_component));
  if (targets.empty()) return text;
  text += "\nasked of this form                      target       achieved  \n";
  for (const TargetFact& target : targets) {
    const auto padded = [](std::string cell, std::size_t width) {
      cell.resize(std::max(cell.size() + 1, width), ' ');
      return cell;
    };
    text += padded(target.name, 40) + padded(target.target, 13) + padded(plain(target.achieved), 10) +
            (target.met       ? "met"
             : target.binding ? "missed"
                              : "reported");
    text += (target.reason.empty() ? "" : ": " + target.reason) + "\n";
  }
  return text;
}

std::string facts_json(const OrganisationFacts& f, const std::vector<TargetFact>& targets) {
  using Json = nlohmann::ordered_json;
  const auto number = [](double value) { return std::isnan(value) ? Json(nullptr) : Json(value); };
  Json json{{"employees", f.employees},
            {"managers", f.managers},
            {"units", f.units},
            {"depth_counts", f.depth_counts},
            {"span_mean", number(f.span_mean)},
            {"span_median", number(f.span_median)},
            {"span_max", f.span_max},
            {"ties", f.ties},
            {"mean_degree", number(f.mean_degree)},
            {"informal_degree", number(f.informal_degree)},
            {"degree",
             {{"min", f.degree_min},
              {"p05", f.degree_p05},
              {"p25", f.degree_p25},
              {"p50", f.degree_p50},
              {"p75", f.degree_p75},
              {"p95", f.degree_p95},
              {"max", f.degree_max}}},
            {"log_degree_sd", number(f.log_degree_sd)},
            {"log_degree_skewness", number(f.log_degree_skewness)},
            {"transitivity", number(f.transitivity)},
            {"transitivity_sampled", f.transitivity_sampled},
            {"boss_tied", number(f.boss_tied)},
            {"siblings_tied", number(f.siblings_tied)},
            {"departments", f.departments},
            {"department_size", number(f.department_size)},
            {"inside_department", number(f.inside_department)},
            {"largest_component", number(f.largest_component)}};
  if (f.dotted_lines > 0) json["dotted_lines"] = f.dotted_lines, json["second_managers"] = f.second_managers;
  if (f.mandates_from_top) json["mandates_from_top"] = true;
  json["targets"] = Json::array();
  for (const TargetFact& target : targets)
    json["targets"].push_back({{"name", target.name},
                               {"target", target.target},
                               {"achieved", number(target.achieved)},
                               {"met", target.met},
                               {"binding", target.binding},
                               {"reason", target.reason}});
  return json.dump(2) + "\n";
}

}  // namespace kantel
