// What subjects of the two kinds of scenario share.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/change/scenario/scenario.hpp"
#include "studies/sweep/subject.hpp"

namespace kantel {

// A dotted key, matched against a pattern in which * is any one part.
class KeyPath {
 public:
  explicit KeyPath(const std::string& key);
  bool is(std::string_view pattern) const;
  const std::string& last() const { return parts_.back(); }

 private:
  std::vector<std::string> parts_;
};

// The value a key has in a document, or null.
const Value* value_at(const Value& document, const std::string& key);

Value with_settings(Value document, const std::vector<Setting>& settings, Problems& problems);

// The series that are wished for, from a recording.
void add_series(const Recording& recording, const SeriesOptions& wishes, std::span<const Measure> measures,
                const std::vector<std::string>& groups, std::vector<SeriesRow>& out);

// The sentence of the key of that name.
template <class Settings>
std::optional<std::string> meaning_in(std::span<const Key<Settings>> keys, std::string_view name) {
  for (const Key<Settings>& key : keys)
    if (key.name == name) return std::string(key.sentence);
  return std::nullopt;
}

std::unique_ptr<Subject> change_subject(Value document, const std::string& file, const Overrides& overrides,
                                        std::shared_ptr<const Organisation> organisation);
std::unique_ptr<Subject> reference_subject(Value document, const std::string& file, const Overrides& overrides);

}  // namespace kantel
