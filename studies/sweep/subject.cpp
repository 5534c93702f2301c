#include "studies/sweep/subject.hpp"

#include <algorithm>
#include <sstream>

#include "models/reference/scenario.hpp"
#include "studies/sweep/subjects.hpp"

namespace kantel {

KeyPath::KeyPath(const std::string& key) {
  std::istringstream text(key);
  for (std::string part; std::getline(text, part, '.');) parts_.push_back(part);
  if (parts_.empty()) parts_.emplace_back();
}

bool KeyPath::is(std::string_view pattern) const {
  std::istringstream text{std::string(pattern)};
  std::size_t at = 0;
  for (std::string part; std::getline(text, part, '.'); ++at)
    if (at == parts_.size() || (part != "*" && part != parts_[at])) return false;
  return at == parts_.size();
}

const Value* value_at(const Value& document, const std::string& key) {
  const Value* at = &document;
  for (std::size_t from = 0; at && from <= key.size();) {
    const std::size_t dot = std::min(key.find('.', from), key.size());
    const std::string part = key.substr(from, dot - from);
    from = dot + 1;
    if (const auto* list = at->as<Value::List>()) {
      const Value* chosen = nullptr;
      for (std::size_t i = 0; i < list->size(); ++i) {
        const Value* name = (*list)[i].find("name");
        const auto* text = name ? name->as<std::string>() : nullptr;
        if ((text && *text == part) || std::to_string(i + 1) == part) chosen = &(*list)[i];
      }
      at = chosen;
    } else {
      at = at->find(part);
    }
  }
  return at;
}

Value with_settings(Value document, const std::vector<Setting>& settings, Problems& problems) {
  for (const Setting& setting : settings)
    apply_setting(document, setting.key, setting.value, {setting.value.file, setting.value.line, setting.key},
                  problems);
  return document;
}

void add_series(const Recording& recording, const SeriesOptions& wishes, std::span<const Measure> measures,
                const std::vector<std::string>& groups, std::vector<SeriesRow>& out) {
  const std::size_t shown = wishes.groups ? groups.size() : 1;
  for (const std::string& wished : wishes.measures) {
    const auto m = static_cast<std::size_t>(std::ranges::find(measures, wished, &Measure::name) - measures.begin());
    for (std::size_t g = 0; g < shown; ++g) {
      SeriesRow row{wished, groups[g], wishes.every, recording.days(), {}};
      for (std::int64_t day = 0; day < recording.days(); day += wishes.every)
        row.values.push_back(recording.value(day, g, m));
      row.values.push_back(recording.value(recording.days(), g, m));
      out.push_back(std::move(row));
    }
  }
}

std::vector<Setting> read_settings(const std::vector<std::string>& texts, Problems& problems) {
  std::vector<Setting> settings;
  for (const std::string& text : texts) {
    Value table;
    table.data = Value::Table{};
    apply_setting(table, text, problems);
    std::string key = text.substr(0, text.find('='));
    if (const Value* value = value_at(table, key)) settings.push_back({std::move(key), *value});
  }
  return settings;
}

std::unique_ptr<Subject> open_scenario(const GivenScenario& scenario, const std::vector<Setting>& fixed,
                                       const Overrides& overrides) {
  const std::string& name = scenario.file;
  Problems problems;
  Value document = parse_toml(scenario.text, name);
  for (const std::string& setting : scenario.settings) apply_setting(document, setting, problems);
  document = with_settings(std::move(document), fixed, problems);
  problems.throw_if_any();
  if (!reference_model_of(document)) return change_subject(std::move(document), name, overrides, scenario.organisation);
  if (scenario.organisation)
    throw InputError({{name, 0, "model"}, "is a reference model, which lives on a [network]", "no organisation", ""});
  return reference_subject(std::move(document), name, overrides);
}

std::unique_ptr<Subject> open_scenario(const std::filesystem::path& file, const std::vector<Setting>& fixed,
                                       const Overrides& overrides) {
  return open_scenario({read_text_file(file), file.string()}, fixed, overrides);
}

}  // namespace kantel
