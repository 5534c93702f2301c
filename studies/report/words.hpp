// What is said to a reader, by key: web/charts/words.json holds every text once, in English and Dutch, for reports,
// pages and notebooks. The program hands out keys and numbers. Diagnostics are not in it: they stay English.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kantel::report {

enum class Language { english, dutch };
std::string_view code_of(Language language);  // "en", "nl"
std::optional<Language> language_of(std::string_view code);

// The language of the process, as a locale is, while this lives; English before and after. Who writes a page in another
// language writes that page alone.
class Speaking {
 public:
  explicit Speaking(Language language);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;
  static Language now();

 private:
  Language before_;
};

// What stands at "{name}" in a text; "{Name}" is the same with a capital.
struct Named {
  std::string_view name;
  std::string text;
};
std::string say(std::string_view key, const std::vector<Named>& named = {});
bool has_words(std::string_view key);

}  // namespace kantel::report
