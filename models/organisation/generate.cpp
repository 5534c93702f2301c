// Ties of a generated organisation. Three kinds, each decided by a keyed draw of the pair, so that both rows of a pair
// agree and each row is made alone:
//   - with the boss (chance boss_tie) and with those who share the boss (chance sibling_tie);
//   - with other people of the department, only as far as the first two leave the department's third of all ties open;
//   - with people elsewhere, through circles, solved for the mean degree and the clustering that remain.
// The free constants are expectations summed over this very chart: the same formulas hold at any size.
#include "models/organisation/generate.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "models/organisation/chart.hpp"
#include "models/organisation/circles.hpp"
#include "models/organisation/forms.hpp"

namespace kantel {

namespace {

// A chance as a bound for 32-bit draws; 1 is certain.
std::uint64_t bound(double chance) { return static_cast<std::uint64_t>(std::clamp(chance, 0.0, 1.0) * 0x1p32); }

// The members of a team who form one group with the i-th: all of them up to widest_group, else equal parts.
struct Group {
  std::size_t first, last;
};
Group group_of(std::size_t i, std::size_t span) {
  const std::size_t groups = (span + widest_group - 1) / widest_group;
  const std::size_t g = ((i + 1) * groups - 1) / span;
  return {g * span / groups, (g + 1) * span / groups};
}

double boss_chance(const OrganisationSettings& settings, std::size_t span) {
  return std::min(settings.boss_tie, static_cast<double>(widest_acquaintance) / static_cast<double>(span));
}

// Members of departments, as ranges of one list.
class Departments {
 public:
  explicit Departments(std::vector<Employee> head) : head_(std::move(head)), members_(as_chart(head_)) {}
  Employee head(Employee v) const { return head_[v]; }
  std::span<const Employee> below(Employee head) const { return members_.of(head); }  // all but the head
  std::size_t size(Employee v) const { return below(head_[v]).size() + 1; }
  // Whether colleagues of v's department are drawn pair by pair: not around very wide teams, where all are siblings.
  bool draws_colleagues(Employee v) const { return size(v) <= widest_department; }
  const std::vector<Employee>& heads() const { return head_; }

