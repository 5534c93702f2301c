// The frame: every pattern at both sets of slopes, and again under draws of all parameters.
#include "studies/validation/patterns/patterns.hpp"

#include <algorithm>
#include <mutex>

#include "studies/validation/patterns/runs.hpp"

namespace kantel {

namespace {

using namespace patterns;

struct Pattern {
  int number;
  const char* statement;
  Judgement (*judge)(Evidence&);
  double work, work_of_draw;  // rough shares of the time, for progress
};

constexpr Pattern all_patterns[] = {
    {1, "Directive rollout is ahead of participative diffusion on day 60.", rollout_is_ahead, 80, 16},
    {2, "Directive rollout internalises less than participative diffusion: m among who practises on day 250.",
     rollout_internalises_less, 1, 1},
    {3, "Directive rollout lapses more than participative diffusion in the 60 days after the mandate is lifted.",
     rollout_lapses_more, 1, 1},
    {4,
     "Hybrid has the most durable adoption among all policies and approaches, with the same champions, each with its "
     "best switch day, and against the best of 200 random lever points.",
     hybrid_is_most_durable, 800, 20},
    {5, "Laissez-faire has the lowest trust and the lowest durable adoption.", absence_is_lowest, 520, 40},
    {6, "Directive suits people with a high need for structure, delegating those with a low one.",
     structure_decides_who_is_suited, 20, 4},
    {7, "Delegating raises autonomy and lowers relatedness against participative.", freedom_costs_relatedness, 1, 1},
    {8, "An open question: does bottom-up reach 90% of directive's coverage by day 250?", bottom_up_reaches_coverage,
     170, 1},
    {9, "Individual autonomy dips and recovers under rollout before any lever changes.", autonomy_dips_and_recovers, 1,
     1},
    {10, "Laissez-faire, structure and consideration have overall leadership validities near -.37, .29 and .48.",
     leadership_is_as_valid_as_published, 160, 32},
    {11, "A change in intention of d = .66 brings one of about .36 in behaviour.",
     intention_moves_behaviour_as_published, 20, 4},
};

struct Slopes {
  const char* name;
  Settings settings;
};

// Progress in rough units of work, from any worker.
class Meter {
 public:
  Meter(const PatternOptions& options, double all) : options_(options), all_(all) {}
  void add(double work) {
    const std::scoped_lock lock(guard_);
    done_ += work;
    if (options_.progress) options_.progress(done_, all_);
  }

 private:
  const PatternOptions& options_;
  double all_, done_ = 0;
  std::mutex guard_;
};

PatternVerdict verdict_from(const Pattern& pattern, const Slopes& slopes, Judgement judged, int replicates) {
  PatternVerdict out;
  out.number = pattern.number;
  out.statement = pattern.statement;
  out.slopes = slopes.name;
  out.verdict = to_string(judged.interval.n == 0 ? Verdict::open : judged.verdict);
  out.measure = std::move(judged.measure);
  out.mean = judged.interval.mean;
  out.low = judged.interval.low;
  out.high = judged.interval.high;
  out.replicates = replicates;
  out.detail = std::move(judged.detail);
  return out;
}

// Whether a pattern held in each draw, and whether it did with the cells beside it left out.
struct Held {
  std::vector<std::uint8_t> verdict, stated;
};

std::vector<Held> judge_draws(const std::vector<const Pattern*>& wanted, const Slopes& slopes, const Evidence& centre,
                              const PatternOptions& options, Meter& meter) {
  const auto draws = static_cast<std::size_t>(options.draws_15) + static_cast<std::size_t>(options.draws_20);
  std::vector<Held> held(wanted.size(), {std::vector<std::uint8_t>(draws, 0), std::vector<std::uint8_t>(draws, 0)});
  const Workers alone(1);
  options.workers->for_each(draws, [&](std::size_t draw) {  // side by side, each by one worker
    const double factor = draw < static_cast<std::size_t>(options.draws_15) ? 1.5 : 2;
    Evidence drawn(drawn_settings(slopes.settings, factor, centre.seed, static_cast<std::uint32_t>(draw)), centre.seed,
                   options.draw_replicates, {alone, alone, options.stop}, false);
    drawn.rivals = centre.rivals;  // of pattern 4: those found at the centre
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const Judgement judged = wanted[i]->judge(drawn);
      held[i].verdict[draw] = judged.verdict == Verdict::holds;
      held[i].stated[draw] = judged.stated.value_or(judged.verdict) == Verdict::holds;
      meter.add(wanted[i]->work_of_draw);
    }
  });
  return held;
}

void add_shares(const Held& held, const PatternOptions& options, PatternVerdict& out) {
  const auto within = [&](const std::vector<std::uint8_t>& draws, bool first) {
    const auto split = draws.begin() + options.draws_15;
    return first ? wilson(static_cast<int>(std::count(draws.begin(), split, 1)), options.draws_15)
                 : wilson(static_cast<int>(std::count(split, draws.end(), 1)), options.draws_20);
  };
  out.holds_15 = within(held.verdict, true);
  out.holds_20 = within(held.verdict, false);
  if (held.stated != held.verdict)
    out.detail += " The cells beside it left out, it holds in " + number(within(held.stated, true).share) +
                  " of the draws within ×1.5 and " + number(within(held.stated, false).share) + " within ×2.";
}

}  // namespace

std::vector<PatternVerdict> check_patterns(const PatternOptions& options) {
  std::vector<const Pattern*> wanted;
  const auto asked = [&](int number) { return std::find(options.only.begin(), options.only.end(), number); };
  for (const Pattern& pattern : all_patterns)
    if (options.only.empty() || asked(pattern.number) != options.only.end()) wanted.push_back(&pattern);
  double work = 0;
  for (const Pattern* pattern : wanted)
    work += pattern->work + (options.robustness ? (options.draws_15 + options.draws_20) * pattern->work_of_draw : 0);
  Meter meter(options, 2 * work);

  const Workers alone(1);
  std::vector<std::vector<PatternVerdict>> by_slopes;
  for (const Slopes& slopes : {Slopes{"half", half_slopes()}, Slopes{"full", full_slopes()}}) {
    auto& verdicts = by_slopes.emplace_back();
    Evidence evidence(slopes.settings, static_cast<std::uint64_t>(options.seed), options.replicates,
                      {*options.workers, alone, options.stop}, true);
    for (const Pattern* pattern : wanted) {
      verdicts.push_back(verdict_from(*pattern, slopes, pattern->judge(evidence), options.replicates));
      meter.add(pattern->work);
    }
    if (!options.robustness) continue;
    const std::vector<Held> held = judge_draws(wanted, slopes, evidence, options, meter);
    for (std::size_t i = 0; i < wanted.size(); ++i) add_shares(held[i], options, verdicts[i]);
  }
  std::vector<PatternVerdict> verdicts;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    for (auto& list : by_slopes) verdicts.push_back(std::move(list[i]));
  return verdicts;
}

}  // namespace kantel
