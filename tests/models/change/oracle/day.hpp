// The oracle's day: each process as the specification writes it, over copies of yesterday. What events do is in
// events.cpp.
#pragma once
#include <algorithm>
#include <cmath>

#include "models/change/purposes.hpp"
#include "tests/models/change/oracle/oracle.hpp"

namespace kantel::testing {

inline double clipped(double value) { return std::clamp(value, 0.0, 1.0); }

class Oracle {
 public:
  Oracle(const Scenario& scenario, const Organisation& organisation, const Arm& arm, std::uint32_t replicate,
         const GivenTraits& given)
      : scenario_(scenario),
        par_(scenario.parameters),
        org_(organisation),
        arm_(arm),
        replicate_(replicate),
        random_(scenario.seed(), replicate),
        people_(static_cast<Employee>(organisation.manager.size())),
        led_by_(people_, {arm.policy, own(arm.levers), arm.effort}),
        here_(people_),
        weights_(people_),
        supported_until_(people_, -1),
        ties_(oracle_ties(scenario.tie_weights, organisation)),
        revised_(people_),
        lead_(people_),
        led_before_(people_, {nobody, 0}),
        realised_(people_),
        crisis_since_(organisation.unit_names.size(), -1),
        now_(oracle_start(scenario, organisation, arm, replicate, given)) {
    for (Employee v = 0; v < people_; ++v) {
      home_.push_back(false);
      live_locally(v);
      const std::string& policy = here_[v].policy;
      if (!policy.empty()) led_by_[v] = {Policy(policy), {}, arm.effort};
    }
    if (arm.approach == Approach::pilot) waves_ = oracle_waves(scenario, organisation, arm, replicate, now_);
    for (Employee v = 0; v < people_; ++v) lead_[v] = org_.manager[v] == nobody ? v : org_.manager[v];
    for (Employee v = 0; v < people_; ++v) home_[v] = !waves_.empty() && waves_[org_.unit[v]] == 0;
    for (Employee v = 0; v < people_; ++v)
      if (now_[v].practising)
        for (Employee other = 0; other < people_; ++other)
          if (org_.unit[other] == org_.unit[v]) home_[other] = true;
  }

  OracleDays all_days();

 private:
  // --- intervene ---------------------------------------------------------------------------------------------------
  bool is_manager(Employee v) const;
  bool meant(const Target& target, Employee v) const;
  void intervene();
  void happens(const Event& event);
  struct Course {
    Event event;
    double hours;  // per person
    std::vector<bool> met;
  };
  struct Promise {
    Event event;
    std::vector<bool> to;
    std::vector<double> output;  // by unit
  };
  struct Coaching {
    Event event;
    std::vector<bool> met;
  };
  void appoint();
  OracleLevers led(Employee v, const std::vector<OraclePerson>& y);
  OracleLevers met(Employee v, OracleLevers u) const;
  void look_for_crises();
  void teach(const Course& course);
  void seed(const Event& event, const std::vector<bool>& met);
  int largest_barrier(std::size_t unit) const;
  double mean_output(std::size_t unit) const;
  double share_practising(std::size_t unit, std::int64_t day) const;
  void celebrate(const Event& event);
  void reverse_mentoring(const Event& event);
  void reorganise(const Event& event);

  // --- the pass ----------------------------------------------------------------------------------------------------
  void pass() {
    const std::vector<OraclePerson> y = now_;  // yesterday, as edited
    before_ = y;
    for (Employee v = 0; v < people_; ++v) one_day(v, y);
    for (Employee v = 0; v < people_; ++v)
      if (y[v].leaving) succeed(v, y[v]);
    for (Employee v = 0; v < people_; ++v)
      if (org_.manager[v] != nobody && y[org_.manager[v]].leaving)
        now_[v].trust = clipped_normal(random(v, trusting_anew), here_[v].trust, par_.trust_sd);
  }

