// Tables for people: columns aligned in characters, as plain text or as Markdown.
#pragma once
#include <string>
#include <vector>

namespace kantel {

using TableRow = std::vector<std::string>;

// The first column is left-aligned, the others too unless `numbers`. Columns are parted by two spaces.
std::string text_table(const std::vector<TableRow>& rows, bool numbers = false);
std::string markdown_table(const std::vector<TableRow>& rows);  // the first row is the header

}  // namespace kantel
