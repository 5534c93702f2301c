#include "studies/validation/plots.hpp"

#include <algorithm>
#include <cmath>

#include "models/reference/theory/theory.hpp"
#include "sim/mathematics.hpp"
#include "studies/validation/frame.hpp"

namespace kantel {

namespace {

using Line = std::vector<std::array<double, 2>>;

template <class Theory>
Line line(double from, double to, int points, Theory theory) {
  Line list;
  for (int i = 0; i <= points; ++i) {
    const double x = from + (to - from) * i / points;
    list.push_back({x, theory(x)});
  }
  return list;
}

std::array<double, 4> point(double x, const std::vector<double>& values) {
  const Got got = mean_over(values);
  return {x, got.value, got.value - 2 * got.standard_error, got.value + 2 * got.standard_error};
}

std::vector<double> only_global(std::vector<double> shares) {
  std::erase_if(shares, [](double share) { return share <= .1; });
  return shares;
}

// The final values of a measure over runs of one scenario, whose text `tail` completes.
std::vector<double> ends(std::string_view model, int days, int replicates, std::string_view measure,
                         const std::string& tail, const CaseContext& context) {
  return metric_of(outcome_of(heading(model, days, replicates) + "[network]\n" + tail, context),
                   std::string(measure) + "_end");
}

Plot bass(const CaseContext& context) {
  constexpr int days = 160;
  const std::vector<double> theory = theory::bass_days(.003, .038, days, 2000);
  const Outcome outcome = outcome_of(heading("bass", days, 40) +
                                         "[network]\nform = \"complete\"\npeople = 2000\n"
                                         "[parameters]\np = 0.003\nq = 0.038\n",
                                     context);
  Plot plot{"bass",
            "Bass: adoption by day",
            "day",
            "adopted, share of people",
            ".0%",
            "The line is the daily recursion for p = .003 and q = .038; the points are the means of 40 runs of 2,000 "
            "agents on a complete graph.",
            {0, days},
            {0, 1},
            {"adopted"},
            {{}},
            {{}}};
  for (int day = 0; day <= days; ++day) plot.theory[0].push_back({double(day), theory[static_cast<std::size_t>(day)]});
  for (int day = 10; day <= days; day += 10)
    plot.simulation[0].push_back(point(day, measure_on(outcome, "adopted", day)));
  return plot;
}

Plot sir(const CaseContext& context) {
  Plot plot{"sir",
            "SIR: final size",
            "R0",
            "ever infected, share of people",
            ".0%",
            "The line solves S = 1 − (1 − s)·exp(−R0·S) with s = .5% seeds; points are the means of 10 well-mixed runs "
            "of 20,000 agents.",
            {.5, 3.2},
            {0, 1},
            {"ever infected"},
            {line(.5, 3.2, 135, [](double r0) { return theory::final_size(r0, .005); })},
            {{}}};
  for (const double r0 : {.6, .9, 1.2, 1.5, 2.0, 2.5, 3.0}) {
    const std::vector<double> reached = ends("sir", 1500, 10, "ever",
                                             "form = \"complete\"\npeople = 20000\n[parameters]\nrho = 0.1\n"
                                             "seed_share = 0.005\nq = " +
                                                 shortest(r0 * (1 - exponential(-.1))) + "\n",
                                             context);
    plot.simulation[0].push_back(point(r0, reached));
  }
  return plot;
}

Plot newman(const CaseContext& context) {
  Plot plot{"newman",
            "SIR on a Poisson graph: large outbreaks",
            "probability that a tie transmits",
            "ever infected, share of people",
            ".0%",
            "Mean degree 4, so nothing large happens below a quarter; above, the line solves S = 1 − exp(−z·τ·S). "
            "Points: large outbreaks (over a tenth) of 60 runs from one seed among 10,000.",
            {0, 1},
            {0, 1},
            {"large outbreaks"},
            {line(.0, 1, 200, [](double tau) { return tau > 0 ? theory::outbreak_size(4, tau) : 0; })},
            {{}}};
  for (const double tau : {.3, .4, .5, .6, .8}) {
    const std::vector<double> reached = ends("sir", 400, 60, "ever",
                                             "form = \"poisson\"\npeople = 10000\nmean_degree = 4\n"
                                             "[parameters]\ncontact = \"each\"\nrho = 1000\nseeds = 1\nq = " +
                                                 shortest(-logarithm(1 - tau)) + "\n",
                                             context);
    plot.simulation[0].push_back(point(tau, only_global(reached)));
  }
  return plot;
}

Plot watts(const CaseContext& context) {
  Plot plot{
      "watts",
      "Watts: global cascades at a threshold of .18",
      "mean degree",
      "share",
      ".0%",
      "Lines: the chance that one random person sets off a global cascade (of the tree-like limit), and its size. "
      "Points: 150 runs among 10,000. Near the upper end of the window chance is rare and size is nearly all.",
      {.5, 7.5},
      {0, 1},
      {"chance", "size"},
      {line(.5, 7.5, 140, [](double z) { return theory::cascade_chance(z, .18); }),
       line(.5, 7.5, 140,
            [](double z) { return theory::cascade_chance(z, .18) > 0 ? theory::seeded_cascade(z, .18, 1e-9) : 0; })},
      {{}, {}}};
  for (const double z : {1.5, 2.0, 3.0, 4.0, 5.0, 5.5, 6.5}) {
    const std::vector<double> shares = ends(
        "watts", 400, 150, "joined",
        "form = \"poisson\"\npeople = 10000\nmean_degree = " + shortest(z) + "\n[parameters]\nphi = 0.18\n", context);
    const std::vector<double> global = only_global(shares);
    std::vector<double> happened;
    for (const double share : shares) happened.push_back(share > .1);
    plot.simulation[0].push_back(point(z, happened));
    if (global.size() > 1) plot.simulation[1].push_back(point(z, global));
  }
  return plot;
}

Plot seeded(const CaseContext& context) {
  Plot plot{"seeded",
            "Seeded thresholds",
            "mean degree",
            "joined in the end, share of people",
            ".0%",
            "Half a percent start and everybody's threshold is .18. The line is the fixed point; points are means of 5 "
            "runs of 20,000 agents.",
            {.5, 9.5},
            {0, 1},
            {"joined"},
            {line(.5, 9.5, 180, [](double z) { return theory::seeded_cascade(z, .18, .005); })},
            {{}}};
  for (const double z : {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0}) {
    plot.simulation[0].push_back(point(z, ends("watts", 600, 5, "joined",
                                               "form = \"poisson\"\npeople = 20000\nmean_degree = " + shortest(z) +
                                                   "\n[parameters]\nphi = 0.18\nseed_share = 0.005\n",
                                               context)));
  }
  return plot;
}

Plot granovetter(const CaseContext& context) {
  Plot plot{"granovetter",
            "Granovetter: a crowd tips",
            "spread of thresholds, people of a hundred",
            "joined in the end, of a hundred",
            ".0f",
            "Thresholds are Normal(25, spread). Below 12.22 a handful join; above, nearly all. The line is the lowest "
            "fixed point, the points are 20,000 agents.",
            {8, 40},
            {0, 100},
            {"joined"},
            {line(8, 40, 640, [](double sd) { return theory::crowd_at_rest(100, 25, sd); })},
            {{}}};
  for (const double sd : {9.0, 11.0, 12.0, 12.5, 14.0, 18.0, 24.0, 32.0, 39.0}) {
    const std::vector<double> reached = ends("granovetter", 2000, 1, "joined",
                                             "form = \"complete\"\npeople = 20000\n[parameters]\n"
                                             "crowd = \"normal_quantiles\"\nmean = 0.25\nsd = " +
                                                 shortest(sd / 100) + "\n",
                                             context);
    plot.simulation[0].push_back(point(sd, {100 * reached[0]}));
  }
  return plot;
}

Plot naming(const CaseContext& context) {
  const double critical = theory::critical_committed_naming();
  Plot plot{"naming",
            "Naming game: a committed minority tips the rest",
            "committed, share of people",
            "others who know only the new name, share of them",
            ".0%",
            "Below a committed share of .098 the others hold on to the old name in the mean field (line); above it "
            "they all take the new one. Points: means of 10 runs of 2,000 agents after 300 days.",
            {.02, .18},
            {0, 1},
            {"new name"},
            {line(.02, .18, 640,
                  [&](double p) { return p < critical ? theory::naming_states(p)->stable.a / (1 - p) : 1.0; })},
            {{}}};
  for (const double p : {.03, .05, .07, .09, .11, .13, .15, .17}) {
    plot.simulation[0].push_back(
        point(p, ends("naming_game", 300, 10, "new_name",
                      "form = \"complete\"\npeople = 2000\n[parameters]\ncommitted = " + shortest(p) + "\n", context)));
  }
  return plot;
}

}  // namespace

std::vector<Plot> theory_plots(const CaseContext& context, std::span<const std::string_view> models) {
  constexpr std::pair<std::string_view, Plot (*)(const CaseContext&)> all[] = {
      {"bass", bass},         {"sir", sir},      {"sir", newman},
      {"watts", watts},       {"watts", seeded}, {"granovetter", granovetter},
      {"naming_game", naming}};
  std::vector<Plot> plots;
  for (const auto& [model, make] : all)
    if (std::ranges::find(models, model) != models.end()) plots.push_back(make(context));
  return plots;
}

}  // namespace kantel
