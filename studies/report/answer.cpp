// The first paragraph: the question's answer in at most 40 words and four numbers, and what is known of how sure it is.
// What luck could make is said to be luck's, never a lead.
#include <algorithm>
#include <cctype>
#include <cmath>

#include "studies/report/asked.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/uncertain.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

constexpr int most_words = 40, most_numbers = 4;
constexpr std::size_t most_listed = 4;

int words_in(const std::string& text) {
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    count += text[i] != ' ' && (i + 1 == text.size() || text[i + 1] == ' ') ? 1 : 0;
  return count;
}

int numbers_in(const std::string& text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_digit(text[i])) continue;
    ++count;
    while (i + 1 < text.size() && (is_digit(text[i + 1]) || ((text[i + 1] == ',' || text[i + 1] == '.') &&
                                                             i + 2 < text.size() && is_digit(text[i + 2]))))
      ++i;
  }
  return count;
}

bool fits(const std::string& text) { return words_in(text) <= most_words && numbers_in(text) <= most_numbers; }

// An arm's value, and how it is told in a sentence.
struct Reached {
  std::string arm;
  double value;
  std::string told;
};

std::vector<Reached> ranking(const Results& results, const std::string& metric) {
  std::vector<Reached> list;
  for (const std::string& arm : asked_arms(results))
    if (const double value = results.metric(arm, metric).value.mean; std::isfinite(value))
      list.push_back({arm, value, told_whole(value, scale_of_metric(metric))});
  std::ranges::stable_sort(list, std::ranges::greater{}, &Reached::value);
  return list;
}

bool luck_could(const Results& results, const Reached& a, const Reached& b, const std::string& metric) {
  const Estimate difference = results.difference_of(a.arm, b.arm, metric).value;
  return !difference.has_interval() || difference.includes_zero();
}

std::string clause(const Results& results, const std::string& metric, const char* form, std::vector<Named> named) {
  const std::string_view stem = spoken_stem(metric);
  named.push_back({"name", metric_words(results, metric)});
  return say("said." + std::string(stem.empty() ? "other" : stem) + "." + form, named);
}

std::string sentence_of(const std::string& text) { return say("answer.plain", {{"first", text}}); }

// Two arms on a metric, the higher first.
std::string two(const Results& results, const std::string& metric, const Reached& a, const Reached& b) {
  const std::string text = clause(results, metric, "with",
                                  {{"x", a.told}, {"y", b.told}, {"a", name_words(a.arm)}, {"b", name_words(b.arm)}});
  return results.has_intervals() && luck_could(results, a, b, metric) ? say("answer.by_luck", {{"text", text}}) : text;
}

std::string first_of_two(const Results& results, const std::string& metric, const std::vector<Reached>& list) {
  const Reached &a = list[0], &b = list[1];
  if (!more_is_further(metric)) return sentence_of(two(results, metric, a, b));
  const char* verdict = !results.has_intervals()            ? "one_run"
                        : luck_could(results, a, b, metric) ? "luck"
                        : a.told == b.told                  ? "level"
                                                            : "ahead";
  return say(std::string("answer.") + verdict,
             {{"a", name_words(a.arm)},
              {"b", name_words(b.arm)},
              {"first", clause(results, metric, "pair", {{"x", a.told}, {"y", b.told}})}});
}

// All of few arms, or, where those are too many words, the ends.
std::string first_of_many(const Results& results, const std::string& metric, const std::vector<Reached>& list) {
  const auto of = [&](bool all) {
    std::vector<std::string> items;
    for (const Reached& one : list)
      if (all || &one == &list.front() || &one == &list.back())
        items.push_back(say("with", {{"x", one.told}, {"a", name_words(one.arm)}}));
    const std::string text = clause(results, metric, "list", {{"list", listed(items)}});
    if (!more_is_further(metric)) return sentence_of(text);
    const char* verdict = !results.has_intervals()                        ? "many_one_run"
                          : luck_could(results, list[0], list[1], metric) ? "many_luck"
                                                                          : "many";
    return say(std::string("answer.") + verdict,
               {{"a", name_words(list[0].arm)}, {"b", name_words(list[1].arm)}, {"first", text}});
  };
  const std::string whole = of(list.size() <= most_listed);
  return fits(whole) ? whole : of(false);
}

