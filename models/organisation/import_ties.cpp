// Ties from an edge list or a message log. A log of any length streams: only one running sum a pair is kept.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <unordered_set>

#include "models/organisation/import.hpp"
#include "sim/input/csv.hpp"
#include "sim/mathematics.hpp"
#include "sim/random.hpp"

namespace kantel {

namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

int column_named(std::span<const std::string> header, std::initializer_list<std::string_view> names, int otherwise) {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (std::find(names.begin(), names.end(), lower(header[i])) != names.end()) return static_cast<int>(i);
  return otherwise;
}

// "2010-01-02", "2010-01-02 17:40:10", "2010-01-02T17:40:10.5Z" as days since 1970; a zone is read over.
std::optional<double> day_of(std::string_view text) {
  std::size_t at = 0;
  const auto number = [&](std::size_t digits) -> int {
    int value = -1;
    if (at + digits > text.size()) return -1;
    const auto read = std::from_chars(text.data() + at, text.data() + at + digits, value);
    at += digits;
    return read.ptr == text.data() + at ? value : -1;
  };
  const auto sign = [&](std::string_view allowed) {
    return at < text.size() && allowed.find(text[at++]) != std::string_view::npos;
  };
  const int year = number(4);
  if (year < 0 || !sign("-/")) return {};
  const int month = number(2);
  if (month < 0 || !sign("-/")) return {};
  const int day = number(2);
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(std::max(month, 0))),
                                         std::chrono::day(static_cast<unsigned>(std::max(day, 0))));
  if (!date.ok()) return {};
  const auto days = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count());
  if (at == text.size()) return days;
  if (!sign(" T")) return {};
  const int hour = number(2);
  if (hour < 0 || hour > 24 || !sign(":")) return {};
  const int minute = number(2);
  int second = 0;
  if (at < text.size() && text[at] == ':') {
    ++at;
    second = number(2);
  }
  if (minute < 0 || minute > 59 || second < 0 || second > 60) return {};
  return days + (hour * 3600 + minute * 60 + second) / 86400.0;
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

}  // namespace

std::vector<Tie> ties_from_list(const std::filesystem::path& path, const Ids& ids, Problems& problems,
                                std::vector<std::string>& warnings) {
  const std::string file = path.string();
  std::vector<Tie> ties;
  std::size_t columns = 0, selves = 0, other_layers = 0;
  int a_at = 0, b_at = 1, layer_at = -1;
  {
    ProblemsOfAKind lengths(problems, file, "rows of another length"),
        unknown(problems, file, "ids that are not in the chart");
    read_csv(
        path,
        [&](CsvRow header) {
          columns = header.fields.size();
          if (columns < 2)
            throw InputError({{file, header.line, ""}, "has one column", "columns a, b and perhaps layer", ""});
          a_at = column_named(header.fields, {"a"}, 0);
          b_at = column_named(header.fields, {"b"}, a_at == 1 ? 0 : 1);
          layer_at = column_named(header.fields, {"layer"}, -1);
        },
        [&](CsvRow row) {
          if (row.fields.size() != columns) {
            lengths.add(row.line, "", "has " + std::to_string(row.fields.size()) + " fields",
                        std::to_string(columns) + " as the header has");
            return;
          }
          std::array<Employee, 2> ends{};
          for (const auto& [end, at] : {std::pair{0u, a_at}, {1u, b_at}}) {
            const std::string& id = row.fields[static_cast<std::size_t>(at)];
            ends[end] = ids.find(id);
            if (ends[end] == nobody)
              unknown.add(row.line, "", shown(id) + " is not in the chart", "", unknown.full() ? "" : ids.nearest(id));
          }
          Layer layer = Layer::informal;
          if (layer_at >= 0) {
            const std::string& name = row.fields[static_cast<std::size_t>(layer_at)];
            const auto found = std::find(layer_names.begin(), layer_names.end(), name);
            if (found != layer_names.end())
              layer = static_cast<Layer>(found - layer_names.begin());
            else if (!name.empty())
              ++other_layers;
          }
          if (ends[0] == nobody || ends[1] == nobody) return;
          if (ends[0] == ends[1])
            ++selves;
          else
            ties.push_back({ends[0], ends[1], layer});
        });
  }
  if (selves > 0)
    warnings.push_back(file + ": left out " + count(selves, "tie", "ties") + " of somebody with themselves");
  if (other_layers > 0)
    warnings.push_back(file + ": " + count(other_layers, "tie", "ties") + " of a layer other than " +
                       joined(layer_names) + " read as informal");
  return ties;
}

