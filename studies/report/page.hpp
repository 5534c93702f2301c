// A page: its body's template in web/ with what is put in, inside web/frame.html, which all pages share. Every page
// carries its style, charts and scripts and asks the network for nothing.
#pragma once
#include <filesystem>
#include <map>
#include <string>

namespace kantel::report {

using Slots = std::map<std::string, std::string, std::less<>>;

// Fills "{{name}}" in the templates and writes the page, whole or not at all; "title" is wanted by the frame.
// `chart_data`: JSON, panels by figure.
void write_page(const char* page, Slots slots, const std::string& chart_data, const std::filesystem::path& path);

// JSON that may stand inside a script element.
std::string inside_script(std::string json);

}  // namespace kantel::report
