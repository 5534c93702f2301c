// Ties from an edge list or a message log. A log of any length streams: only one running sum a pair is kept.
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <unordered_set>

#include "models/organisation/import.hpp"
#include "sim/input/columns.hpp"
#include "sim/mathematics.hpp"
#include "sim/random.hpp"

namespace kantel {

namespace {

// A header that holds ids of the chart is none: the file has no header, and its first row would be lost.
void refuse_ids_as_names(CsvRow header, const std::string& file, const Ids& ids) {
  std::size_t known = 0;
  for (const std::string& name : header.fields) known += ids.find(name) != nobody;
  if (known >= 2)
    throw InputError(
        {{file, header.line, ""},
         "the first line holds ids of the chart (" + shown(header.fields[0]) + ", …), not names of columns",
         "a header, such as a,b or sender,recipient,date",
         ""});
}

// ".5", "Z", "UTC", "+01:00" and the like, after the seconds of a time; a zone is read over.
bool ends_a_time(std::string_view rest) {
  const auto digits = [&](std::size_t most) {
    std::size_t n = 0;
    while (n < most && !rest.empty() && rest[0] >= '0' && rest[0] <= '9') rest.remove_prefix(1), ++n;
    return n;
  };
  if (rest.starts_with('.') || rest.starts_with(',')) {
    rest.remove_prefix(1);
    if (digits(rest.size()) == 0) return false;
  }
  while (rest.starts_with(' ')) rest.remove_prefix(1);
  if (rest.starts_with('+') || rest.starts_with('-')) {
    rest.remove_prefix(1);
    if (digits(2) != 2) return false;
    if (rest.starts_with(':')) rest.remove_prefix(1);
    return rest.empty() || (digits(2) == 2 && rest.empty());
  }
  return rest.empty() || rest == "Z" || rest == "UTC" || rest == "GMT";
}

// "2010-01-02", "2010-01-02 17:40", "2010-01-02T17:40:10.5Z" as days since 1970.
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
  if (minute < 0 || minute > 59 || second < 0 || second > 60 || !ends_a_time(text.substr(at))) return {};
  return days + (hour * 3600 + minute * 60 + second) / 86400.0;
}

// A weight as a table holds it; NaN for a cell without one.
std::optional<double> weight_in(const std::string& text) {
  const std::string small = lower_case(text);
  if (small.empty() || small == "nan" || small == "na" || small == "null") return undefined;
  double weight = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return {};
  return weight;
}

// How much a row stands for; nothing where that is nothing, which is counted, or no amount, which is a problem.
std::optional<double> amount_in(const CsvRow& row, int at, const std::string& what, ProblemsOfAKind& wrong,
                                std::size_t& without) {
  if (at < 0) return 1;
  const std::string& text = row.fields[static_cast<std::size_t>(at)];
  const std::optional<double> amount = weight_in(text);
  if (!amount || *amount < 0)
    wrong.add(row.line, what, shown(text) + " is not a " + what, "a number, at least 0");
  else if (*amount > 0)
    return amount;
  else  // NaN too
    ++without;
  return {};
}

// Calls visit(part) for what a field holds, several being separated by ; or , outside of quotes.
template <class Visit>
void for_each_recipient(std::string_view field, Visit visit) {
  bool quoted = false;
  for (std::size_t begin = 0, at = 0; at <= field.size(); ++at) {
    if (at < field.size() && field[at] == '"') quoted = !quoted;
    if (at < field.size() && (quoted || (field[at] != ';' && field[at] != ','))) continue;
    std::string_view part = field.substr(begin, at - begin);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) visit(part);
    begin = at + 1;
  }
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string(n == 1 ? one : many);
}

}  // namespace

std::vector<Tie> ties_from_list(const std::filesystem::path& path, const OrganisationSettings& settings, const Ids& ids,
                                Problems& problems, std::vector<std::string>& warnings, const Workers& workers) {
  const std::string file = path.string();
  std::vector<Tie> ties;
  const TiesRead reading{file, problems, warnings, workers};
  bool is_empty_export = false;  // of an organisation without ties
  std::size_t columns = 0, selves = 0, other_layers = 0, weightless = 0;
  int a_at = -1, b_at = -1, layer_at = -1, weight_at = -1;
  const bool weighted = !settings.weight_column.empty();
  {
    ProblemsOfAKind lengths(problems, file, "rows of another length"),
        unknown(problems, file, "ids that are not in the chart"), weights(problems, file, "weights that are none");
    read_csv(
        path,
        [&](CsvRow header) {
          Problems wrong;
          CsvColumns found(header, file, wrong);
          columns = found.size();
          a_at = found.need(columns::one_end, settings.from_column, "organisation.from_column");
          b_at = found.need(columns::other_end, settings.to_column, "organisation.to_column");
          if (a_at < 0 || b_at < 0) refuse_ids_as_names(header, file, ids);
          if (a_at >= 0 && a_at == b_at)
            wrong.add({file, header.line, "organisation.to_column"}, "is the column of the other end too");
          wrong.throw_if_any();
          is_empty_export = std::ranges::equal(header.fields, std::array{"a", "b", "layer"});
          layer_at = found.find(columns::layer);
          weight_at = found.find(columns::weight, settings.weight_column, "organisation.weight_column");
          if (weighted) wrong.throw_if_any();
          if (const std::string left = found.unread(); !left.empty()) warnings.push_back(file + ": " + left);
        },
        [&](CsvRow row) {
          reading.poll(static_cast<std::size_t>(row.line));
          is_empty_export = false;
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
          std::uint8_t weight = by_layer;
          if (weighted) {
            const std::string& text = row.fields[static_cast<std::size_t>(weight_at)];
            const std::optional<std::uint8_t> given = TiesRead::weight_of(text);
            if (!given)
              weights.add(row.line, settings.weight_column, shown(text) + " is not a weight", allowed_weights);
            weight = given.value_or(by_layer);
          }
          if (ends[0] == nobody || ends[1] == nobody) return;
          if (!weighted && !amount_in(row, weight_at, "weight", weights, weightless)) return;
          if (ends[0] == ends[1])
            ++selves;
          else
            ties.push_back({ends[0], ends[1], layer, weight});
        });
  }
  if (weightless > 0)
    warnings.push_back(file + ": left out " + count(weightless, "tie", "ties") + " of weight 0 or none");
  if (selves > 0)
    warnings.push_back(file + ": left out " + count(selves, "tie", "ties") + " of somebody with themselves");
  if (other_layers > 0)
    warnings.push_back(file + ": " + count(other_layers, "tie", "ties") + " of a layer other than " +
                       joined(layer_names) + " read as informal");
  if (!is_empty_export) reading.demand_some(ties, ids, "a file whose ids are the chart's");
  return ties;
}

