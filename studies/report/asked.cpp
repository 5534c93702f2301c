#include "studies/report/asked.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

constexpr std::size_t most_colours = 6, most_pairs = 4;

bool is_known(const Results& results, const std::string& metric) {
  return std::ranges::any_of(asked_arms(results),
                             [&](const std::string& arm) { return results.metric(arm, metric).value.is_defined(); });
}

// Where a metric is drawn, by how its name begins.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> drawn_in{{{"durable", "lasting"},
                                                                                  {"gained", "lasting"},
                                                                                  {"practising", "adoption"},
                                                                                  {"retained", "adoption"},
                                                                                  {"lapsed", "adoption"},
                                                                                  {"inflection", "adoption"},
                                                                                  {"t", "adoption"},
                                                                                  {"dip", "change"},
                                                                                  {"recovery", "change"},
                                                                                  {"morale", "change"},
                                                                                  {"exits", "cost"},
                                                                                  {"money", "cost"},
                                                                                  {"", "cost"}}};

std::string figure_of(std::string_view metric) {
  return std::string(std::ranges::find_if(drawn_in, [&](const auto& one) {
                       return one.first == "t" ? metric.size() > 1 && metric[0] == 't' && metric[1] <= '9'
                                               : metric.starts_with(one.first);
                     })->second);
}

}  // namespace

std::vector<std::string> asked_arms(const Results& results) {
  return results.about.asked_arms.size() > 1 ? results.about.asked_arms : results.arms;
}

std::vector<std::string> asked_metrics(const Results& results) {
  std::vector<std::string> list = results.about.asked_metrics;
  if (list.empty()) list = {"practising_end", "durable_end", "exits"};
  std::erase_if(list, [&](const std::string& metric) { return !is_known(results, metric); });
  return list;
}

std::vector<std::string> told_arms(const Results& results) {
  std::vector<std::string> list = asked_arms(results);
  if (list.size() <= most_colours) return list;
  const auto reach = [&](const std::string& arm) {
    const double end = results.metric(arm, "practising_end").value.mean;
    return std::isfinite(end) ? end : -1;
  };
  const auto [least, most] = std::ranges::minmax_element(list, {}, reach);
  std::vector<std::string> told{list.front()};
  for (const std::string& arm : {*most, *least})
    if (std::ranges::find(told, arm) == told.end()) told.push_back(arm);
  return told;
}

std::vector<Results::Pair> asked_pairs(const Results& results) {
  const std::vector<std::string> arms =
      asked_arms(results).size() > most_colours ? told_arms(results) : asked_arms(results);
  std::vector<Results::Pair> pairs;
  for (std::size_t i = 1; i < arms.size() && pairs.size() < most_pairs; ++i) pairs.push_back({arms[0], arms[i]});
  return pairs;
}

bool tells_gain(const Results& results) { return is_known(results, "gained_durable"); }

std::vector<std::string> asked_figures(const Results& results) {
  std::vector<std::string> order;
  const auto add = [&](const std::string& figure) {
    if (std::ranges::find(order, figure) == order.end()) order.push_back(figure);
  };
  for (const std::string& metric : asked_metrics(results))
    if (const std::string figure = figure_of(metric); figure != "cost" && order.empty()) add(figure);
  if (order.empty()) add("adoption");
  for (const char* beside : {"adoption", "lasting"})
    if (order[0] == "adoption" || order[0] == "lasting") add(beside);
  add("difference"), add("uncertain");
  if (!results.about.asked_metrics.empty())
    for (const std::string& metric : asked_metrics(results)) add(figure_of(metric));
  for (const char* rest : {"adoption", "lasting", "cost", "change", "barriers", "phases", "needs", "terciles"})
    add(rest);
  return order;
}

std::string_view spoken_stem(std::string_view metric) {
  if (metric == "practising_end") return "practising";
  if (metric == "durable_end") return "durable";
  if (metric == "dip_depth" || metric == "exits") return metric;
  return "";
}

bool more_is_further(std::string_view metric) {
  return metric.starts_with("practising") || metric.starts_with("durable") || metric.starts_with("retained") ||
         metric.starts_with("gained") || metric.ends_with("_reached");
}

std::string metric_words(std::string_view metric) {
  const auto under = metric.rfind('_');
  const std::string_view day = under == std::string_view::npos ? "" : metric.substr(under + 1);
  const std::string own = "metric." + std::string(metric),
                    daily = "metric." + std::string(metric.substr(0, under)) + "_day";
  if (const std::string brief = "short." + std::string(metric); has_words(brief)) return say(brief);
  if (has_words(own)) return say(own);
  const bool of_day = !day.empty() && day.find_first_not_of("0123456789") == std::string_view::npos;
  return of_day && has_words(daily) ? say(daily, {{"day", std::string(day)}}) : "";
}

std::string metric_words(const Results& results, std::string_view metric) {
  const std::string own = "metric." + std::string(metric);
  if (has_words(own)) return say(own, {{"day", std::to_string(results.day_under_pressure())}});
  if (std::string words = metric_words(metric); !words.empty()) return words;
  for (const Definition& one : results.about.metrics)
    if (one.name == metric) return one.sentence;
  return name_words(metric);
}

}  // namespace kantel::report
