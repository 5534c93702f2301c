#include "models/experiments/subject.hpp"

#include <algorithm>
#include <sstream>

#include "models/experiments/subjects.hpp"
#include "models/reference/scenario.hpp"

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

Value with_settings(Value document, const std::vector<Setting>& settings, Problems& problems) {
  for (const Setting& setting : settings)
    apply_setting(document, setting.key, setting.value, {setting.value.file, setting.value.line, setting.key},
                  problems);
  return document;
}

void add_series(const Recording& recording, const SeriesWishes& wishes, std::span<const Measure> measures,
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

std::unique_ptr<Subject> open_scenario(const std::filesystem::path& file, const std::vector<Setting>& fixed,
                                       const Overrides& overrides) {
  const std::string name = file.string();
  Problems problems;
  Value document = with_settings(parse_toml(read_text_file(file), name), fixed, problems);
  problems.throw_if_any();
  return reference_model_of(document) ? reference_subject(std::move(document), name, overrides)
                                      : change_subject(std::move(document), name, overrides);
}

}  // namespace kantel
