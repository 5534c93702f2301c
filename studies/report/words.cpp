#include "studies/report/words.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "report_files.hpp"
#include "studies/report/text.hpp"

namespace kantel::report {

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

constexpr std::array<std::string_view, 2> codes{"en", "nl"};

const Texts& texts_of(Language language) {
  static const auto all = nlohmann::json::parse(report_files("words.json")).get<std::map<std::string, Texts>>();
  return all.at(std::string(code_of(language)));
}

std::atomic<Language> spoken = Language::english;

}  // namespace

std::string_view code_of(Language language) { return codes[static_cast<std::size_t>(language)]; }

std::optional<Language> language_of(std::string_view code) {
  const auto found = std::ranges::find(codes, code);
  if (found == codes.end()) return std::nullopt;
  return static_cast<Language>(found - codes.begin());
}

Speaking::Speaking(Language language) : before_(spoken.exchange(language)) {}
Speaking::~Speaking() { spoken = before_; }
Language Speaking::now() { return spoken; }

bool has_words(std::string_view key) { return texts_of(spoken).contains(key); }

std::string say(std::string_view key, const std::vector<Named>& named) {
  const auto found = texts_of(spoken).find(key);
  if (found == texts_of(spoken).end()) throw std::logic_error("there are no words for " + std::string(key));
  const std::string_view text = found->second;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = text.find('{', at), close = text.find('}', open);
    if (close == std::string_view::npos) return out += text.substr(at);
    out += text.substr(at, open - at);
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto given = std::ranges::find_if(named, [&](const Named& one) {
      return one.name == name || (!one.name.empty() && capitalised(std::string(one.name)) == name);
    });
    if (given == named.end())
      throw std::logic_error("the words for " + std::string(key) + " want " + std::string(name));
    out += given->name == name ? given->text : capitalised(given->text);
    at = close + 1;
  }
  return out;
}

}  // namespace kantel::report