  void one_day(Employee v, const std::vector<OraclePerson>& y) {
    const OraclePerson& was = y[v];
    OraclePerson& is = now_[v];
    is.left_today = false;
    const Employee boss = org_.manager[v];

    // lead
    const OracleLeading leading{scenario_, org_, arm_, replicate_, y};
    const OracleLevers u = led(v, y);
    is.levers = u;
    const OraclePerson& leader = y[lead_[v]];
    is.guided_days += u[structure] >= .8 - 1e-9 || trained_[v] > 0;
    is.leader_hours = .3 * u[autonomy_support] + .5 * u[structure] + .3 * u[care] +
                      .6 * u[pressure] * (1 - was.practising * was.internalisation) + .1 * u[vision];
    if (is.called && !is.mandated) {
      if (is.due < 0 && leading.tells(v)) is.due = day_ + is.delay;
      if (is.due >= 0 && is.due <= day_) is.mandated = true;
    }
    const double watched = is.mandated ? u[pressure] + (1 - u[pressure]) * arm_.mandate.strength : 0;
    const double told = u[vision] * (.5 + was.trust);  // what of the vision arrives

    // what the ties show
    double aware = 0, practising = 0, alike = 0, intentions = 0, degree = 0;
    for (const auto& [tie, weight] : ties_[v]) {
      degree += weight;
      aware += weight * y[tie].aware;
      practising += weight * y[tie].practising;
      alike += weight * (y[tie].practising == was.practising);
      intentions += weight * y[tie].intention;
    }

    // hear
    double hearing_rate = par_.beta * aware;
    const bool begun = waves_.empty() || day_ >= arm_.waves.first_day +
                                                     static_cast<std::int64_t>(waves_[org_.unit[v]]) * arm_.waves.every;
    const std::vector<Employee> leaders = oracle_leaders(org_, v);
    double leaders_aware = 0, leaders_practise = 0;
    for (const Employee line : leaders) {
      leaders_aware += y[line].aware;
      leaders_practise += y[line == boss && lead_[v] != v ? lead_[v] : line].practising;
    }
    if (arm_.approach != Approach::diffusion && begun)
      hearing_rate += par_.nu * told * leaders_aware * std::pow(par_.fidelity_down, org_.level[v]);
    if (!was.aware && happens_with(1 - std::exp(-hearing_rate), v, hearing)) is.aware = true;

    // weigh
    const double s = was.susceptibility;
    is.intention = (1 - s) * fit(v) * was.attitude * was.need_satisfaction +
                   s * (degree > 0 ? intentions / degree : was.intention);

    // five gates
    const double q = par_.q * (festive(v) ? 1.5 : 1);
    const double safety = 1 - par_.psi * (1 - was.trust), room = 1 - par_.gamma * (1 - u[autonomy_support]);
    const double example = par_.manager_weight * static_cast<double>(leaders.size());
    const double felt = practising + par_.manager_weight * leaders_practise;
    const double proof = oracle_proof(scenario_.change, felt, degree + example, was.threshold);
    const double reluctance = was.lapsed_before ? par_.after_lapse : 1;
    std::array<double, 5> gate{was.aware ? 1.0 : 0.0, oracle_want(par_, is.intention) * reluctance,
                               1 - here_[v].demand * (1 - was.skill),
                               par_.p + q > 0 ? (par_.p + q * proof) / (par_.p + q) * safety : 0, room};
    const double half = proof_of_half(degree + example, was.threshold);
    const std::array<double, 5> open{1, .65, 1, par_.p + q > 0 ? (par_.p + q * half) / (par_.p + q) : 0,
                                     1 - par_.gamma * .2};
    for (const kantel::Gate held : arm_.ablate.chosen)
      gate[static_cast<std::size_t>(held)] = open[static_cast<std::size_t>(held)];
    const auto rates = [&](const std::array<double, 5>& g) {
      const double voluntary = (par_.p + q) * g[know] * g[want] * g[can] * g[dare] * g[may];
      const double pressed = g[know] * par_.delta * watched * (par_.power_floor + (1 - par_.power_floor) * was.trust);
      return std::array{voluntary, pressed};
    };
    const auto chance = [&](const std::array<double, 5>& g) {
      const auto [voluntary, pressed] = rates(g);
      return 1 - std::exp(-(voluntary + pressed));
    };

    // adopt or lapse
    if (!was.practising) {
      if (happens_with(chance(gate), v, starting)) {
        const auto [voluntary, pressed] = rates(gate);
        is.practising = is.aware = true;
        is.compelled = happens_with(pressed / (voluntary + pressed), v, complying);
      }
    } else if (happens_with(1 - std::exp(-par_.rho0 * std::pow(1 - was.internalisation, 3) * (1 - watched)), v,
                            lapsing)) {
      is.practising = is.compelled = false;
      is.lapsed_before = true;
    }
    block(is, was, gate, chance, q, degree + example);

    // learn
    const double own = org_.nobody_leads() ? 0 : par_.example;  // how far a leader's own practice bears on it
    const double coached = u[structure] * (1 - own * (1 - leader.skill));
    const double reason = told * (1 - own * (1 - leader.practising * leader.internalisation));
    is.skill = clipped(was.skill + (par_.eta_x * was.practising + par_.eta_t * coached * was.aware) * (1 - was.skill) -
                       par_.zeta * !was.practising * std::max(0.0, was.skill - was.consolidated_skill));
    if (was.practising || in_practice_[v] > 0)
      is.consolidated_skill += par_.eta_c * std::max(0.0, was.skill - was.consolidated_skill);
    const double m = was.internalisation, need = was.need_satisfaction;
    double growth = -m / (5 * par_.tau_m);
    if (was.practising && need > m)
      growth = (1 + par_.rationale * (reason - .2)) * (1 - par_.control_cost * watched) * (need - m) / par_.tau_m;
    if (was.practising && need <= m) growth = (need - m) / (5 * par_.tau_m);
    is.internalisation = clipped(m + growth);

    // needs
    const double wish = was.need_for_structure, sigma = degree > 0 ? alike / degree : 1;
    const double autonomy_end = was.autonomy_set_point + 2 * par_.alpha_a * (1 - wish) * (u[autonomy_support] - .5) +
                                par_.alpha_x * (u[care] - .5) - par_.omega * watched * (1 - wish) * (1 - m);
    const double competence_end = was.competence_set_point + par_.alpha_c * (u[structure] - .5) +
                                  .5 * par_.alpha_x * (u[autonomy_support] + u[care] - 1) -
                                  par_.upsilon * (std::max(0.0, wish - u[structure]) - std::max(0.0, wish - .5)) +
                                  was.aware * par_.alpha_k * (was.skill - .5);
    const double relatedness_end = was.relatedness_set_point + par_.alpha_r * (u[care] - .5) +
                                   par_.alpha_x * (u[autonomy_support] - .5) - par_.alpha_p * (1 - sigma) -
                                   par_.chi * std::max(0.0, u[autonomy_support] - u[structure]);
    is.autonomy = clipped(was.autonomy + (clipped(autonomy_end) - was.autonomy) / par_.tau_needs);
    is.competence = clipped(was.competence + (clipped(competence_end) - was.competence) / par_.tau_needs);
    is.relatedness = clipped(was.relatedness + (clipped(relatedness_end) - was.relatedness) / par_.tau_needs);
    is.need_satisfaction = oracle_composite(is, weights_[v]);

    // morale and trust
    const double mean = oracle_mean_need(is, weights_[v]);
    const double weight = mean < was.accustomed ? par_.loss_weight : par_.gain_weight;
    is.morale = was.morale + (clipped(mean + weight * (mean - was.accustomed)) - was.morale) / 10;
    is.accustomed = was.accustomed + (mean - was.accustomed) / par_.tau_accustomed;
    const double presence = std::min(1.0, (u[autonomy_support] + u[structure] + u[care] + u[vision]) / 1.2);
    const double trust_end = oracle_mean_need(was, weights_[v]) * presence * (1 - par_.distrust * watched);
    is.trust =
        clipped(was.trust + (trust_end - was.trust) / (trust_end > was.trust ? par_.tau_trust : par_.tau_trust_down));
  }

