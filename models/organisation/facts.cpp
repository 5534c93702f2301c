// Measuring an organisation: chart, degrees, transitivity, departments, components.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "models/organisation/chart.hpp"
#include "models/organisation/draws.hpp"
#include "models/organisation/stats.hpp"
#include "sim/mathematics.hpp"

namespace kantel {

namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
double share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? nothing : static_cast<double>(part) / static_cast<double>(whole);
}

void chart_facts(const Organisation& organisation, OrganisationFacts& facts) {
  facts.employees = organisation.employees();
  facts.units = organisation.unit_names.size();
  facts.mandates_from_top = organisation.mandates_from_top;
  std::vector<bool> leads_across(organisation.dotted.empty() ? 0 : facts.employees, false);
  for (const Employee second : organisation.dotted) {
    if (second == nobody) continue;
    facts.second_managers += !leads_across[second];
    leads_across[second] = true;
    ++facts.dotted_lines;
  }
  for (const std::uint8_t level : organisation.level) {
    if (facts.depth_counts.size() <= level) facts.depth_counts.resize(level + std::size_t{1}, 0);
    ++facts.depth_counts[level];
  }
  std::vector<std::uint32_t> span = spans(organisation);
  std::erase(span, 0u);
  facts.managers = span.size();
  facts.span_mean = share(std::accumulate(span.begin(), span.end(), std::uint64_t{0}), span.size());
  facts.span_median = nothing;
  if (span.empty()) return;
  std::sort(span.begin(), span.end());
  facts.span_median = 0.5 * (span[(span.size() - 1) / 2] + span[span.size() / 2]);
  facts.span_max = span.back();
}

void degree_facts(const Organisation& organisation, OrganisationFacts& facts) {
  const Network& ties = organisation.ties;
  facts.ties = ties.ties_count();
  facts.mean_degree = share(ties.tie_ends(), facts.employees);
  std::vector<std::uint64_t> with(std::size_t{ties.largest_degree()} + 1, 0);  // people by degree
  std::uint64_t informal = 0;
  for (Employee v = 0; v < organisation.employees(); ++v) {
    ++with[ties.degree(v)];
    informal += ties.ties(v, Layer::informal).size();
  }
  facts.informal_degree = share(informal, facts.employees);
  const auto quantile = [&](double q) -> std::uint64_t {
    std::uint64_t seen = 0;
    for (std::uint64_t d = 0; d < with.size(); ++d) {
      seen += with[d];
      if (static_cast<double>(seen) >= q * static_cast<double>(facts.employees)) return d;
    }
    return with.size() - 1;
  };
  facts.degree_min = quantile(0.5 / static_cast<double>(facts.employees));
  facts.degree_p05 = quantile(.05);
  facts.degree_p25 = quantile(.25);
  facts.degree_p50 = quantile(.50);
  facts.degree_p75 = quantile(.75);
  facts.degree_p95 = quantile(.95);
  facts.degree_max = with.size() - 1;

  double people = 0, sum = 0, squares = 0, cubes = 0;
  for (std::size_t d = 1; d < with.size(); ++d) {
    people += static_cast<double>(with[d]);
    sum += static_cast<double>(with[d]) * logarithm(static_cast<double>(d));
  }
  for (std::size_t d = 1; d < with.size(); ++d) {
    const double off = logarithm(static_cast<double>(d)) - sum / people;
    squares += static_cast<double>(with[d]) * off * off;
    cubes += static_cast<double>(with[d]) * off * off * off;
  }
  facts.log_degree_sd = people > 0 ? std::sqrt(squares / people) : nothing;
  facts.log_degree_skewness =
      squares > 0 ? cubes / people / (facts.log_degree_sd * facts.log_degree_sd * facts.log_degree_sd) : nothing;
}

