#include "sim/recording.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace kantel {

namespace {

// Names and joins the groups of one kind in order; returns the group of each label (0 where there is none).
std::vector<std::uint16_t> join_small(GroupPlan& plan, const std::string& kind, std::span<const std::string> labels,
                                      std::span<const double> sizes, std::int64_t min_group, bool always_join_first) {
  std::vector<std::uint16_t> group(labels.size(), 0);
  const auto least = static_cast<double>(min_group);
  std::vector<std::vector<std::size_t>> joined;
  double size = 0;
  bool open = false;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (sizes[i] == 0) continue;
    if (!open) joined.emplace_back(), size = 0;
    joined.back().push_back(i);
    size += sizes[i];
    open = size < least || (always_join_first && i == 0);
  }
  if (open && joined.size() > 1) {  // the last one is too small: it joins the one before
    auto& before = joined[joined.size() - 2];
    before.insert(before.end(), joined.back().begin(), joined.back().end());
    joined.pop_back();
  }
  for (const std::vector<std::size_t>& members : joined) {
    const auto number = static_cast<std::uint16_t>(plan.names.size());
    std::string name = kind + "=";
    for (std::size_t i = 0; i < members.size(); ++i) {
      // A long join is named by its ends.
      if (members.size() > 4 && i > 0 && i + 1 < members.size()) {
        if (i == 1) name += "+…";
      } else {
        name += (i ? "+" : "") + labels[members[i]];
      }
      group[members[i]] = number;
    }
    plan.names.push_back(name);
  }
  return group;
}

}  // namespace

GroupPlan plan_groups(std::span<const std::uint8_t> level, std::span<const std::uint16_t> unit,
                      std::span<const std::string> unit_names, const GroupOptions& wishes) {
  GroupPlan plan;
  plan.names = {"all"};
  plan.every = wishes.every;
  plan.groups_of_class.resize(1);
  const std::size_t employees = level.size();

  std::vector<double> of_level(256, 0), of_unit(unit_names.size(), 0);
  for (std::size_t i = 0; i < employees; ++i) {
    ++of_level[level[i]];
    ++of_unit[unit[i]];
  }
  const std::size_t levels = 1 + static_cast<std::size_t>(*std::max_element(level.begin(), level.end()));
  of_level.resize(levels);
  plan.group_of_level.assign(levels, 0);
  plan.group_of_unit.assign(unit_names.size(), 0);
  if (wishes.by_level) {
    std::vector<std::string> labels(levels);
    for (std::size_t l = 0; l < levels; ++l) labels[l] = std::to_string(l);
    plan.group_of_level = join_small(plan, "level", labels, of_level, wishes.min_group, true);
  }
  if (wishes.by_unit) plan.group_of_unit = join_small(plan, "unit", unit_names, of_unit, wishes.min_group, false);

  for (std::size_t i = 0; i < employees; ++i) {
    const bool goes_on = i % piece_size != 0 && level[i] == level[i - 1] && unit[i] == unit[i - 1];
    if (!goes_on) plan.stretches.push_back({static_cast<Employee>(i), static_cast<Employee>(i), unit[i], level[i]});
    plan.stretches.back().end = static_cast<Employee>(i + 1);
    if (i % block_rows == 0) plan.stretch_of_block.push_back(plan.stretches.size() - 1);
  }
  return plan;
}

void add_class_groups(GroupPlan& plan, const std::string& kind, std::span<const std::string> labels,
                      std::span<const double> sizes, std::span<const int> group_of_class, std::int64_t min_group) {
  const auto groups = join_small(plan, kind, labels, sizes, min_group, false);
  plan.classes = static_cast<int>(group_of_class.size());
  plan.groups_of_class.resize(group_of_class.size());
  for (std::size_t c = 0; c < group_of_class.size(); ++c) {
    const std::uint16_t group = groups[static_cast<std::size_t>(group_of_class[c])];
    if (group != 0) plan.groups_of_class[c].push_back(group);
  }
}

GroupPlan groups_like(const GroupPlan& shared, const GroupPlan& own) {
  GroupPlan plan = shared;
  plan.stretches = own.stretches;
  plan.stretch_of_block = own.stretch_of_block;
  plan.group_of_unit.resize(own.group_of_unit.size(), shared.group_of_unit.back());
  plan.group_of_level.resize(own.group_of_level.size(), shared.group_of_level.back());
  return plan;
}

DaySums::DaySums(const GroupPlan& plan, int sums, bool by_stretch)
    : plan_(&plan),
      sums_(static_cast<std::size_t>(sums)),
      all_((plan.stretches.back().end + piece_size - 1) / piece_size * sums_) {
  if (plan.names.size() > 1) classes_.resize(all_.size() * static_cast<std::size_t>(plan.classes));
  if (plan.names.size() > 1 || by_stretch) stretches_.resize(plan.stretches.size() * sums_);
}

