// A scenario of the change model as a World: what its arms and replicates share, and runs on it.
#include <algorithm>

#include "models/change/about.hpp"
#include "models/change/leading/rules.hpp"
#include "models/change/measures.hpp"
#include "models/change/metrics.hpp"
#include "models/change/model.hpp"
#include "models/change/nothing.hpp"
#include "models/change/run.hpp"
#include "models/keep_arm.hpp"
#include "models/shared_cache.hpp"
#include "sim/input/made.hpp"

namespace kantel {

namespace {

using Grounds = SharedCache<ChangeGround>;

// What a ground is made from. Champions by betweenness need its ranks.
std::string key_of(const Scenario& scenario, std::uint32_t replicate) {
  std::string key = std::to_string(scenario.organisation_seed(replicate)) + "\n";
  write_keys(key, organisation_keys(), scenario.organisation);
  write_keys(key, record_keys(), scenario.record);
  write_keys(key, privacy_keys(), scenario.privacy);
  write_keys(key, tie_weight_keys(), scenario.tie_weights);
  for (const Cohort& cohort : scenario.cohorts) write_keys(key, cohort_keys(), cohort);
  if (scenario.record.by_structure) {  // small groups are joined by how many are expected
    key += shortest(scenario.parameters.structure_mean) + " " + shortest(scenario.parameters.structure_sd) + "\n";
    for (const Unit& unit : scenario.units) write_keys(key, unit_keys(), unit);
    write_keys(key, differences_keys(), scenario.differences);
  }
  const bool ranked = std::ranges::any_of(scenario.arms, [](const Arm& arm) { return arm.ranks_by_betweenness(); });
  return key + (ranked ? "ranked" : "");
}

// What a run lives on, kept alive with it.
struct HeldGround {
  std::shared_ptr<const Scenario> scenario;  // its targets found in the ground's organisation
  std::shared_ptr<const ChangeGround> ground;
};
class GroundedRun final : private HeldGround, public ChangeRun {
 public:
  GroundedRun(HeldGround held, std::size_t arm, std::uint32_t replicate, const Rules* rules, double nothing,
              const Workers& workers)
      : HeldGround(std::move(held)),
        ChangeRun(*scenario, *ground, scenario->arms[arm], replicate, rules, workers),
        durable_of_nothing(nothing) {}
  const Prices& prices() const { return scenario->prices; }
  const double durable_of_nothing;  // NaN where it was not asked for
};

class Numbers final : public MetricObserver {
 public:
  Numbers(std::int64_t follow_day, const ChangeGround& ground)
      : retention_(follow_day, ground.organisation.employees(), ground.least_told),
        employees_(ground.organisation.employees()) {}
  void after_day(const Run& run) override { retention_.after_day(run); }
  void save(std::ostream& out) const override { retention_.save(out); }
  void load(std::istream& in) override { retention_.load(in); }
  std::vector<double> values(const Run& run) const override {
    const auto& of = static_cast<const GroundedRun&>(run);
    return change_metric_values(
        run.recording(), {retention_.retained(), employees_, of.levers_day(), of.prices(), of.durable_of_nothing});
  }

 private:
  Retention retention_;
  Employee employees_;
};

class ChangeWorld final : public World {
 public:
  ChangeWorld(Scenario scenario, const PrepareOptions& options)
      : follow_day_(kantel::follow_day(scenario)), nothing_(options.stop) {
    scenario.given_organisation = options.organisation;
    scenario.record.follow_day = options.arm ? std::optional(follow_day_) : scenario.record.follow_day;
    if (options.arm) keep_arm(scenario.arms, *options.arm);  // it gives what it gives among the others
    resolved_ = resolved_toml(scenario);
    RecordSettings& record = scenario.record;
    if (!options.record.groups) record.by_unit = record.by_level = record.by_structure = record.by_cohort = false;
    if (options.record.every) record.every = std::min(*options.record.every, scenario.settings.days);
    grounds_ = options.beside ? static_cast<const ChangeWorld*>(options.beside)->grounds_ : std::make_shared<Grounds>();
    rules_.resize(scenario.arms.size());
    scenario_ = std::make_shared<Scenario>(std::move(scenario));
  }

