#include "studies/report/handout.hpp"

#include <algorithm>
#include <vector>

#include "studies/report/asked.hpp"
#include "studies/report/sentences.hpp"
#include "studies/report/text.hpp"
#include "studies/report/words.hpp"

namespace kantel::report {

std::string facts_of(const Results& results) {
  const Manifest& m = results.about;
  const auto several = [](const char* one, const char* many, long long n) {
    return say(n == 1 ? one : many, {{"n", grouped(n)}});
  };
  return say("facts", {{"people", say("people", {{"n", grouped(m.employees)}})},
                       {"managers", grouped(m.managers)},
                       {"form", m.imported ? say("facts.imported") : say("facts.form", {{"form", m.form}})},
                       {"days", say("facts.days", {{"n", grouped(m.days)}})},
                       {"ways", several("way", "ways", static_cast<long long>(results.arms.size()))},
                       {"runs", several("run", "runs", m.finished_replicates)}});
}

std::string synthetic_of(const Results& results) {
  return say(results.about.imported ? "synthetic.imported" : "synthetic") + " " + say("footer");
}

std::string handout_column(const Results& results) {
  std::vector<std::string> look{barriers_sentence(results), change_sentence(results)};
  if (!results.metric(results.arms[0], "hours_total").unit.empty()) look.push_back(cost_sentence(results));
  std::string out = "<p class=\"answer\">" + html(answer(results)) + "</p>\n<p class=\"note\">" + html(sure(results)) +
                    "</p>\n<h2>" + html(say("handout.look")) + "</h2>\n<ul>\n";
  for (const std::string& sentence : look) out += "<li>" + html(sentence) + "</li>\n";
  out += "</ul>\n<h2>" + html(say("handout.ask")) + "</h2>\n<ol>\n";
  for (const char* question : {"handout.ask_1", "handout.ask_2", "handout.ask_3"})
    out += "<li>" + html(say(question)) + "</li>\n";
  return out + "</ol>\n<p class=\"note\">" + html(facts_of(results) + " " + synthetic_of(results)) + "</p>\n";
}

}  // namespace kantel::report