  // f when half of one's ties practise; by share, that is defined without ties too.
  double proof_of_half(double degree, double threshold_share) const {
    const SocialProof f = scenario_.change.social_proof;
    const bool counts_ties = f == SocialProof::independent || f == SocialProof::absolute;
    return counts_ties ? oracle_proof(scenario_.change, degree / 2, degree, threshold_share)
                       : oracle_proof(scenario_.change, .5, 1, threshold_share);
  }

  // What blocks a person today, and what lifting each gate alone would give.
  template <class Chance>
  void block(OraclePerson& is, const OraclePerson& was, const std::array<double, 5>& gate, const Chance& chance,
             double q, double degree) const {
    is.could_start = !was.practising;
    is.barrier = is.gain = {};
    if (was.practising) return;
    const double total = par_.p + q;
    const double half = proof_of_half(degree, was.threshold);
    const std::array<double, 5> reference{1, .65, 1, total > 0 ? (par_.p + q * half) / total : 0, 1 - par_.gamma * .2};
    double sum = 0;
    for (const Gate g : {want, can, dare, may})
      if (gate[know] > 0 && reference[g] > 0)
        sum += is.barrier[g] = -std::log(std::min(1.0, std::max(1e-6, gate[g] / reference[g])));
    for (double& share : is.barrier) share = sum > 0 ? share / sum : 0;
    if (gate[know] == 0) is.barrier = {1, 0, 0, 0, 0};
    for (const Gate g : {know, want, can, dare, may}) {
      auto lifted = gate;
      lifted[g] = std::max(lifted[g], reference[g]);
      is.gain[g] = chance(lifted) - chance(gate);
    }
  }