  const Model& model() const override { return change_model(); }
  const ScenarioSettings& settings() const override { return scenario_->settings; }
  std::vector<std::string> arms() const override {
    std::vector<std::string> names;
    for (const Arm& arm : scenario_->arms) names.push_back(arm.name);
    return names;
  }
  std::vector<Metric> metrics() const override { return change_metrics(settings().days); }
  std::string resolved() const override { return resolved_; }
  std::vector<Input> inputs() const override {
    std::vector<Input> list;
    const OrganisationSettings& made = scenario_->organisation;
    const bool is_given = scenario_->given_organisation != nullptr;  // its settings name it by its hash
    for (const std::string& path : {made.chart, made.departments, made.messages, made.ties, made.graphml, made.traits})
      if (!path.empty() && (!is_given || path == made.traits))
        list.push_back({path, (scenario_->folder / path).string()});
    for (const std::string& path : charts_of(*scenario_)) list.push_back({path, (scenario_->folder / path).string()});
    for (const std::string& path : {scenario_->differences.units, scenario_->differences.survey})
      if (!path.empty()) list.push_back({path, (scenario_->folder / path).string()});
    return list;
  }
  std::vector<Assumed> assumed() const override { return scenario_->assumed; }
  std::vector<ArmFactor> factors() const override {
    if (!settings().factorial) return {};
    ArmFactor approach{"approach", {}, {}}, style{"style", {}, {}};
    const auto add = [](ArmFactor& factor, std::string_view level) {
      const auto found = std::ranges::find(factor.levels, level);
      factor.of_arm.push_back(static_cast<std::size_t>(found - factor.levels.begin()));
      if (found == factor.levels.end()) factor.levels.emplace_back(level);
    };
    for (const Arm& arm : scenario_->arms) {
      add(approach, name_of(arm.approach));
      add(style, name_of(arm.policy));
    }
    return {approach, style};
  }
  std::vector<std::int64_t> contrast_days() const override {
    if (settings().days == follow_day_) return {follow_day_};
    return {follow_day_, settings().days};
  }
  SamePeople same_people() const override {
    return {
        "practising", "occupant", {"internalisation", "autonomy", "competence", "relatedness"}, ground_->least_told};
  }
  void use_rules(std::size_t arm, const Rules& rules) override { rules_[arm] = std::make_shared<const Rules>(rules); }

  void build(const Workers& workers) override {
    if (ground_) return;
    ground_ = grounds_->get(
        key_of(*scenario_, 0),
        [&] { return make_ground(*scenario_, make_organisation(*scenario_, 0, workers), workers); }, people_of);
    fit_to(*scenario_, ground_->organisation);
  }

  Employee employees() const override { return ground_->organisation.employees(); }
  const std::vector<std::string>& groups() const override { return ground_->groups.names; }
  std::vector<std::string> warnings() const override {
    std::vector<std::string> list = ground_->organisation.warnings;
    list.insert(list.end(), scenario_->warnings.begin(), scenario_->warnings.end());
    if (!ground_->organisation.imported) return list;
    if (ground_->given.any())
      list.push_back(
          "traits of imported people: figures are of everybody together, by no group; keep the tables as you keep the "
          "traits");
    else if (const std::int64_t least = scenario_->privacy.min_group; least < PrivacySettings{}.min_group)
      list.push_back("privacy.min_group is " + std::to_string(least) +
                     ": figures of so few imported people may show what one of them is like");
    return list;
  }
  Value about() const override {
    Value about = about_change(*scenario_, ground_->organisation, follow_day_);
    Value::List missing;  // that the scenario alone does not hold
    for (std::size_t arm = 0; arm < rules_.size(); ++arm)
      if (rules_[arm])
        missing.push_back(Made("arm " + scenario_->arms[arm].name + " was led by own rules" +
                               (rules_[arm]->words.empty() ? "" : ": " + rules_[arm]->words))
                              .value);
    if (scenario_->given_organisation)
      missing.push_back(Made("the organisation was given in memory; its export and the settings make the same").value);
    if (!missing.empty())
      std::get<Value::Table>(about.data).push_back({"not_remade_from_scenario", Made(std::move(missing)).value});
    return about;
  }
  std::vector<ArmDifference> differences() const override {
    return differences_of(*scenario_, employees(), follow_day_);
  }
  bool shows_people() const override { return !ground_->organisation.imported; }