std::vector<Tie> ties_from_messages(const std::filesystem::path& path, const OrganisationSettings& settings,
                                    const Ids& ids, Problems& problems, std::vector<std::string>& warnings,
                                    const Workers& workers) {
  const std::string file = path.string();
  const TiesRead reading{file, problems, warnings, workers};
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
  std::size_t columns = 0, left_out = 0, countless = 0;
  int from = -1, to = -1, date = -1, count_at = -1;
  double last_day = -infinite;
  {
    ProblemsOfAKind lengths(problems, file, "rows of another length"),
        dates(problems, file, "dates that cannot be read"), counts(problems, file, "counts that are none");
    read_csv(
        path,
        [&](CsvRow header) {
          Problems wrong;
          CsvColumns found(header, file, wrong);
          columns = found.size();
          from = found.need(columns::sender, settings.from_column, "organisation.from_column");
          to = found.need(columns::recipient, settings.to_column, "organisation.to_column");
          if (from < 0 || to < 0) refuse_ids_as_names(header, file, ids);
          if (from >= 0 && from == to)
            wrong.add({file, header.line, "organisation.to_column"}, "is the column of senders too");
          if (decays || !settings.date_column.empty())
            date = found.find(columns::date, settings.date_column, "organisation.date_column");
          count_at = found.find(columns::count, settings.count_column, "organisation.count_column");
          if (decays && date < 0 && settings.date_column.empty())
            wrong.add({file, header.line, ""}, "has no column of dates, which organisation.half_life needs",
                      "a column date with dates like 2010-01-31 or 2010-01-31 17:40:10, or organisation.date_column = "
                      "its name");
          wrong.throw_if_any();
          if (const std::string left = found.unread(); !left.empty()) warnings.push_back(file + ": " + left);
        },
        [&](CsvRow row) {
          reading.poll(static_cast<std::size_t>(row.line));
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
              dates.add(row.line, "", shown(text) + " is not a date",
                        "dates like 2010-01-31 or 2010-01-31 17:40:10, hours from 0 to 24");
              return;
            }
            day = *read;
            last_day = std::max(last_day, day);
          }
          const std::optional<double> messages = amount_in(row, count_at, "count", counts, countless);
          if (!messages) return;
          const auto person = [&](std::string_view account) {
            if (const Employee exact = ids.find(account); exact != nobody) return exact;
            if (outsiders.contains(std::string(account))) return nobody;
            const Employee found = ids.find_address(account);
            if (found == nobody) outsiders.emplace(account);
            return found;
          };
          const Employee a = person(row.fields[static_cast<std::size_t>(from)]);
          const auto send = [&](Employee b) {
            if (a == nobody || b == nobody) {
              ++left_out;
              return;
            }
            if (a == b) return;
            Sum& sum = pairs[std::uint64_t{std::min(a, b)} << 32 | std::max(a, b)];
            if (!decays) {
              sum.weight += *messages;
            } else if (sum.weight == 0 || day >= sum.day) {
              sum.weight = sum.weight * worth(day - sum.day) + *messages;
              sum.day = day;
            } else {
              sum.weight += *messages * worth(sum.day - day);
            }
          };
          const std::string& recipients = row.fields[static_cast<std::size_t>(to)];
          if (const Employee b = ids.find(recipients);
              b != nobody || recipients.find_first_of(";,") == std::string::npos)
            send(b != nobody ? b : person(recipients));
          else
            for_each_recipient(recipients, [&](std::string_view one) { send(person(one)); });
        });
  }
  if (!outsiders.empty())
    warnings.push_back(file + ": " + count(outsiders.size(), "account", "accounts") + " outside the chart; left out " +
                       count(left_out, "message", "messages") + " from or to them");
  if (countless > 0)
    warnings.push_back(file + ": left out " + count(countless, "row", "rows") + " of 0 messages or none");
  std::vector<Tie> ties;
  for (const auto& [pair, sum] : pairs) {
    const double weight = decays ? sum.weight * worth(last_day - sum.day) : sum.weight;
    if (weight >= settings.min_messages)
      ties.push_back({static_cast<Employee>(pair >> 32), static_cast<Employee>(pair), Layer::informal});
  }
  reading.demand_some(ties, ids, "a file whose accounts are the chart's, and pairs of at least min_messages messages");
  return ties;
}

}  // namespace kantel
