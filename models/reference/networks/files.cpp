// Networks from files: a CSV of edges, or a degree sequence. Every row that is wrong is reported with its line.
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <tuple>

#include "models/organisation/import.hpp"
#include "models/organisation/import_chart.hpp"
#include "models/reference/networks/forms.hpp"
#include "sim/input/columns.hpp"

namespace kantel {

namespace {

constexpr double largest_weight = 1e12;  // so that no sum of a row is infinite

template <class Number>
std::optional<Number> number_in(const std::string& text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end) return {};
  return number;
}

struct Edge {
  Employee a, b;
  double weight;
  int line;
};

struct EdgesFile {
  std::vector<Edge> edges;
  std::vector<std::string> names;
  bool weighted = false;
};

EdgesFile read_rows(const std::filesystem::path& path, Problems& problems) {
  const std::string file = path.string();
  EdgesFile out;
  Labels people(out.names);
  std::size_t columns = 0, a_at = 0, b_at = 0, weight_at = 0;
  ProblemsOfAKind lengths(problems, file, "rows of another length"), ids(problems, file, "rows without an id"),
      weights(problems, file, "weights that are none");
  read_csv(
      path,
      [&](CsvRow header) {
        Problems wrong;
        CsvColumns found(header, file, wrong);
        columns = found.size();
        const int a = found.need(columns::one_end), b = found.need(columns::other_end),
                  weight = found.find(columns::weight);
        wrong.throw_if_any();
        a_at = static_cast<std::size_t>(a);
        b_at = static_cast<std::size_t>(b);
        out.weighted = weight >= 0;
        weight_at = static_cast<std::size_t>(std::max(weight, 0));
      },
      [&](CsvRow row) {
        if (row.fields.size() != columns) {
          lengths.add(row.line, "", "has " + std::to_string(row.fields.size()) + " fields",
                      std::to_string(columns) + " as the header has");
          return;
        }
        const std::string &a = row.fields[a_at], &b = row.fields[b_at];
        if (a.empty() || b.empty()) {
          ids.add(row.line, a.empty() ? "a" : "b", "is empty", "an id");
          return;
        }
        double weight = 1;
        if (out.weighted) {
          const std::string& text = row.fields[weight_at];
          const std::optional<double> read = number_in<double>(text);
          if (!read || !(*read >= 0 && *read <= largest_weight)) {
            weights.add(row.line, "weight", shown(text) + " is not a weight", range_text(0, largest_weight));
            return;
          }
          weight = *read;
        }
        const Employee from = people.index(a), to = people.index(b);
        out.edges.push_back({from, to, weight, row.line});
      });
  return out;
}

// People called 0 to N-1 keep these numbers; others are numbered as they first appear.
void keep_numbers(EdgesFile& file) {
  std::vector<Employee> number;
  std::vector<bool> taken(file.names.size());
  for (const std::string& name : file.names) {
    const auto read = number_in<Employee>(name);
    if (!read || *read >= taken.size() || taken[*read] || std::to_string(*read) != name) return;
    taken[*read] = true;
    number.push_back(*read);
  }
  for (std::size_t v = 0; v < number.size(); ++v) file.names[v] = std::to_string(v);
  for (Edge& edge : file.edges) edge = {number[edge.a], number[edge.b], edge.weight, edge.line};
}

std::string left_out(const std::string& file, std::size_t count, std::string_view thing, std::string_view which) {
  return file + ": left out " + std::to_string(count) + " " + std::string(thing) + (count == 1 ? " " : "s ") +
         std::string(which);
}

// Rows of whom each listens to. A pair written twice is an error when the weights could differ, else left out.
WeightedTies weighted_rows(EdgesFile& read, bool directed, const std::string& file, Problems& problems,
                           std::vector<std::string>& warnings) {
  if (!directed)
    for (std::size_t i = 0, count = read.edges.size(); i < count; ++i)
      if (const Edge edge = read.edges[i]; edge.a != edge.b)
        read.edges.push_back({edge.b, edge.a, edge.weight, edge.line});
  std::sort(read.edges.begin(), read.edges.end(),
            [](const Edge& x, const Edge& y) { return std::tie(x.a, x.b, x.line) < std::tie(y.a, y.b, y.line); });
  WeightedTies out;
  out.begins.assign(read.names.size() + 1, 0);
  std::size_t repeats = 0, weightless = 0;
  std::map<int, int> first_line;  // of a repeated row's pair
  const Edge* kept = nullptr;
  for (const Edge& edge : read.edges) {
    if (kept && kept->a == edge.a && kept->b == edge.b) {
      ++repeats;
      first_line.emplace(edge.line, kept->line);
      continue;
    }
    kept = &edge;
    if (edge.weight == 0) {
      ++weightless;
      continue;
    }
    ++out.begins[edge.a + 1];
    out.targets.push_back(edge.b);
    out.weights.push_back(edge.weight);
  }
  for (std::size_t v = 1; v < out.begins.size(); ++v) out.begins[v] += out.begins[v - 1];
  if (read.weighted) {
    ProblemsOfAKind doubles(problems, file, "pairs written again");
    for (const auto& [line, first] : first_line)
      doubles.add(line, "", "the same pair as on line " + std::to_string(first), "each pair once");
  } else if (repeats > 0) {
    warnings.push_back(left_out(file, repeats, "edge", "written before"));
  }
  if (weightless > 0) warnings.push_back(left_out(file, weightless, "edge", "of weight 0"));
  return out;
}

}  // namespace

