#include "studies/sweep/design/experiment.hpp"

#include <algorithm>
#include <bit>
#include <set>

#include "sim/arithmetic.hpp"
#include "sim/input/columns.hpp"
#include "studies/sweep/design/design.hpp"

namespace kantel {

namespace {

constexpr std::array<std::string_view, 3> factor_also{"key", "values", "base"};
constexpr std::array<std::string_view, 2> keep_also{"metrics", "series"};
constexpr std::array<std::string_view, 6> tables{"design", "factor", "point", "keep", "stop", "set"};

// A text or a list of texts.
void read_texts(const Value& table, std::string_view key, const std::string& path, std::vector<std::string>& out,
                Problems& problems) {
  const Value* value = table.find(key);
  if (!value) return;
  const Place place{value->file, value->line, path + std::string(key)};
  if (const auto* one = value->as<std::string>()) {
    out = {*one};
  } else if (const auto* list = value->as<Value::List>()) {
    for (const Value& item : *list)
      if (const auto* text = item.as<std::string>())
        out.push_back(*text);
      else
        problems.add(place, std::string("holds ") + item.kind(), "text in quotes");
  } else {
    problems.add(place, std::string("is ") + value->kind(), "text in quotes, or a list of it");
  }
}

// Nested tables and dotted keys to settings: parameters = { p = .1 } and "parameters.p" = .1 are the same.
void flatten(const Value& table, const std::string& path, std::vector<Setting>& out) {
  for (const auto& [key, value] : *table.as<Value::Table>()) {
    const bool dotted = !path.empty() && key.find('.') != std::string::npos;
    const std::string name = path.empty() ? key : path + "." + (dotted ? "\"" + key + "\"" : key);
    if (value.as<Value::Table>())
      flatten(value, name, out);
    else
      out.push_back({name, value});
  }
}

const Value* table_at(const Value& document, std::string_view key, Problems& problems) {
  const Value* value = document.find(key);
  if (value && !value->as<Value::Table>()) {
    problems.add({value->file, value->line, std::string(key)}, std::string("is ") + value->kind(),
                 "a table, [" + std::string(key) + "]");
    return nullptr;
  }
  return value;
}

std::vector<const Value*> tables_at(const Value& document, std::string_view key, Problems& problems) {
  std::vector<const Value*> list;
  const Value* value = document.find(key);
  if (!value) return list;
  const auto* items = value->as<Value::List>();
  bool right = items != nullptr;
  for (std::size_t i = 0; right && i < items->size(); ++i) {
    right = (*items)[i].as<Value::Table>() != nullptr;
    list.push_back(&(*items)[i]);
  }
  if (right) return list;
  problems.add({value->file, value->line, std::string(key)}, std::string("is ") + value->kind(),
               "a list of tables, [[" + std::string(key) + "]]");
  return {};
}

Factor read_factor(const Value& table, std::size_t number, Problems& problems) {
  Factor factor;
  const std::string path = "factor." + std::to_string(number);
  factor.place = {table.file, table.line, path};
  read_table(table, path, factor_keys(), factor, problems, factor_also);
  read_texts(table, "key", path + ".", factor.keys, problems);
  const TableReader reader(table, path, problems);
  if (factor.keys.empty())
    problems.add(reader.place("key"), "is missing", "a key as --set takes it, or a list of them");
  if (const Value* values = table.find("values")) {
    if (const auto* list = values->as<Value::List>(); list && !list->empty()) {
      factor.values = *list;
      if (factor.low || factor.high)
        problems.add(reader.place("values"), "stand beside low or high", "values, or low and high");
    } else {
      problems.add(reader.place("values"), "hold no value", "a list of one or more");
    }
  }
  if (const Value* base = table.find("base")) factor.base = *base;
  return factor;
}

// A factor without a name is called by the end of its key: the last part, or as many as no other factor's key ends in.
void name_factors(std::vector<Factor>& factors) {
  const auto end_of = [](const std::string& key, std::size_t parts) {
    const std::vector<std::string> all = key_parts(key);
    std::string end;
    for (std::size_t i = all.size() - std::min(parts, all.size()); i < all.size(); ++i)
      end += (end.empty() ? "" : ".") + all[i];
    return end;
  };
  for (Factor& factor : factors) {
    if (!factor.name.empty() || factor.keys.empty()) continue;
    const std::string& key = factor.keys[0];
    const auto is_shared = [&](const std::string& end, std::size_t parts) {
      return std::ranges::any_of(factors, [&](const Factor& other) {
        return !other.keys.empty() && other.keys[0] != key && end_of(other.keys[0], parts) == end;
      });
    };
    std::size_t parts = 1;
    while (parts < key_parts(key).size() && is_shared(end_of(key, parts), parts)) ++parts;
    factor.name = end_of(key, parts);
  }
}

constexpr std::size_t most_factors = 1000;  // columns of a table, in SQLite

// A list design: a factor for each key that any point sets. No more are read than it takes to see that they are too
// many.
void read_points(const std::vector<const Value*>& points, Experiment& out, Problems& problems) {
  std::vector<std::vector<Setting>> written(points.size());
  for (std::size_t p = 0; p < points.size(); ++p) {
    flatten(*points[p], "", written[p]);
    for (const Setting& setting : written[p]) {
      const auto known =
          std::ranges::find_if(out.factors, [&](const Factor& factor) { return factor.keys[0] == setting.key; });
      if (known != out.factors.end()) continue;
      if (out.factors.size() > most_factors) return;
      Factor factor;
      factor.keys = {setting.key};
      factor.place = {setting.value.file, setting.value.line, setting.key};
      out.factors.push_back(std::move(factor));
    }
  }
  for (const std::vector<Setting>& of_point : written) {
    auto& row = out.listed.emplace_back(out.factors.size());
    for (const Setting& setting : of_point) {
      const auto at =
          std::ranges::find_if(out.factors, [&](const Factor& factor) { return factor.keys[0] == setting.key; });
      std::optional<Value>& cell = row[static_cast<std::size_t>(at - out.factors.begin())];
      if (cell)
        problems.add({setting.value.file, setting.value.line, setting.key},
                     "stands twice in a point, in line " + std::to_string(cell->line) + " too", "once");
      cell = setting.value;
    }
  }
  for (std::size_t f = 0; f < out.factors.size(); ++f)  // the values that occur, once each: what charts show
    for (const auto& row : out.listed)
      if (row[f] && std::ranges::none_of(out.factors[f].values,
                                         [&](const Value& v) { return toml_text(v) == toml_text(*row[f]); }))
        out.factors[f].values.push_back(*row[f]);
  if (points.empty())
    problems.add({out.folder.string(), 0, "point"}, "there is no point", "one or more [[point]] tables");
}

void check_names(const Experiment& out, Problems& problems) {
  std::set<std::string> names;  // in small letters: SQLite's columns know no other
  for (const std::string reserved : {"point", "replicate", "arm"}) names.insert(reserved);
  for (const Factor& factor : out.factors)
    if (factor.name.empty() || factor.name.find_first_of("\"\r\n,;") != std::string::npos ||
        std::ranges::any_of(factor.name, [](char c) { return static_cast<unsigned char>(c) < ' '; }))
      problems.add(factor.place, "its name is empty or holds a comma, semicolon, quote, line end or control character",
                   "a plain name");
    else if (!names.insert(lower_case(factor.name)).second)
      problems.add(factor.place, "its name \"" + factor.name + "\" is taken, in this or another case",
                   "a name of its own");
  if (out.factors.size() > most_factors)
    problems.add(out.factors[most_factors].place, "is a factor too many", "at most " + std::to_string(most_factors));
}

}  // namespace

Experiment parse_experiment(std::string_view text, const std::string& file) {
  const OwnArithmetic arithmetic;
  Problems problems;
  const Value document = parse_toml(text, file);
  Experiment out;
  out.folder = std::filesystem::path(file).parent_path();
  out.settings.name = std::filesystem::path(file).stem().string();
  read_table(document, "", experiment_keys(), out.settings, problems, tables);
  if (const Value* design = table_at(document, "design", problems)) {
    read_table(*design, "design", design_keys(), out.design, problems);
    if (out.kind() == DesignKind::morris && out.design.levels % 2 != 0)
      problems.add(TableReader(*design, "design", problems).place("levels"), "is odd", "an even number");
    // Only such a start of the sequence is balanced in every dimension.
    const auto samples = static_cast<std::uint64_t>(out.design.samples);
    if (out.kind() == DesignKind::sobol && !std::has_single_bit(samples))
      problems.add(TableReader(*design, "design", problems).place("samples"),
                   "is " + std::to_string(samples) + ", which is no power of two",
                   std::to_string(std::bit_floor(samples)) + " or " + std::to_string(std::bit_ceil(samples)));
  } else if (!document.find("design")) {
    problems.add({file, 0, "design"}, "is missing", "a table [design] with kind = one of " + joined(design_names));
  }
  if (const Value* keep = table_at(document, "keep", problems)) {
    read_table<SeriesOptions>(*keep, "keep", keep_keys(), out.keep, problems, keep_also);
    read_texts(*keep, "metrics", "keep.", out.keep.metrics, problems);
    read_texts(*keep, "series", "keep.", out.keep.measures, problems);
  }
  if (const Value* stop = table_at(document, "stop", problems)) {
    read_table(*stop, "stop", stop_keys(), out.stop, problems);
    for (const char* needed : {"metric", "width"})
      if (!stop->find(needed)) problems.add({file, stop->line, std::string("stop.") + needed}, "is missing");
  }
  if (const Value* set = table_at(document, "set", problems)) flatten(*set, "", out.fixed);
  const auto factors = tables_at(document, "factor", problems), points = tables_at(document, "point", problems);
  for (std::size_t i = 0; i < std::min(factors.size(), most_factors + 1); ++i)
    out.factors.push_back(read_factor(*factors[i], i + 1, problems));
  const bool is_list = out.kind() == DesignKind::list;
  if (is_list && !factors.empty())
    problems.add(out.factors[0].place, "is not for a list", "[[point]] tables");
  else if (!is_list && !points.empty())
    problems.add({file, points[0]->line, "point"}, "is for a list", "kind = \"list\"");
  else if (is_list)
    read_points(points, out, problems);
  else if (factors.empty() && document.find("design"))
    problems.add({file, 0, "factor"}, "there is no factor", "one or more [[factor]] tables");
  name_factors(out.factors);
  check_names(out, problems);
  problems.throw_if_any();
  return out;
}

std::string resolved_toml(const Experiment& experiment) {
  ExperimentSettings settings = experiment.settings;
  settings.name = settings.question = settings.source = settings.scenario = "";  // decide nothing
  std::string out;
  write_keys(out, experiment_keys(), settings);
  for (const auto& [path, hash] : experiment.files) out += "# " + path + " " + hash + "\n";
  out += "\n[design]\n";
  write_keys(out, design_keys(), experiment.design);
  const auto texts = [](const std::vector<std::string>& list) {
    std::string text;
    for (const std::string& item : list) text += (text.empty() ? "" : ", ") + quoted_text(item);
    return "[" + text + "]\n";
  };
  const auto values = [](const std::vector<Value>& list) {
    std::string text;
    for (const Value& item : list) text += (text.empty() ? "" : ", ") + toml_text(item);
    return "[" + text + "]\n";
  };
  out += "\n[keep]\nmetrics = " + texts(experiment.keep.metrics);
  if (!experiment.keep.measures.empty()) {
    out += "series = " + texts(experiment.keep.measures);
    write_keys<SeriesOptions>(out, keep_keys(), experiment.keep);
  }
  if (experiment.stop.width > 0) {
    out += "\n[stop]\n";
    write_keys(out, stop_keys(), experiment.stop);
  }
  if (experiment.kind() == DesignKind::list) {
    for (const auto& row : experiment.listed) {
      out += "\n[[point]]\n";
      for (std::size_t f = 0; f < row.size(); ++f)
        if (row[f]) out += quoted_text(experiment.factors[f].keys[0]) + " = " + toml_text(*row[f]) + "\n";
    }
    return out;
  }
  for (const Factor& factor : experiment.factors) {
    out += "\n[[factor]]\nkey = " + texts(factor.keys);
    Factor written = factor;
    if (factor.is_choice()) written.low.reset(), written.high.reset();
    write_keys(out, factor_keys(), written);
    if (factor.is_choice()) out += "values = " + values(factor.values);
    if (factor.base) out += "base = " + toml_text(*factor.base) + "\n";
  }
  return out;
}

}  // namespace kantel
