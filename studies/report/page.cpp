#include "studies/report/page.hpp"

#include <algorithm>
#include <fstream>
#include <string_view>

#include "report_files.hpp"
#include "sim/input/diagnostics.hpp"
#include "sim/input/files.hpp"
#include "studies/report/charts.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

constexpr std::string_view words_slot = "say ";  // "{{say table.title}}": words of the catalogue

std::string filled(std::string_view page, const Slots& slots) {
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    const auto open = page.find("{{", at);
    const auto close = open == std::string_view::npos ? std::string_view::npos : page.find("}}", open);
    if (close == std::string_view::npos) return out += page.substr(at);
    out += page.substr(at, open - at);
    const std::string_view name = page.substr(open + 2, close - open - 2);
    out += name.starts_with(words_slot) ? html(say(name.substr(words_slot.size()))) : slots.at(std::string(name));
    at = close + 2;
  }
  return out;
}

// Library texts stand in script elements: their source-map line would make a browser look for a file.
std::string script(const char* file) {
  std::string text(report_files(file));
  if (const auto map = text.rfind("//# sourceMappingURL="); map != std::string::npos) text.erase(map);
  return "<script>" + text + "</script>\n";
}

// A page is written over an earlier one, and over nothing else: the name of a store may end in .html.
void refuse_other_files(const std::filesystem::path& path) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return;
  std::string beginning(1 << 16, '\0');
  std::ifstream in(path, std::ios::binary);
  in.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
  if (in.bad())
    throw InputError({{path.string(), 0, ""}, "is there and cannot be read", "another place for the report", ""});
  beginning.resize(static_cast<std::size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  if (beginning.starts_with("<!doctype html>") && beginning.find(" · Kantel</title>") != std::string::npos) return;
  throw InputError({{path.string(), 0, ""}, "is there and is no report of Kantel", "another place for the report", ""});
}

}  // namespace

std::string inside_script(std::string json) {
  for (auto at = json.find('<'); at != std::string::npos; at = json.find('<', at)) json.replace(at, 1, "\\u003c");
  return json;
}

void write_page(const char* page, Slots slots, const std::string& chart_data, const std::filesystem::path& path) {
  refuse_other_files(path);
  slots["language"] = std::string(code_of(Speaking::now()));
  slots["style"] = std::string(report_files("report.css"));
  slots["specifications"] = chart_specifications();
  slots["data"] = inside_script(chart_data);
  slots["scripts"] = script("vega.min.js") + script("vega-lite.min.js") + script("vega-interpreter.min.js") +
                     script("charts.js") + script("report.js");
  slots["body"] = filled(report_files(page), slots);
  write_whole_file(path, filled(report_files("frame.html"), slots));
}

}  // namespace kantel::report