// Pairs of a person's ties that are tied themselves: each neighbour's row is looked up in the person's, sorted.
void transitivity_facts(const Organisation& organisation, const Workers& workers, OrganisationFacts& facts) {
  constexpr Employee exact_up_to = 200'000, sample = 50'000;
  constexpr std::size_t block = 1024;
  const Network& ties = organisation.ties;
  const Employee people = organisation.employees();
  facts.transitivity_sampled = people > exact_up_to;
  const Employee looked_at = facts.transitivity_sampled ? sample : people;
  struct Counts {
    std::uint64_t closed = 0, all = 0;
  };
  std::vector<Counts> of_block((looked_at + block - 1) / block);
  workers.for_each(of_block.size(), [&](std::size_t b) {
    std::vector<Employee> row;
    Counts counts;
    for (std::size_t i = b * block; i < std::min<std::size_t>((b + 1) * block, looked_at); ++i) {
      const Employee v = facts.transitivity_sampled ? keyed_choice(0x7472697073, i, people) : static_cast<Employee>(i);
      const std::span<const Employee> own = ties.ties(v);
      row.assign(own.begin(), own.end());
      std::sort(row.begin(), row.end());
      for (const Employee neighbour : row)
        for (const Employee other : ties.ties(neighbour))
          counts.closed += std::binary_search(row.begin(), row.end(), other);
      counts.all += row.size() * (row.size() - std::min<std::size_t>(row.size(), 1));
    }
    of_block[b] = counts;
  });
  Counts total;
  for (const Counts& counts : of_block) {
    total.closed += counts.closed;
    total.all += counts.all;
  }
  facts.transitivity = share(total.closed, total.all);
}

void place_facts(const Organisation& organisation, OrganisationFacts& facts) {
  const LargeVector<Employee> head = departments(organisation);
  std::vector<std::uint32_t> size(head.size(), 0);
  for (const Employee h : head) ++size[h];
  double of_average = 0;
  for (const std::uint32_t people : size) of_average += static_cast<double>(people) * people;
  facts.departments =
      static_cast<std::uint64_t>(std::count_if(size.begin(), size.end(), [](auto people) { return people > 0; }));
  facts.department_size = of_average / static_cast<double>(head.size());

  const std::span<const Employee> manager = organisation.manager;
  std::uint64_t informal = 0, inside = 0, inside_by_chart = 0, with_boss = 0, with_sibling = 0;
  organisation.ties.for_each_tie([&](const Tie& tie) {
    if (tie.layer != Layer::informal) return;
    const bool boss = manager[tie.a] == tie.b || manager[tie.b] == tie.a;
    const bool sibling = manager[tie.a] == manager[tie.b] && manager[tie.a] != nobody;
    const bool together = head[tie.a] == head[tie.b];
    ++informal;
    inside += together;
    inside_by_chart += together && (boss || sibling);
    with_boss += boss;
    with_sibling += sibling;
  });
  std::uint64_t sibling_pairs = 0;
  for (const std::uint64_t span : spans(organisation))
    if (span > 0) sibling_pairs += span * (span - 1) / 2;
  facts.boss_tied = share(with_boss, organisation.nobody_leads() ? 0 : facts.employees - 1);
  facts.siblings_tied = share(with_sibling, sibling_pairs);
  facts.inside_department = share(inside, informal);
  facts.inside_by_chart = share(inside_by_chart, informal);
}

void component_facts(const Organisation& organisation, OrganisationFacts& facts) {
  std::vector<bool> seen(organisation.employees(), false);
  std::vector<Employee> found;
  std::uint64_t largest = 0;
  for (Employee start = 0; start < organisation.employees(); ++start) {
    if (seen[start]) continue;
    found.assign(1, start);
    seen[start] = true;
    for (std::size_t i = 0; i < found.size(); ++i)
      for (const Employee other : organisation.ties.ties(found[i]))
        if (!seen[other]) {
          seen[other] = true;
          found.push_back(other);
        }
    largest = std::max<std::uint64_t>(largest, found.size());
  }
  facts.largest_component = share(largest, facts.employees);
}

}  // namespace

OrganisationFacts facts(const Organisation& organisation, const Workers& workers) {
  OrganisationFacts found;
  chart_facts(organisation, found);
  degree_facts(organisation, found);
  transitivity_facts(organisation, workers, found);
  place_facts(organisation, found);
  component_facts(organisation, found);
  return found;
}

}  // namespace kantel
