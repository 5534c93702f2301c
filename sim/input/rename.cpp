#include "sim/input/rename.hpp"

#include <algorithm>

namespace kantel {

namespace {

// The token's word that is right now, or "".
template <class WordNow>
Renamed rewritten(std::string_view text, const std::string& file, WordNow word_now) {
  const std::vector<Token> tokens = tokens_of(text, file);
  Problems problems;
  Renamed out{std::string(text), {}};
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {  // from the end, so that places stay right
    const std::string word = word_now(*token);
    if (word.empty()) continue;
    const std::string before = token->path + token->word, now = token->path + word;
    if (token->is_key && std::ranges::any_of(tokens, [&](const Token& other) {
          return other.is_key && other.path + other.word == now;
        })) {
      problems.add({file, token->line, before}, "stands beside " + now + ", which it is called now", "one of the two");
      continue;
    }
    // What is in quotes stays in them.
    std::string_view old = text.substr(token->begin, token->length);
    const std::size_t at = old.find(token->word);
    if (at == std::string_view::npos) {
      problems.add({file, token->line, before}, "is written with escapes; it is called " + now + " now");
      continue;
    }
    out.text.replace(token->begin + at, token->word.size(), word);
    out.changes.push_back({token->line, token->is_key ? before : token->word, token->is_key ? now : word});
  }
  problems.throw_if_any();
  std::ranges::reverse(out.changes);
  return out;
}

// The key without the path in front of it; "" stays "".
std::string after(const std::string& path, const std::string& key) {
  return key.empty() ? "" : key.substr(path.size());
}

}  // namespace

Renamed rename_keys(std::string_view text, const std::string& file, std::span<const DeclaredTable> tables) {
  return rewritten(text, file, [&](const Token& token) {
    return token.is_key ? after(token.path, renamed_key(tables, token.path + token.word)) : "";
  });
}

Renamed rename_keys_of_experiment(std::string_view text, const std::string& file,
                                  std::span<const DeclaredTable> tables) {
  return rewritten(text, file, [&](const Token& token) -> std::string {
    std::string_view path = token.path;
    if (path.starts_with("factor.")) {
      path.remove_prefix(std::min(path.find('.', 7), path.size()));
      return !token.is_key && path.starts_with(".key.") ? renamed_key(tables, token.word) : "";
    }
    if (path.starts_with("set."))
      path.remove_prefix(4);
    else if (path.starts_with("point."))
      path.remove_prefix(std::min(path.find('.', 6) + 1, path.size()));
    else
      return "";
    return token.is_key ? after(std::string(path), renamed_key(tables, std::string(path) + token.word)) : "";
  });
}

}  // namespace kantel
