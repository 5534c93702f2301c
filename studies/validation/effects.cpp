// Nobody hears of a change (p = β = 0), so people do not touch each other and one run per policy gives everybody's
// levels under each; a team is then given one of the policies by key. With common random numbers this is the
// organisation in which leaders differ.
//
//   r = corr(lever, level) over people
//   a measured score is value/sd + √(c/(1 − c))·M, the same M ~ Normal(0, 1) for both scores of a person, c = .18 the
//   share of variance that common method makes up on average [Lance, Dawson, Birkelbach & Hoffman 2010]
#include "studies/validation/effects.hpp"

#include <array>
#include <boost/math/statistics/bivariate_statistics.hpp>
#include <boost/math/statistics/univariate_statistics.hpp>
#include <cmath>

#include "models/change/run_to_end.hpp"
#include "sim/mathematics.hpp"
#include "sim/random.hpp"

namespace kantel {

namespace {

constexpr std::uint32_t people = 5000, draw_policy = 96, draw_method = 97;
constexpr double common_method = .18;
const std::array used{
    Policy("directive"),     Policy("transactional"), Policy("transformational"),     Policy("servant"),
    Policy("delegating"),    Policy("participative"), Policy("freedom_within_lines"), Policy("task_directed"),
    Policy("laissez_faire"), Policy("neutral")};

struct Levels {
  LargeVector<float> autonomy, competence, relatedness;
};

double sd(const std::vector<double>& x) { return std::sqrt(boost::math::statistics::variance(x)); }

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  return boost::math::statistics::covariance(x, y) / (sd(x) * sd(y));
}

// The score somebody would give, with what rating both oneself adds.
std::vector<double> measured(const std::vector<double>& values, const KeyedRandom& random) {
  const double weight = std::sqrt(common_method / (1 - common_method)), scale = sd(values);
  std::vector<double> scores;
  for (std::uint32_t v = 0; v < values.size(); ++v)
    scores.push_back(values[v] / scale + weight * normal_quantile(open_unit_interval(random.draw(v, 0, draw_method))));
  return scores;
}

struct Led {
  std::vector<double> autonomy_support, structure, care, autonomy, competence, relatedness;
};

// Everybody but the top, under the policy of the own team.
Led led_people(const std::string& slopes, const Workers& workers) {
  std::string text = "days = 250\n[organisation]\nemployees = " + std::to_string(people) +
                     "\n[record]\nby_unit = false\nby_level = false\nby_structure = false\n[parameters]\np = 0\n"
                     "beta = 0\nturnover = 0\n" +
                     slopes;
  for (const Policy policy : used) {
    const std::string name(name_of(policy));
    text += "[[arm]]\nname = \"" + name + "\"\napproach = \"diffusion\"\npolicy = \"" + name + "\"\n";
  }
  Scenario scenario = parse_scenario(text, "effects.toml");
  const ChangeGround ground = make_ground(scenario, make_organisation(scenario, 0, workers), workers);
  std::vector<Levels> under(used.size());
  workers.for_each(used.size(), [&](std::size_t arm) {
    RunOptions options;
    options.watch = [&](std::int64_t day, const Population& all, const Visible&) {
      if (day == scenario.settings.days) under[arm] = {all.autonomy, all.competence, all.relatedness};
    };
    run(scenario, ground, scenario.arms[arm], 0, Workers(1), options);
  });
  Led led;
  const KeyedRandom random(scenario.seed(), 0);
  for (Employee v = 1; v < ground.organisation.employees(); ++v) {
    const std::size_t arm = random.draw(ground.organisation.manager[v], 0, draw_policy) % used.size();
    const Levers levers = used[arm]->levers;
    led.autonomy_support.push_back(levers.autonomy_support);
    led.structure.push_back(levers.structure);
    led.care.push_back(levers.care);
    led.autonomy.push_back(under[arm].autonomy[v]);
    led.competence.push_back(under[arm].competence[v]);
    led.relatedness.push_back(under[arm].relatedness[v]);
  }
  return led;
}

using Column = std::vector<double> Led::*;
struct Row {
  const char* effect;
  Column lever, level;
  double low, high;
};
constexpr Row rows[] = {
    {"autonomy support (AS) with autonomy", &Led::autonomy_support, &Led::autonomy, .45, .60},
    {"relational care (RE) with relatedness; published for autonomy support", &Led::care, &Led::relatedness, .40, .50},
    {"structure (ST) with competence; published for autonomy support", &Led::structure, &Led::competence, .28, .40},
    {"autonomy support (AS) with relatedness", &Led::autonomy_support, &Led::relatedness, .40, .50},
    {"autonomy support (AS) with competence", &Led::autonomy_support, &Led::competence, .28, .40},
};

}  // namespace

std::vector<EffectSize> effect_sizes(const Workers& workers) {
  const Led half = led_people("", workers),
            full = led_people("alpha_a = 0.35\nalpha_c = 0.2\nalpha_r = 0.3\n", workers);
  const KeyedRandom random(1, 1);
  std::vector<EffectSize> list;
  for (const Row& row : rows)
    list.push_back({row.effect, "Slemp et al. 2018", row.low, row.high, correlation(half.*row.lever, half.*row.level),
                    correlation(full.*row.lever, full.*row.level),
                    correlation(measured(half.*row.lever, random), measured(half.*row.level, random))});
  return list;
}

LeverSpread lever_spread() {
  std::vector<double> as, st, re;
  for (const Policy policy : used) {
    const Levers levers = policy->levers;
    as.push_back(levers.autonomy_support), st.push_back(levers.structure), re.push_back(levers.care);
  }
  return {sd(as), sd(st), sd(re)};
}

}  // namespace kantel
