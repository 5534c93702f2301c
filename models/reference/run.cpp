#include "models/reference/run.hpp"

#include <cmath>

#include "sim/mathematics.hpp"

namespace kantel {

namespace {

constexpr std::array<int, 4> shares{10, 50, 90, 100};

bool counts_people(const ReferenceModel& model) { return model.measures()[0].unit == "share of people"; }

}  // namespace

const GroupPlan& everybody() {
  static const GroupPlan plan = [] {
    GroupPlan all;
    all.names = {"all"};
    return all;
  }();
  return plan;
}

ReferenceRun::ReferenceRun(const ReferenceModel& model, const std::any& parameters, const Ground& ground,
                           std::int64_t days)
    : simulation_(model.start(parameters, ground)),
      sums_(static_cast<std::size_t>(model.sums), 0),
      recording_(everybody(), model.measures(), days) {
  simulation_->sums(sums_);
  recording_.record(0, sums_, static_cast<int>(sums_.size()));
}

void ReferenceRun::advance(const Workers&) {
  ++day_;
  if (!simulation_->at_rest()) {
    simulation_->advance(static_cast<std::uint32_t>(day_));
    simulation_->sums(sums_);
  }
  recording_.record(day_, sums_, static_cast<int>(sums_.size()));
}

Recording run_reference(const ReferenceModel& model, const std::any& parameters, const Ground& ground,
                        std::int64_t days) {
  ReferenceRun run(model, parameters, ground, days);
  live(run, Workers(1));
  return run.recording();
}

std::vector<Metric> ReferenceModel::metrics(std::int64_t) const {
  std::vector<Metric> list;
  if (counts_people(*this))
    for (const int share : shares) {
      const std::string t = "t" + std::to_string(share);
      list.push_back({t, "day", "first day with " + std::to_string(share) + "% " + std::string(measures()[0].name)});
      list.push_back({t + "_reached", "share of runs", "whether that day came"});
    }
  for (const Measure& measure : measures())
    list.push_back({std::string(measure.name) + "_end", std::string(measure.unit),
                    std::string(measure.sentence) + ", on the last day"});
  return list;
}

std::vector<double> reference_metric_values(const ReferenceModel& model, const Recording& recording) {
  std::vector<double> values;
  if (counts_people(model))
    for (const int share : shares) {
      double day = undefined;
      for (std::int64_t d = recording.days(); d >= 0; --d)
        if (recording.value(d, 0, 0) >= static_cast<float>(share / 100.)) day = static_cast<double>(d);
      values.push_back(day);
      values.push_back(std::isnan(day) ? 0 : 1);
    }
  for (std::size_t m = 0; m < model.measures().size(); ++m) values.push_back(recording.value(recording.days(), 0, m));
  return values;
}

std::vector<ShownMetric> ReferenceModel::shown() const {
  std::vector<ShownMetric> list{{"t50", "half on day", 0, false}, {"t90", "nine in ten on day", 0, false}};
  for (const Measure& measure : measures()) {
    const bool share = measure.unit.starts_with("share of");
    list.push_back(
        {std::string(measure.name) + "_end", std::string(measure.name) + ", last day", share ? 1 : 3, share});
  }
  return list;
}

}  // namespace kantel
