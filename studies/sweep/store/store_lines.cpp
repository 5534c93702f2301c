#include "studies/sweep/store/store_lines.hpp"

#include <algorithm>

namespace kantel {

namespace {

// Lines that say something, each with its table: "[parameters] p = 0.1".
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  std::string table;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (line[0] == '[')
      table = line + " ";
    else
      lines.push_back(table + line);
  }
  return lines;
}

}  // namespace

std::vector<std::string> differing_lines(std::string_view before, std::string_view after) {
  constexpr std::size_t most = 12, longest_common = 4000;
  if (before == after) return {};
  const std::vector<std::string> a = lines_of(before), b = lines_of(after);
  std::vector<std::string> out;
  // Longest common subsequence, between the equal head and the equal tail.
  std::size_t head = 0, tail = 0;
  while (head < a.size() && head < b.size() && a[head] == b[head]) ++head;
  while (tail < a.size() - head && tail < b.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const std::size_t rows = std::min(a.size() - head - tail, longest_common),
                    columns = std::min(b.size() - head - tail, longest_common);
  std::vector<std::vector<std::uint16_t>> common(rows + 1, std::vector<std::uint16_t>(columns + 1, 0));
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      common[i][j] = a[head + i] == b[head + j] ? static_cast<std::uint16_t>(common[i + 1][j + 1] + 1)
                                                : std::max(common[i + 1][j], common[i][j + 1]);
  for (std::size_t i = 0, j = 0; i < rows || j < columns;) {
    if (i < rows && j < columns && a[head + i] == b[head + j])
      ++i, ++j;
    else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1]))
      out.push_back("- " + a[head + i++]);
    else
      out.push_back("+ " + b[head + j++]);
  }
  if (out.empty()) out.push_back("the same lines under other headings");
  if (out.size() > most) {
    const std::size_t more = out.size() - most;
    out.resize(most);
    out.push_back("and " + std::to_string(more) + " lines more");
  }
  return out;
}

}  // namespace kantel
