// Reading manifest.json, and writing its resolved scenario back as TOML so that a reader can save and run it.
#include <algorithm>
#include <concepts>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/input/diagnostics.hpp"
#include "sim/input/document.hpp"
#include "sim/input/hash.hpp"
#include "studies/report/data.hpp"

namespace kantel::report {

namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 64;         // of lists and objects: what is written of them goes as deep on the stack
constexpr int most_days = 100'000;  // of a run

// Members of a JSON object by name; what is missing or of another kind is collected, so that all of it is told at once.
class Reader {
 public:
  Reader(const Json& object, const std::string& file, std::string where, Problems& problems)
      : object_(object), file_(file), where_(std::move(where)), problems_(problems) {}

  template <class T>
  T need(const char* name) const {
    const auto found = object_.find(name);
    if (found == object_.end()) {
      problems_.add({file_, 0, where_ + name}, "is missing");
      return T{};
    }
    return converted<T>(*found, name);
  }
  template <class T>
  T or_else(const char* name, T otherwise) const {
    const auto found = object_.find(name);
    return found == object_.end() || found->is_null() ? otherwise : converted<T>(*found, name);
  }
  // Calls on_item with a Reader for each object of a list.
  template <class OnItem>
  void each(const char* name, OnItem on_item) const {
    const auto found = object_.find(name);
    if (found == object_.end() || !found->is_array()) return;
    for (std::size_t i = 0; i < found->size(); ++i)
      if ((*found)[i].is_object())
        on_item(Reader((*found)[i], file_, where_ + name + "[" + std::to_string(i) + "].", problems_));
  }
  Reader member(const char* name) const {
    static const Json none = Json::object();
    const auto found = object_.find(name);
    return {found != object_.end() && found->is_object() ? *found : none, file_, where_ + name + ".", problems_};
  }

 private:
  // Whether it is no number, or one that fits, as each of a list: the library's own conversion cuts and wraps.
  template <class T>
  static bool fits(const Json& value) {
    if constexpr (std::same_as<T, int> || std::same_as<T, long long>)
      return !value.is_number() ||
             (value.is_number_unsigned() ? std::in_range<T>(value.get<std::uint64_t>())
                                         : value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>()));
    else if constexpr (requires { typename T::value_type; })
      return std::ranges::all_of(value, [](const Json& item) { return fits<typename T::value_type>(item); });
    else
      return true;
  }
  template <class T>
  T converted(const Json& value, const char* name) const {
    try {
      if (fits<T>(value)) return value.get<T>();
      problems_.add({file_, 0, where_ + name}, "is a number that is not whole, or too large");
      return T{};
    } catch (const Json::exception&) {
      problems_.add({file_, 0, where_ + name}, std::string("is ") + value.type_name() + ", which is not expected here");
      return T{};
    }
  }
  const Json& object_;
  const std::string& file_;
  std::string where_;
  Problems& problems_;
};

bool is_table_list(const Json& value) {
  return value.is_array() && !value.empty() &&
         std::ranges::all_of(value, [](const Json& item) { return item.is_object(); });
}