std::string in_words(const Results& results, const std::string& metric, const std::vector<Reached>& list) {
  const bool same = luck_could(results, list[0], list.back(), metric);
  if (same && !results.has_intervals()) return "";
  return clause(results, metric, same ? "same" : "more", {{"a", name_words(list[0].arm)}});
}

std::string of_one(const Results& results, const std::string& arm) {
  std::string text;
  std::vector<std::string> parts;
  for (const std::string& metric : asked_metrics(results)) {
    const double value = results.metric(arm, metric).value.mean;
    if (!std::isfinite(value)) continue;
    std::vector<std::string> more = parts;
    more.push_back(clause(results, metric, "one", {{"x", told_whole(value, scale_of_metric(metric))}}));
    const std::string longer = say("answer.one", {{"a", name_words(arm)}, {"first", listed(more)}});
    if (fits(longer)) parts = more, text = longer;
  }
  return text.empty() ? say("answer.undefined", {{"a", name_words(arm)}}) : text;
}

}  // namespace

std::string answer(const Results& results) {
  const std::vector<std::string> arms = asked_arms(results);
  if (arms.size() == 1) return of_one(results, arms[0]);
  std::string text;
  for (const std::string& metric : asked_metrics(results)) {
    const std::vector<Reached> list = ranking(results, metric);
    if (list.size() < 2) continue;
    if (text.empty()) {
      text = list.size() == 2 ? first_of_two(results, metric, list) : first_of_many(results, metric, list);
      continue;
    }
    for (const std::string& told : {two(results, metric, list.front(), list.back()), in_words(results, metric, list)}) {
      const std::string longer = told.empty() ? text : text + " " + sentence_of(told);
      if (!fits(longer)) continue;
      text = longer;
      break;
    }
  }
  return text.empty() ? say("answer.undefined", {{"a", listed(arms)}}) : text;
}

std::string sure(const Results& results) {
  if (!results.has_intervals()) return say("sure.one_run");
  const std::vector<std::string> metrics = asked_metrics(results);
  if (metrics.empty()) return "";
  const std::string& metric = metrics[0];
  const Scale scale = difference_scale(scale_of_metric(metric));
  const auto told = [&](double size) {
    return scale == Scale::points && size < .005 ? say("sure.under_one") : told_whole(size, scale);
  };
  const std::vector<Reached> list = ranking(results, metric);
  if (list.empty()) return "";
  const bool one = list.size() < 2;
  const Estimate value =
      one ? results.metric(list[0].arm, metric).value : results.difference_of(list[0].arm, list[1].arm, metric).value;
  if (!value.has_interval()) return "";
  const std::string luck = told(std::max(value.high - value.mean, value.mean - value.low));
  const Drawn drawn =
      one ? results.drawn(list[0].arm, metric) : results.drawn_difference(list[0].arm, list[1].arm, metric);
  if (!drawn.spread.has_interval()) return say(one ? "sure.luck_one" : "sure.luck", {{"x", luck}});
  const std::string assumed =
      told(std::max(std::abs(drawn.spread.high - value.mean), std::abs(drawn.spread.low - value.mean)));
  if (one) return say("sure.both_one", {{"x", luck}, {"y", assumed}});
  return say("sure.both", {{"x", luck},
                           {"y", assumed},
                           {"a", name_words(list[0].arm)},
                           {"held", say("sure.worlds", {{"part", share_words(drawn.holds, drawn.draws, "")}})}});
}

}  // namespace kantel::report