std::vector<Tie> ties_from_messages(const std::filesystem::path& path, const OrganisationSettings& settings,
                                    const Ids& ids, Problems& problems, std::vector<std::string>& warnings) {
  const std::string file = path.string();
  const bool decays = settings.half_life < infinite;
  // The weight 2^(-age / half_life), age in days before the last message, is kept relative to a pair's own last
  // message: the log need not be sorted and is read once.
  struct Sum {
    double weight = 0, day = 0;
  };
  const auto worth = [&](double age) { return exponential(-age / settings.half_life * 0.693147180559945309); };
  struct PairHash {
    std::size_t operator()(std::uint64_t pair) const { return hashed(pair); }
  };
  tsl::robin_map<std::uint64_t, Sum, PairHash> pairs;
  std::unordered_set<std::string> outsiders;
  std::size_t columns = 0, left_out = 0;
  int from = 0, to = 1, date = -1;
  double last_day = -infinite;
  {
    ProblemsOfAKind lengths(problems, file, "rows of another length"),
        dates(problems, file, "dates that cannot be read");
    read_csv(
        path,
        [&](CsvRow header) {
          columns = header.fields.size();
          if (columns < 2)
            throw InputError(
                {{file, header.line, ""}, "has one column", "columns of senders, recipients and perhaps dates", ""});
          from = column_named(header.fields, {"sender", "from", "source"}, 0);
          to = column_named(header.fields, {"recipient", "receiver", "to", "target"}, from == 1 ? 0 : 1);
          date =
              column_named(header.fields, {"eventdate", "date", "time", "timestamp", "datetime"}, columns > 2 ? 2 : -1);
          if (decays && date < 0)
            throw InputError({{file, header.line, ""},
                              "has no column of dates, which organisation.half_life needs",
                              "a third column with dates like 2010-01-31 or 2010-01-31 17:40:10",
                              ""});
        },
        [&](CsvRow row) {
          if (row.fields.size() != columns) {
            lengths.add(row.line, "", "has " + std::to_string(row.fields.size()) + " fields",
                        std::to_string(columns) + " as the header has");
            return;
          }
          double day = 0;
          if (decays) {
            const std::string& text = row.fields[static_cast<std::size_t>(date)];
            const std::optional<double> read = day_of(text);
            if (!read) {
              dates.add(row.line, "", shown(text) + " is not a date", "dates like 2010-01-31 or 2010-01-31 17:40:10");
              return;
            }
            day = *read;
            last_day = std::max(last_day, day);
          }
          const std::string &sender = row.fields[static_cast<std::size_t>(from)],
                            &recipient = row.fields[static_cast<std::size_t>(to)];
          const Employee a = ids.find(sender), b = ids.find(recipient);
          if (a == nobody) outsiders.insert(sender);
          if (b == nobody) outsiders.insert(recipient);
          if (a == nobody || b == nobody) {
            ++left_out;
            return;
          }
          if (a == b) return;
          Sum& sum = pairs[std::uint64_t{std::min(a, b)} << 32 | std::max(a, b)];
          if (!decays) {
            sum.weight += 1;
          } else if (sum.weight == 0 || day >= sum.day) {
            sum.weight = sum.weight * worth(day - sum.day) + 1;
            sum.day = day;
          } else {
            sum.weight += worth(sum.day - day);
          }
        });
  }
  if (!outsiders.empty())
    warnings.push_back(file + ": " + count(outsiders.size(), "account", "accounts") + " outside the chart; left out " +
                       count(left_out, "message", "messages") + " from or to them");
  std::vector<Tie> ties;
  for (const auto& [pair, sum] : pairs) {
    const double weight = decays ? sum.weight * worth(last_day - sum.day) : sum.weight;
    if (weight >= settings.min_messages)
      ties.push_back({static_cast<Employee>(pair >> 32), static_cast<Employee>(pair), Layer::informal});
  }
  return ties;
}

}  // namespace kantel