std::string toml_key(const std::string& name) {
  const bool bare = !name.empty() && std::ranges::all_of(name, [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? name : Json(name).dump();
}

std::string toml_value(const Json& value) {
  if (value.is_object() || value.is_array()) {
    std::string text;
    for (const auto& [name, item] : value.items()) {
      if (!text.empty()) text += ", ";
      text += value.is_object() ? toml_key(name) + " = " + toml_value(item) : toml_value(item);
    }
    return value.is_object() ? (text.empty() ? "{}" : "{ " + text + " }") : "[" + text + "]";
  }
  if (value.is_string() && (value == "inf" || value == "-inf")) return value.get<std::string>();
  return value.dump();
}

// Plain members first, then the tables, as TOML wants it. Absent (null) members are left out.
void write_toml(const Json& table, const std::string& path, std::string& out) {
  for (const auto& [name, value] : table.items())
    if (!value.is_null() && !is_table_list(value) && !(value.is_object() && path.empty()))
      out += toml_key(name) + " = " + toml_value(value) + "\n";
  for (const auto& [name, value] : table.items()) {
    const std::string full = path.empty() ? toml_key(name) : path + "." + toml_key(name);
    if (value.is_object() && path.empty()) {
      out += "\n[" + full + "]\n";
      write_toml(value, full, out);
    } else if (is_table_list(value)) {
      for (const Json& item : value) {
        out += "\n[[" + full + "]]\n";
        write_toml(item, full, out);
      }
    }
  }
}

std::vector<Event> events_of(const Reader& scenario) {
  std::vector<Event> events;
  const auto happens = [&](int day, const std::string& action, const std::string& arm) {
    const auto same = std::ranges::find_if(events, [&](const Event& e) { return e.day == day && e.action == action; });
    if (same == events.end())
      events.push_back({day, action, {arm}});
    else if (same->arms.back() != arm)
      same->arms.push_back(arm);
  };
  scenario.each("arm", [&](const Reader& arm) {
    const auto name = arm.or_else<std::string>("name", "");
    const int from_day = arm.member("mandate").or_else("from_day", 1);
    if (from_day > 1) happens(from_day, "mandate", name);
    const auto turns = [&](const Reader& turn) {
      happens(turn.or_else("day", 0), "set_policy " + turn.or_else<std::string>("policy", ""), name);
    };
    arm.each("schedule", turns);
    if (arm.member("trigger").or_else("day", -1) >= 0) turns(arm.member("trigger"));
    arm.each("event", [&](const Reader& event) {
      std::string action = event.or_else<std::string>("do", "");
      if (action == "set_policy") action += " " + event.or_else<std::string>("policy", "");
      happens(event.or_else("day", 0), action, name);
    });
  });
  std::ranges::stable_sort(events, {}, &Event::day);
  return events;
}

Json parsed(const std::filesystem::path& path) {
  const std::string text = read_text_file(path);
  try {
    Json json = Json::parse(text, [&](int depth, Json::parse_event_t, Json&) {
      if (depth > deepest)
        throw InputError({{path.string(), 0, ""}, "has lists and objects more than 64 deep", "up to 64 deep", ""});
      return true;
    });
    if (!json.is_object()) throw InputError({{path.string(), 1, ""}, "is not a JSON object", "", ""});
    return json;
  } catch (const Json::parse_error& error) {
    const auto upto = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const int line = 1 + static_cast<int>(std::count(text.begin(), upto, '\n'));
    throw InputError({{path.string(), line, ""}, "is not valid JSON", "", ""});
  } catch (const Json::exception& error) {  // 1e999
    throw InputError(
        {{path.string(), 0, ""}, "is not JSON that can be read: " + std::string(error.what()).substr(0, 300), "", ""});
  }
}

}  // namespace

Manifest read_manifest(const std::filesystem::path& path) {
  const std::string file = path.string();
  const Json json = parsed(path);
  Problems problems;
  const Reader top(json, file, "", problems);
  Manifest m;
  m.version = top.need<std::string>("kantel");
  m.commit = top.or_else<std::string>("commit", "");
  m.command = top.or_else<std::string>("command", "compare");
  m.name = top.need<std::string>("name");
  m.question = top.or_else<std::string>("question", "");
  m.source = top.or_else<std::string>("source", "");
  m.model = top.or_else<std::string>("model", "change");
  m.label = top.or_else<std::string>("label", "");
  m.equation = top.or_else<std::string>("equation", "");
  m.schedule = top.or_else<std::string>("schedule", "");
  m.model_source = top.or_else<std::string>("model_source", "");
  m.scenario_hash = top.or_else<std::string>("scenario_hash", "");
  m.days = top.need<int>("days");
  m.replicates = top.need<int>("replicates");
  m.finished_replicates = top.or_else("finished_replicates", m.replicates);
  m.replicate_numbers = top.or_else<std::vector<int>>("replicate_numbers", {});
  m.follow_day = top.or_else("follow_day", -1);
  m.interrupted = top.or_else("interrupted", false);
  m.seed = json.contains("seed") ? json["seed"].dump() : "";

  const Reader organisation = top.member("organisation");
  m.employees = organisation.need<long long>("employees");
  m.managers = organisation.or_else<long long>("managers", 0);
  m.ties = organisation.or_else<long long>("ties", 0);
  m.mean_degree = organisation.or_else<double>("mean_degree", undefined);
  m.levels = organisation.or_else<std::vector<long long>>("levels", {});
  m.form = organisation.or_else<std::string>("form", "");
  m.imported = organisation.or_else("imported", false);
  organisation.each("units", [&](const Reader& unit) {
    m.units.push_back({unit.need<std::string>("name"), unit.or_else<long long>("employees", 0)});
  });
  top.each("arms", [&](const Reader& arm) {
    m.arms.push_back({arm.need<std::string>("name"), arm.or_else<std::string>("approach", ""),
                      arm.or_else<std::string>("policy", ""), arm.or_else<std::string>("chosen", ""),
                      arm.or_else<std::string>("mandate", ""), arm.or_else<std::string>("on_the_way", ""),
                      arm.or_else<std::string>("aftermath", ""), arm.or_else<double>("effort", undefined),
                      arm.or_else<long long>("champions", 0)});
  });
  m.differs = top.or_else<std::vector<std::string>>("differs", {});
  m.warnings = top.or_else<std::vector<std::string>>("warnings", {});
  top.each("wired_in", [&](const Reader& item) {
    m.wired_in.push_back({item.need<std::string>("effect"), item.or_else<std::string>("parameter", ""),
                          item.or_else<std::string>("sentence", "")});
  });
  const Reader uncertain = top.member("uncertain");
  m.uncertain.draws = uncertain.or_else("draws", 0);
  m.uncertain.finished = uncertain.or_else("finished_draws", m.uncertain.draws);
  m.uncertain.replicates = uncertain.or_else("replicates", 1);
  uncertain.each("drawn", [&](const Reader&) { ++m.uncertain.numbers; });
  m.uncertain.held = uncertain.or_else<std::vector<std::string>>("held", {});
  uncertain.each("depends", [&](const Reader& one) {
    m.uncertain.depends.push_back({one.need<std::string>("arm"), one.need<std::string>("metric"),
                                   one.need<std::string>("key"), one.or_else<double>("rank_correlation", undefined)});
  });
  top.each("measures", [&](const Reader& item) {
    m.measures.push_back({item.need<std::string>("name"), item.or_else<std::string>("label", ""),
                          item.or_else<std::string>("unit", ""), item.or_else<std::string>("sentence", "")});
  });
  top.each("metrics", [&](const Reader& item) {
    m.metrics.push_back({item.need<std::string>("name"), "", item.or_else<std::string>("unit", ""),
                         item.or_else<std::string>("sentence", "")});
  });
  const Reader asks = top.member("asks");
  m.asked_arms = asks.or_else<std::vector<std::string>>("arms", {});
  std::erase_if(m.asked_arms, [&](const std::string& arm) {  // of one arm alone
    return std::ranges::find(m.arms, arm, &Arm::name) == m.arms.end();
  });
  m.asked_metrics = asks.or_else<std::vector<std::string>>("metrics", {});
  m.events = events_of(top.member("scenario"));
  m.record_every = std::max(1, top.member("scenario").member("record").or_else("every", 1));
  if (m.arms.empty()) problems.add({file, 0, "arms"}, "has no arm");
  if (!m.equation.empty() && m.measures.empty()) problems.add({file, 0, "measures"}, "has no measure");
  if (m.days < 1 || m.days > most_days)
    problems.add({file, 0, "days"}, "is not a number of days", "1 to " + std::to_string(most_days));
  problems.throw_if_any();
  m.scenario = top.or_else<std::string>("scenario_toml", "");
  m.tables = top.or_else<std::map<std::string, std::string>>("tables", {});
  if (m.scenario.empty() && json.contains("scenario") && json["scenario"].is_object())
    write_toml(json["scenario"], "", m.scenario);
  return m;
}

void verify_tables(const Manifest& manifest, const std::filesystem::path& folder) {
  Problems problems;
  for (const auto& [name, hash] : manifest.tables) {
    const std::filesystem::path file = folder / std::filesystem::path(name).filename();
    if (std::error_code error; !std::filesystem::is_regular_file(file, error))
      problems.add({file.string(), 0, ""}, "no such file, of which manifest.json knows");
    else if (hash_of_file(file) != hash)
      problems.add({file.string(), 0, ""}, "is not the table that manifest.json was written with",
                   "results as the command wrote them");
  }
  problems.throw_if_any();
}

}  // namespace kantel::report
