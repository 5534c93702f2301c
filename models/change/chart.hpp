// The chart of a run that is reorganised: its own copy of who leads whom, which an event may replace from a day on. All
// others read the chart that their organisation has.
//
// Units, and with them groups of results, stay those of day 0, and so do ties. A team need not be contiguous any more.
#pragma once
#include "models/change/ground.hpp"

namespace kantel {

struct OwnChart {
  explicit OwnChart(const ChangeGround& ground);
  // Everybody's manager from now on; one chain each, up to the one top.
  void take(const std::vector<Employee>& managers);

  Organisation organisation;
  std::vector<std::uint8_t> is_manager;
  Teams teams;
  GroupPlan places;
};

// Null but for an arm that reorganises.
std::unique_ptr<OwnChart> own_chart_of(const ChangeGround& ground, const Arm& arm);
// Whether one of the events brings a chart on this day.
bool brings_chart(std::span<const Event> events, std::int64_t day);
// The managers of the last chart that the events, by day, have brought until then; null: none.
const std::vector<Employee>* chart_brought(std::span<const Event> events, std::int64_t day);

}  // namespace kantel