  std::unique_ptr<Run> start(std::size_t arm, std::uint32_t replicate, const Workers& workers) const override {
    HeldGround held = ground_of(replicate);
    // Before the run is made: of a large organisation there is room for one.
    const double nothing = scenario_->record.against_nothing
                               ? nothing_.durable_end(*held.scenario, *held.ground, replicate, workers)
                               : undefined;
    return std::make_unique<GroundedRun>(std::move(held), arm, replicate, rules_[arm].get(), nothing, workers);
  }
  std::unique_ptr<MetricObserver> metric_observer() const override {
    return std::make_unique<Numbers>(follow_day_, *ground_);
  }

 private:
  static Employee people_of(const ChangeGround& ground) { return ground.organisation.employees(); }

  // An organisation that is drawn per replicate has the groups of the first.
  HeldGround ground_of(std::uint32_t replicate) const {
    if (!scenario_->organisation.per_replicate || replicate == 0) return {scenario_, ground_};
    auto own = std::make_shared<Scenario>(*scenario_);
    const auto make = [&] {
      const Workers alone(1);
      ChangeGround made = make_ground(*own, make_organisation(*own, replicate, alone), alone);
      made.groups = groups_like(ground_->groups, made.groups);
      return made;
    };
    auto ground = grounds_->get(key_of(*own, replicate), make, people_of);
    fit_to(*own, ground->organisation);
    return {std::move(own), std::move(ground)};
  }

  std::shared_ptr<Scenario> scenario_;
  std::int64_t follow_day_;
  std::string resolved_;
  std::vector<std::shared_ptr<const Rules>> rules_;  // by arm
  std::shared_ptr<Grounds> grounds_;
  std::shared_ptr<const ChangeGround> ground_;
  mutable DoingNothing nothing_;
};

class ChangeModel final : public Model {
 public:
  ChangeModel() {
    name = "change";
    sentence =
        "employees with autonomy, competence and relatedness on a chart and informal ties, led by policies, hear of a "
        "practice, weigh it, start, learn, make it their own, or lapse";
    person = "employee", people = "employees";
    can_save = true;
  }
  std::span<const Measure> measures() const override { return kantel::measures(); }
  std::vector<std::string_view> paired_measures() const override {
    return {"practising", "durable", "morale", "output", "need_satisfaction", "internalisation"};
  }
  std::vector<Metric> metrics(std::int64_t days) const override { return change_metrics(days); }
  std::vector<ShownMetric> shown() const override {
    return {
        {"t50", "half practise on day", 0, false},
        {"practising_60", "practising, day 60", 1, true},
        {"practising_250", "practising, day 250", 1, true},
        {"practising_end", "practising, last day", 1, true},
        {"durable_end", "internalised practice, last day", 1, true},
        {"retained_60", "kept it for 60 days", 1, true},
        {"dip_depth", "deepest loss of output", 1, true},
        {"exits", "departures", 0, false},
        {"hours_per_durable", "leader hours per internalised adopter", 0, false},
        {"gained_durable", "internalised practice gained over doing nothing", 1, true, true},
    };
  }
  std::vector<ProcessWords> order() const override {
    std::vector<ProcessWords> list{
        {"intervene", "the day's events edit the state that the others then call yesterday's"}};
    for (const ProcessEntry& entry : order_of_a_day()) list.push_back({entry.name, entry.sentence});
    list.push_back({"observe", "morale, output, barriers, phases and hours are summed by group"});
    return list;
  }
  std::span<const DeclaredTable> tables() const override { return change_tables(); }
  std::string example(const std::string& named) const override { return example_of_change(named); }
  std::unique_ptr<World> prepare(const Value& document, const std::string& file, const PrepareOptions& options,
                                 Problems problems) const override {
    return std::make_unique<ChangeWorld>(scenario_of(document, file, options.overrides, std::move(problems)), options);
  }
};

}  // namespace

const Model& change_model() {
  static const ChangeModel model;
  return model;
}

}  // namespace kantel
