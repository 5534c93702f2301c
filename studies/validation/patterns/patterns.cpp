// The frame: every pattern at four settings, again under draws of all parameters, and with each mechanism absent.
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
    {12, "Individual morale dips and recovers under a directive rollout before any lever changes.",
     morale_dips_and_recovers, 1, 1},
    {13, "A start trust of .1 against .55 delays a participative rollout more than a directive one.",
     distrust_delays_involving_more, 80, 16},
    {14, "Managers who are trained and practise move the floor.", managers_move_the_floor, 60, 12},
    {16, "Where a mandate stands newcomers carry much of the spread.", newcomers_carry_a_mandate, 1, 1},
    {17, "A mandated change of structure keeps, a mandated change of behaviour leaks.", structure_keeps_behaviour_leaks,
     20, 4},
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

// 18: which verdicts survive weak contagion.
PatternVerdict survivors(const std::vector<PatternVerdict>& at_centre, const std::vector<PatternVerdict>& weak) {
  PatternVerdict out;
  out.number = 18;
  out.statement = "Verdicts survive a tenth of the contagion (q divided by ten).";
  out.slopes = "half";
  out.measure = "share of verdicts that stay";
  out.replicates = at_centre.front().replicates;
  double same = 0;
  for (std::size_t i = 0; i < weak.size(); ++i) {
    if (weak[i].verdict == at_centre[i].verdict) {
      ++same;
      continue;
    }
    out.detail += (out.detail.empty() ? "Changed: " : ", ") + std::to_string(weak[i].number) + " (" +
                  at_centre[i].verdict + ", then " + weak[i].verdict + ")";
  }
  out.mean = same / static_cast<double>(weak.size());
  out.verdict = to_string(out.detail.empty() ? Verdict::holds : Verdict::does_not_hold);
  out.detail += out.detail.empty() ? "None changed." : ".";
  return out;
}

// Which parameters, taken away, change each verdict. Both sides are judged alike: with the cells of a draw.
void add_removals(const std::vector<const Pattern*>& wanted, const Evidence& centre, const PatternOptions& options,
                  Meter& meter, std::vector<PatternVerdict>& verdicts) {
  const Workers alone(1);
  const std::span<const Removal> list = removals();
  std::vector<std::vector<std::string>> found(list.size() + 1);  // the last: nothing is taken away
  options.workers->for_each(found.size(), [&](std::size_t i) {
    Evidence evidence(i < list.size() ? without(centre.settings, list[i]) : centre.settings, centre.seed,
                      options.replicates, {alone, alone, options.stop}, false);
    evidence.rivals = centre.rivals;
    for (const Pattern* pattern : wanted) {
      const Judgement judged = pattern->judge(evidence);
      found[i].emplace_back(to_string(judged.interval.n == 0 ? Verdict::open : judged.verdict));
      meter.add(pattern->work_of_draw * options.replicates / options.draw_replicates);
    }
  });
  for (std::size_t p = 0; p < wanted.size(); ++p)
    for (std::size_t i = 0; i < list.size(); ++i)
      if (found[i][p] != found.back()[p])
        verdicts[p].removed_by +=
            (verdicts[p].removed_by.empty() ? "" : ", ") + std::string(list[i].parameter) + " (" + found[i][p] + ")";
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
    work += 4 * pattern->work +
            2 * (options.robustness ? options.draws_15 + options.draws_20 : 0) * pattern->work_of_draw +
            (options.removals ? static_cast<double>(removals().size() + 1) : 0) * pattern->work_of_draw *
                options.replicates / options.draw_replicates;
  Meter meter(options, work);

  const Workers alone(1);
  std::vector<std::vector<PatternVerdict>> by_settings;
  for (const Slopes& slopes : {Slopes{"half", half_slopes()}, Slopes{"full", full_slopes()},
                               Slopes{"half, q/10", weak_contagion()}, Slopes{"fitted", fitted()}}) {
    auto& verdicts = by_settings.emplace_back();
    Evidence evidence(slopes.settings, static_cast<std::uint64_t>(options.seed), options.replicates,
                      {*options.workers, alone, options.stop}, true);
    for (const Pattern* pattern : wanted) {
      verdicts.push_back(verdict_from(*pattern, slopes, pattern->judge(evidence), options.replicates));
      meter.add(pattern->work);
    }
    if (options.removals && by_settings.size() == 1) add_removals(wanted, evidence, options, meter, verdicts);
    if (!options.robustness || by_settings.size() > 2) continue;
    const std::vector<Held> held = judge_draws(wanted, slopes, evidence, options, meter);
    for (std::size_t i = 0; i < wanted.size(); ++i) add_shares(held[i], options, verdicts[i]);
  }
  if (wanted.empty()) return {};
  const PatternVerdict last = survivors(by_settings[0], by_settings[2]);
  std::vector<PatternVerdict> verdicts;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    for (auto& list : by_settings) verdicts.push_back(std::move(list[i]));
  verdicts.push_back(last);
  return verdicts;
}

}  // namespace kantel