 private:
  static Reports as_chart(const std::vector<Employee>& head) {
    std::vector<Employee> flat(head);
    for (std::size_t v = 0; v < flat.size(); ++v)
      if (flat[v] == v) flat[v] = nobody;
    return Reports(flat);
  }
  std::vector<Employee> head_;
  Reports members_;
};

// What the chart alone is expected to give, and what is left to colleagues and circles.
struct TiePlan {
  double colleague_tie = 0;  // chance for a pair of one department that shares no boss and is no boss and report
  double circle_degree = 0;
  ChartTies chart;
};

// Sums over everyone: a block's people in order, then the blocks in order, whoever adds them.
template <std::size_t sums, class Add>
std::array<double, sums> summed(Employee people, const Workers& workers, const Add& add) {
  constexpr std::size_t block = 1 << 16;
  std::vector<std::array<double, sums>> of_block((people + block - 1) / block);
  workers.for_each(of_block.size(), [&](std::size_t b) {
    std::array<double, sums> here{};
    for (std::size_t v = b * block; v < std::min<std::size_t>((b + 1) * block, people); ++v)
      add(static_cast<Employee>(v), here);
    of_block[b] = here;
  });
  std::array<double, sums> total{};
  for (const auto& here : of_block)
    for (std::size_t i = 0; i < sums; ++i) total[i] += here[i];
  return total;
}

TiePlan planned(const Organisation& organisation, const OrganisationSettings& settings, const Reports& reports,
                const Departments& departments, const Workers& workers) {
  const Employee people = organisation.employees();
  const double sibling = settings.sibling_tie;
  const auto in_group = [&](Employee v) -> double {  // how many siblings v may be tied with
    const Employee boss = organisation.manager[v];
    if (boss == nobody) return 0;
    const std::size_t span = reports.of(boss).size();
    return static_cast<double>((span + widest_group - 1) / widest_group == 1 ? span - 1 : widest_group - 1);
  };

  // Pairs of one department by kind. A member who heads an own department is outside it.
  const auto of_departments = summed<4>(people, workers, [&](Employee v, std::array<double, 4>& sums) {
    auto& [tied_pairs, chart_pairs, all_pairs, outsiders] = sums;
    if (departments.head(v) == v) {
      const auto size = static_cast<double>(departments.size(v));
      if (departments.draws_colleagues(v)) all_pairs += size * (size - 1) / 2;
      outsiders += static_cast<double>(people) - size;
    }
    double inside = 0;
    for (const Employee report : reports.of(v)) inside += departments.head(report) == departments.head(v);
    if (departments.draws_colleagues(v)) chart_pairs += inside + inside * (inside - 1) / 2;
    const std::size_t span = reports.of(v).size();
    if (span == 0) return;
    tied_pairs += inside * boss_chance(settings, span);
    tied_pairs += inside * std::min(inside - 1, static_cast<double>(widest_group - 1)) / 2 * sibling;
  });
  const auto [tied_pairs, chart_pairs, all_pairs, outsiders] = of_departments;
  const double wanted_ties = settings.mean_degree * people / 2;
  const double wanted_inside = outsiders > 0 ? wanted_ties * department_share_target : wanted_ties;
  TiePlan plan;
  if (all_pairs > chart_pairs)
    plan.colleague_tie = std::clamp((wanted_inside - tied_pairs) / (all_pairs - chart_pairs), 0.0, 1.0);

  const auto of_chart = summed<3>(people, workers, [&](Employee v, std::array<double, 3>& sums) {
    auto& [mean, pairs, closed] = sums;
    const std::span<const Employee> team = reports.of(v);
    const Employee boss = organisation.manager[v];
    double expected = 0, squares = 0;  // sums of p and p² over the people v may be tied with
    const auto may_tie = [&](double others, double chance) {
      expected += others * chance;
      squares += others * chance * chance;
    };
    if (boss != nobody) may_tie(1, boss_chance(settings, reports.of(boss).size()));
    may_tie(in_group(v), sibling);
    if (!team.empty()) {
      const double up = boss_chance(settings, team.size());
      const auto span = static_cast<double>(team.size());
      const double knows = std::min(span - 1, static_cast<double>(widest_group - 1));
      may_tie(span, up);
      // Three closed ordered pairs, twice, a triangle: three siblings, or two siblings and the boss.
      closed += span * knows * (knows - 1) * sibling * sibling * sibling + 3 * span * knows * sibling * up * up;
    }
    if (plan.colleague_tie > 0 && departments.draws_colleagues(v)) {
      double kin = boss != nobody && departments.head(boss) == departments.head(v) ? 1 : 0;
      for (const Employee report : team) kin += departments.head(report) == departments.head(v);
      if (boss != nobody && departments.head(v) != v) {
        for (const Employee sibling_of_v : reports.of(boss))
          kin += sibling_of_v != v && departments.head(sibling_of_v) == departments.head(v);
      }
      may_tie(static_cast<double>(departments.size(v)) - 1 - kin, plan.colleague_tie);
    }
    mean += expected;
    pairs += expected * expected - squares;
  });
  plan.chart = {of_chart[0] / people, of_chart[1] / people, of_chart[2] / people};
  // A quarter of the degree stays outside, so that wide teams do not cut the organisation into pieces (choice).
  plan.circle_degree =
      outsiders > 0 ? std::max(settings.mean_degree - plan.chart.mean, 0.25 * settings.mean_degree) : 0;
  return plan;
}

Network drawn_ties(const Organisation& organisation, const OrganisationSettings& settings, std::uint64_t seed,
                   const Workers& workers) {
  const std::vector<Employee>& manager = organisation.manager;
  const Reports reports(manager);
  std::optional<Departments> departments(std::in_place, kantel::departments(organisation));
  const TiePlan plan = planned(organisation, settings, reports, *departments, workers);
  Circles circles(departments->heads(), seed, workers);
  circles.solve(plan.circle_degree, clustering_target, plan.chart, workers);
  if (plan.colleague_tie == 0) departments.reset();  // 12 bytes a person that no row needs

  const std::uint64_t boss_key = purpose_key(seed, OrganisationPurpose::boss_tie);
  const std::uint64_t sibling_key = purpose_key(seed, OrganisationPurpose::sibling_tie);
  const std::uint64_t colleague_key = purpose_key(seed, OrganisationPurpose::colleague_tie);
  const std::uint64_t sibling_bound = bound(settings.sibling_tie), colleague_bound = bound(plan.colleague_tie);
  const std::uint64_t usual_boss_bound = bound(settings.boss_tie);
  const auto boss_bound = [&](std::size_t span) {
    return span <= widest_acquaintance ? usual_boss_bound : bound(boss_chance(settings, span));
  };

  return Network::from_rows(organisation.employees(), workers, [&](Employee v, RowDraft& row) {
    const std::span<const Employee> team = reports.of(v);
    if (!team.empty()) {
      const std::uint64_t below = boss_bound(team.size());
      row.add_some(team.size(),
                   [&, key = boss_key](std::size_t i) { return std::pair(team[i], keyed_draw(key, team[i]) < below); });
      if (settings.boss_ties)
        for (const Employee report : team) row.add(report, Layer::reporting);
    }
    const Employee boss = manager[v];
    if (boss != nobody) {
      const std::span<const Employee> siblings = reports.of(boss);
      row.add_if(boss, keyed_draw(boss_key, v) < boss_bound(siblings.size()));
      if (settings.boss_ties) row.add(boss, Layer::reporting);
      Group group{0, siblings.size()};
      if (siblings.size() > widest_group)
        group = group_of(static_cast<std::size_t>(std::ranges::lower_bound(siblings, v) - siblings.begin()),
                         siblings.size());
      row.add_some(group.last - group.first, [v, key = sibling_key, below = sibling_bound,
                                              others = siblings.data() + group.first](std::size_t i) {
        return std::pair(others[i], keyed_draw(key, pair_of(v, others[i])) < below);
      });  // oneself is dropped
      if (settings.team_ties)
        for (const Employee sibling : siblings) row.add(sibling, Layer::team);
    }
    if (colleague_bound > 0 && departments->draws_colleagues(v)) {
      const Employee head = departments->head(v);
      const std::span<const Employee> others = departments->below(head);
      const auto colleague = [&, v, key = colleague_key, below = colleague_bound](Employee other) {
        const Employee theirs = manager[other];
        const bool kin = (other == boss) | (theirs == v) | ((theirs == boss) & (boss != nobody));
        return std::pair(other, !kin & (keyed_draw(key, pair_of(v, other)) < below));
      };
      row.add_some(others.size(), [&](std::size_t i) { return colleague(others[i]); });
      row.add_some(1, [&](std::size_t) { return colleague(head); });  // oneself is dropped
    }
    circles.prefetch(v + 32, v + 16);
    circles.add_ties(v, row);
  });
}

}  // namespace

void refuse_too_many_team_ties(const Organisation& organisation, const OrganisationSettings& settings) {
  if (!settings.team_ties) return;
  double pairs = 0;
  for (const std::uint32_t span : spans(organisation)) pairs += 0.5 * span * (span - 1.0 * (span > 0));
  if (pairs > 0x1p31)
    throw InputError({{"", 0, "organisation.team_ties"},
                      "would make " + shortest(pairs) + " ties, because teams are very wide",
                      "at most 2147483648 ties",
                      ""});
}

Organisation generated_organisation(const OrganisationSettings& settings, std::uint64_t seed, const Workers& workers) {
  Organisation organisation;
  const auto form = static_cast<Form>(settings.form);
  for (const auto& [name, given] : {std::pair{"chart", !settings.chart.empty()},
                                    {"messages", !settings.messages.empty()},
                                    {"ties", !settings.ties.empty()},
                                    {"graphml", !settings.graphml.empty()},
                                    {"levels", form == Form::sector && !settings.levels.empty()}})
    if (given)
      organisation.warnings.push_back("organisation." + std::string(name) + " is not used by form \"" +
                                      std::string(form_names[static_cast<std::size_t>(settings.form)]) + "\"");
  {
    ChartDraft draft;
    draft.manager =
        form == Form::directorate ? directorate_chart(settings, seed, workers) : sector_chart(settings, seed, workers);
    draft.breadth_first = true;
    const NumberedChart chart = number_chart(draft, settings.unit_level, organisation);
    if (chart.depth > 255)
      throw InputError({{"", 0, "organisation.span_mean"}, "makes more than 255 levels", "larger spans", ""});
    if (chart.units > 65536)
      throw InputError({{"", 0, "organisation.unit_level"},
                        "makes " + std::to_string(chart.units) + " units",
                        "a level with at most 65,535 managers",
                        ""});
  }
  refuse_too_many_team_ties(organisation, settings);
  organisation.ties = drawn_ties(organisation, settings, seed, workers);
  return organisation;
}

}  // namespace kantel