void DaySums::clear(bool groups_due) {
  std::fill(all_.begin(), all_.end(), 0.0);
  if (!groups_due) return;
  std::fill(classes_.begin(), classes_.end(), 0.0);
  std::fill(stretches_.begin(), stretches_.end(), 0.0);
}

void DaySums::total(std::vector<double>& by_group, bool groups_due) const {
  by_group.assign(plan_->names.size() * sums_, 0.0);
  const auto add = [&](std::size_t group, const double* part) {
    for (std::size_t s = 0; s < sums_; ++s) by_group[group * sums_ + s] += part[s];
  };
  for (std::size_t at = 0; at < all_.size(); at += sums_) add(0, all_.data() + at);
  if (!groups_due || plan_->names.size() == 1) return;
  for (std::size_t i = 0; i < plan_->stretches.size(); ++i) {
    const double* part = stretches_.data() + i * sums_;
    if (const auto group = plan_->group_of_level[plan_->stretches[i].level]) add(group, part);
    if (const auto group = plan_->group_of_unit[plan_->stretches[i].unit]) add(group, part);
  }
  const auto classes = static_cast<std::size_t>(plan_->classes);
  for (std::size_t i = 0; i * sums_ < classes_.size(); ++i)
    for (const std::uint16_t group : plan_->groups_of_class[i % classes]) add(group, classes_.data() + i * sums_);
}

Recording::Recording(const GroupPlan& plan, std::span<const Measure> measures, std::int64_t days,
                     std::vector<RunningSum> running)
    : measures_(measures),
      days_(days),
      every_(plan.every),
      least_(plan.least),
      groups_(plan.names.size()),
      running_(std::move(running)),
      so_far_(groups_ * running_.size(), 0.0) {
  all_.resize(static_cast<std::size_t>(days + 1) * measures.size());
  const std::size_t records = row(days) + 1;
  grouped_.resize(records * (groups_ - 1) * measures.size());
}

// Recorded days are 0, every, 2·every, … and the last.
std::size_t Recording::row(std::int64_t day) const {
  return static_cast<std::size_t>(day / every_ + (day % every_ != 0 ? 1 : 0));
}

// Of nobody is not of few.
bool Recording::is_of_few(const Measure& measure, const double* sum) const {
  const double below = sum[measure.denominator];
  const double people =
      measure.tells_of < 0 ? below : sum[measure.tells_of] - (measure.tells_not_of < 0 ? 0 : sum[measure.tells_not_of]);
  return below < least_ || (people > 0 && people < least_);
}

void Recording::record(std::int64_t day, const std::vector<double>& sums_by_group, int sums) {
  const bool all_due = groups_due(day);
  for (std::size_t g = 0; g < (all_due ? groups_ : 1); ++g) {
    float* out = g == 0 ? all_.data() + static_cast<std::size_t>(day) * measures_.size()
                        : grouped_.data() + (row(day) * (groups_ - 1) + g - 1) * measures_.size();
    const double* sum = sums_by_group.data() + g * static_cast<std::size_t>(sums);
    for (std::size_t m = 0; m < measures_.size(); ++m) {
      const Measure& measure = measures_[m];
      const double below = sum[measure.denominator];
      const double above = sum[measure.numerator] - (measure.less < 0 ? 0 : sum[measure.less]);
      const bool defined = below != 0 && (day > 0 || !measure.flow) && (all_due || !measure.costly) &&
                           (least_ == 0 || !is_of_few(measure, sum));
      out[m] = defined ? static_cast<float>(measure.factor * above / below) : std::numeric_limits<float>::quiet_NaN();
    }
    add_to_running(day, g, out);
  }
}

void Recording::add_to_running(std::int64_t day, std::size_t group, float* today) {
  for (std::size_t r = 0; r < running_.size(); ++r) {
    double& sum = so_far_[group * running_.size() + r];
    for (const auto& [measure, weight] : running_[r].of)
      if (day > 0) sum += weight * static_cast<double>(today[measure]);
    const bool known = group == 0 || every_ == 1;
    today[running_[r].measure] = known ? static_cast<float>(sum) : std::numeric_limits<float>::quiet_NaN();
  }
}

float Recording::value(std::int64_t day, std::size_t group, std::size_t measure) const {
  if (group == 0) return all_[static_cast<std::size_t>(day) * measures_.size() + measure];
  assert(groups_due(day));
  return grouped_[(row(day) * (groups_ - 1) + group - 1) * measures_.size() + measure];
}

}  // namespace kantel