  // --- leave and join ----------------------------------------------------------------------------------------------
  void give_notice(Employee v);
  void succeed(Employee v, const OraclePerson& gone);

  // --- observe -----------------------------------------------------------------------------------------------------
  double fit(Employee v) const {
    if (revised_[v]) return *revised_[v];
    return oracle_fit(here_[v], scenario_, arm_, org_.level[v], home_[v], now_[v].mentors);
  }

  // What the present occupant's unit and cohort make of the parameters.
  void live_locally(Employee v) {
    here_[v] = oracle_local(scenario_, org_, v, now_[v].cohort);
    weights_[v] = {here_[v].w_a, par_.w_c};
  }

  double output(Employee v, const std::vector<OraclePerson>& seen) const {
    const OraclePerson& person = now_[v];
    double practising = 0, degree = 0;
    for (const auto& [tie, weight] : ties_[v]) {
      degree += weight;
      practising += weight * seen[tie].practising;
    }
    const double y = degree > 0 ? practising / degree : 0;
    const double benefit = par_.gain * fit(v) * (1 - par_.interdependence + par_.interdependence * y) *
                           (1 - par_.grudging * (1 - person.internalisation));
    return 1 + person.practising * (benefit - (par_.disruption + par_.gain) * (1 - person.skill)) +
           .3 * (person.morale - .55) - lost_[v];
  }

  void dip(Employee v);
  bool festive(Employee v) const {
    return std::any_of(festive_.begin(), festive_.end(),
                       [&](const auto& feast) { return feast.unit == org_.unit[v] && day_ <= feast.last_day; });
  }
  std::uint32_t random(Employee v, Purpose purpose) const {
    return random_.draw(v, static_cast<std::uint32_t>(day_), purpose);
  }
  bool happens_with(double chance, Employee v, Purpose purpose) const {
    return static_cast<double>(unit_interval(random(v, purpose))) < chance;
  }

  struct Feast {
    std::size_t unit;
    std::int64_t last_day;
  };
  struct LedBy {
    Policy policy;
    std::optional<OracleLevers> own;
    std::optional<double> effort;
  };
  static std::optional<OracleLevers> own(const std::optional<Levers>& u) {
    if (!u) return {};
    return OracleLevers{u->autonomy_support, u->structure, u->care, u->pressure, u->vision};
  }
  static OracleLevers listed(const LedBy& led, const OraclePerson& person) {
    return led.own ? *led.own : oracle_listed(led.policy, person);
  }
  const Scenario& scenario_;
  const Parameters& par_;
  Organisation org_;  // as it is today
  const Arm& arm_;
  std::uint32_t replicate_;
  KeyedRandom random_;
  Employee people_;
  std::int64_t day_ = 0;
  std::vector<LedBy> led_by_;
  std::vector<OracleLocal> here_;
  std::vector<std::array<double, 2>> weights_;
  std::vector<std::int64_t> supported_until_;
  OracleTies ties_;
  std::vector<double> trained_, in_practice_, lost_;  // today; hours in all, and in the practice
  std::vector<Coaching> coachings_, sprints_;
  std::vector<Course> courses_;
  std::vector<Promise> promises_;
  std::vector<std::optional<double>> revised_;  // fit
  std::vector<std::size_t> waves_;              // of a pilot, by unit
  std::vector<Feast> festive_;
  std::vector<bool> home_;  // somebody of the unit practised on day 0
  std::vector<Employee> lead_;
  std::vector<std::pair<Employee, std::uint32_t>> led_before_;  // leader and occupant
  std::vector<OracleLevers> realised_;
  std::vector<std::int64_t> crisis_since_;  // by unit; -1: in none
  std::vector<OraclePerson> now_, before_;
  OracleDays days_;
};

}  // namespace kantel::testing