void read_edges(const std::filesystem::path& path, bool directed, const Workers& workers, Problems& problems,
                ReferenceNetwork& out) {
  const std::string file = path.string();
  EdgesFile read = read_rows(path, problems);
  keep_numbers(read);
  const auto people = static_cast<Employee>(read.names.size());
  if (directed || read.weighted) {
    out.weighted = weighted_rows(read, directed, file, problems, out.warnings);
  } else {
    std::vector<Tie> ties;
    for (const Edge& edge : read.edges)
      if (edge.a != edge.b) ties.push_back({edge.a, edge.b});
    out.ties = Network::from_ties(people, ties, workers);
    const std::size_t selves = read.edges.size() - ties.size(), repeats = ties.size() - out.ties.ties_count();
    if (selves > 0) out.warnings.push_back(left_out(file, selves, "tie", "of somebody with themselves"));
    if (repeats > 0) out.warnings.push_back(left_out(file, repeats, "tie", "written before"));
  }
  if (people == 0) problems.add({file, 0, ""}, "has no edges", "at least one row below the header");
  out.people = people;
}

// One degree a line, or a CSV with a column `degree`; the people are numbered in the order of the rows.
std::vector<std::uint32_t> read_degrees(const std::filesystem::path& path, Problems& problems) {
  const std::string file = path.string();
  std::vector<std::pair<std::uint32_t, int>> rows;  // degree, line
  std::size_t columns = 1, at = 0;
  ProblemsOfAKind lengths(problems, file, "rows of another length"), none(problems, file, "degrees that are none");
  const auto row = [&](CsvRow fields) {
    if (fields.fields.size() != columns) {
      lengths.add(fields.line, "", "has " + std::to_string(fields.fields.size()) + " fields",
                  std::to_string(columns) + " as the first line has");
      return;
    }
    const std::optional<std::uint32_t> degree = number_in<std::uint32_t>(fields.fields[at]);
    if (degree)
      rows.emplace_back(*degree, fields.line);
    else
      none.add(fields.line, "degree", shown(fields.fields[at]) + " is not a degree", "a whole number, at least 0");
  };
  read_csv(
      path,
      [&](CsvRow header) {
        Problems wrong;
        const int named = CsvColumns(header, file, wrong).find("degree");
        columns = header.fields.size();
        if (named >= 0)
          at = static_cast<std::size_t>(named);
        else if (columns == 1 && number_in<std::uint32_t>(header.fields[0]))
          row(header);
        else
          throw InputError({{file, header.line, ""},
                            "is neither a degree nor a header with a column “degree”",
                            "one degree a line, or a CSV with a column degree",
                            ""});
      },
      row);
  std::vector<std::uint32_t> degrees;
  std::uint64_t stubs = 0;
  const bool whole = !problems.any();  // otherwise people are missing from the count
  for (const auto& [degree, line] : rows) {
    if (degree >= rows.size() && whole)
      none.add(line, "degree", "is " + std::to_string(degree) + " among " + std::to_string(rows.size()) + " people",
               "below the number of people");
    degrees.push_back(degree);
    stubs += degree;
  }
  if (rows.empty() && whole) problems.add({file, 0, ""}, "has no degrees", "at least one");
  if (stubs >= 0xFFFFFFFF) problems.add({file, 0, "degree"}, "sums to " + std::to_string(stubs), "below 2^32");
  return degrees;
}

}  // namespace kantel
