#include "studies/sweep/report/shown.hpp"

namespace kantel::figures {

using report::html;

Json number(double value) { return std::isfinite(value) ? Json::parse(report::shortest(value, 5)) : Json(); }

std::string Shown::cell(double value, std::pair<double, double> domain) const {
  const double shown = scale == report::Scale::percent ? 100 * value : drawn(value);
  const double span = (domain.second - domain.first) * (scale == report::Scale::percent ? 100 : 1);
  const int decimals =
      span >= 20 ? 0 : std::min(4, static_cast<int>(std::ceil(2 - std::log10(std::max(span, .01)))) - 1);
  std::string text = std::abs(shown) >= 1000 ? report::grouped_whole(shown) : report::fixed(shown, decimals);
  if (is_difference && shown > 0 && text.find_first_of("123456789") != std::string::npos) text.insert(0, "+");
  return text;
}

std::string told_runs(const Pooled& over) {
  return report::grouped(over.value.n) + (over.value.n < over.runs ? " of " + report::grouped(over.runs) : "");
}

std::string title_of(const Factor& factor) { return factor.name + (factor.unit.empty() ? "" : ", " + factor.unit); }

std::pair<double, double> extremes(const std::vector<double>& values) {
  std::pair<double, double> ends{undefined, undefined};
  for (const double value : values)
    if (std::isfinite(value)) ends = {std::fmin(ends.first, value), std::fmax(ends.second, value)};
  return ends;
}

std::pair<double, double> domain_of(const std::vector<double>& values, bool from_zero) {
  auto [low, high] = extremes(values);
  if (std::isnan(low)) return {0, 1};
  const bool at_zero = from_zero && low >= 0;
  if (at_zero) low = 0;
  if (low == high) return {low - .5 * (std::abs(low) + 1e-9), high + .5 * (std::abs(high) + 1e-9)};
  const double room = .04 * (high - low);
  return {at_zero ? 0 : low - room, high + room};
}
Json pair_json(const std::pair<double, double>& pair) { return {number(pair.first), number(pair.second)}; }

std::string table(const std::string& caption, const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows) {
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + html(caption) +
                    "\"><table class=\"numbers\">\n<caption><span>" + html(caption) + "</span></caption>\n<thead><tr>";
  for (const std::string& cell : header) out += "<th scope=\"col\">" + html(cell) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c)
      out += c == 0 ? "<th scope=\"row\">" + html(row[c]) + "</th>" : "<td>" + html(row[c]) + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

void add(SweepFigures& to, const std::string& id, const std::string& title, const std::vector<std::string>& titles,
         Json panels, const std::string& before, const std::string& sentence, const std::string& numbers) {
  if (panels.empty()) return;
  for (std::size_t i = 0; i < panels.size(); ++i) panels[i]["title"] = titles[i];
  const char* columns = panels.size() == 1 ? "one" : "two";
  const bool is_main = to.main.empty() || id.ends_with("-" + to.main);
  (is_main ? to.html : to.more) +=
      report::to_html({id, title, before, report::plots(id, titles, columns), sentence, numbers});
  if (is_main) to.contents += "<li><a href=\"#" + id + "\">" + html(title) + "</a></li>\n";
  to.data[id] = std::move(panels);
}

std::string short_words(const Metric& metric) {
  const std::string words = report::metric_words(metric.name);
  return words.empty() ? report::capitalised(report::name_words(metric.name)) : words;
}

std::string described(const Metric& metric) {
  return report::capitalised(metric.sentence) + (metric.sentence == metric.name ? "" : " (" + metric.name + ")");
}

std::string undefined_note(bool any) {
  return any ? " It is not defined in every run, such as a day that never came: means are over the runs in which it "
               "is, "
               "whose number stands in the table."
             : "";
}

}  // namespace kantel::figures
