// Ties of a generated organisation. Three kinds, each decided by a keyed draw of the pair, so that both rows of a pair
// agree and each row is made alone:
//   - with the boss (chance manager_tie_probability) and with those who share the boss (chance sibling_tie);
//   - with other people of the department, only as far as the first two leave the department's third of all ties open;
//   - with people elsewhere, through circles, solved for the mean degree and the clustering that remain.
// The free constants are expectations summed over this very chart: the same formulas hold at any size.
#include "models/organisation/generate.hpp"

#include <algorithm>
#include <array>

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

double manager_tie_chance(const OrganisationSettings& settings, std::size_t span) {
  return std::min(settings.manager_tie_probability,
                  static_cast<double>(widest_acquaintance) / static_cast<double>(span));
}

// Members of departments, as ranges of one list.
class Departments {
 public:
  explicit Departments(LargeVector<Employee> head) : head_(std::move(head)), members_(head_) {}
  Employee head(Employee v) const { return head_[v]; }
  std::span<const Employee> below(Employee head) const { return members_.of(head); }  // all but the head
  std::size_t size(Employee v) const { return below(head_[v]).size() + 1; }
  // Whether colleagues of v's department are drawn pair by pair: not around very wide teams, where all are siblings.
  bool draws_colleagues(Employee v) const { return size(v) <= widest_department; }
  std::span<const Employee> heads() const { return head_; }

 private:
  LargeVector<Employee> head_;
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
  LargeVector<std::uint32_t> inside(people);  // reports in the own department
  const auto of_departments = summed<4>(people, workers, [&](Employee v, std::array<double, 4>& sums) {
    auto& [tied_pairs, chart_pairs, all_pairs, outsiders] = sums;
    if (departments.head(v) == v) {
      const auto size = static_cast<double>(departments.size(v));
      if (departments.draws_colleagues(v)) all_pairs += size * (size - 1) / 2;
      outsiders += static_cast<double>(people) - size;
    }
    const std::span<const Employee> team = reports.of(v);
    inside[v] = 0;
    if (team.empty()) return;
    for (const Employee report : team) inside[v] += departments.head(report) == departments.head(v);
    const double pairs = inside[v];
    if (departments.draws_colleagues(v)) chart_pairs += pairs + pairs * (pairs - 1) / 2;
    tied_pairs += pairs * manager_tie_chance(settings, team.size());
    tied_pairs += pairs * std::min(pairs - 1, static_cast<double>(widest_group - 1)) / 2 * sibling;
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
    if (boss != nobody) may_tie(1, manager_tie_chance(settings, reports.of(boss).size()));
    may_tie(in_group(v), sibling);
    if (!team.empty()) {
      const double up = manager_tie_chance(settings, team.size());
      const auto span = static_cast<double>(team.size());
      const double knows = std::min(span - 1, static_cast<double>(widest_group - 1));
      may_tie(span, up);
      // Three closed ordered pairs, twice, a triangle: three siblings, or two siblings and the boss.
      closed += span * knows * (knows - 1) * sibling * sibling * sibling + 3 * span * knows * sibling * up * up;
    }
    if (plan.colleague_tie > 0 && departments.draws_colleagues(v)) {
      double kin = inside[v];
      if (departments.head(v) != v) kin += inside[boss];  // the boss, and the boss's other reports
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

// Draws the rows.
class TieRows {
 public:
  TieRows(const Organisation& organisation, const OrganisationSettings& settings, std::uint64_t seed,
          const Reports& reports, const Departments& departments, const Circles& circles, double colleague_tie)
      : manager_(organisation.manager),
        settings_(settings),
        reports_(reports),
        departments_(departments),
        circles_(circles),
        manager_key_(purpose_key(seed, OrganisationPurpose::manager_tie)),
        sibling_key_(purpose_key(seed, OrganisationPurpose::sibling_tie)),
        colleague_key_(purpose_key(seed, OrganisationPurpose::colleague_tie)),
        usual_manager_bound_(bound(settings.manager_tie_probability)),
        sibling_bound_(bound(settings.sibling_tie)),
        colleague_bound_(bound(colleague_tie)) {}

  KANTEL_WIDE void draw(Employee first, Employee past, RowDraft& row) const;

 private:
  std::uint64_t manager_bound(std::size_t span) const {
    return span <= widest_acquaintance ? usual_manager_bound_ : bound(manager_tie_chance(settings_, span));
  }
  KANTEL_INLINE void add_team(Employee v, RowDraft& row) const {
    const std::span<const Employee> team = reports_.of(v);
    if (team.empty()) return;
    row.add_some(
        team.size(), [reports = team.data()](std::size_t i) { return reports[i]; },
        [key = manager_key_, below = manager_bound(team.size())](std::size_t, Employee report) {
          return keyed_draw(key, report) < below;
        });
    if (settings_.add_manager_ties)
      for (const Employee report : team) row.add(report, Layer::reporting);
  }
  KANTEL_INLINE void add_manager_and_siblings(Employee v, RowDraft& row) const {
    const Employee boss = manager_[v];
    if (boss == nobody) return;
    const std::span<const Employee> siblings = reports_.of(boss);
    row.add_if(boss, keyed_draw(manager_key_, v) < manager_bound(siblings.size()));
    if (settings_.add_manager_ties) row.add(boss, Layer::reporting);
    Group group{0, siblings.size()};
    if (siblings.size() > widest_group)
      group =
          group_of(static_cast<std::size_t>(std::ranges::lower_bound(siblings, v) - siblings.begin()), siblings.size());
    row.add_some(
        group.last - group.first, [others = siblings.data() + group.first](std::size_t i) { return others[i]; },
        [v, key = sibling_key_, below = sibling_bound_](std::size_t, Employee sibling) {
          return (keyed_draw(key, pair_of(v, sibling)) < below) & (sibling != v);
        });
    if (settings_.team_ties)
      for (const Employee sibling : siblings) row.add(sibling, Layer::team);
  }
  KANTEL_INLINE void add_colleagues(Employee v, RowDraft& row) const {
    if (colleague_bound_ == 0 || !departments_.draws_colleagues(v)) return;
    const Employee head = departments_.head(v), boss = manager_[v];
    const std::span<const Employee> others = departments_.below(head);
    const auto drawn = [v, key = colleague_key_, below = colleague_bound_](std::size_t, Employee other) {
      return keyed_draw(key, pair_of(v, other)) < below;
    };
    const auto unrelated = [&](Employee other) {
      const Employee theirs = manager_[other];
      return other != boss && theirs != v && (theirs != boss || boss == nobody);
    };
    row.add_few(
        others.size(), [others = others.data()](std::size_t i) { return others[i]; }, drawn, unrelated);
    row.add_if(head, drawn(0, head) && unrelated(head));  // oneself is dropped
  }

  std::span<const Employee> manager_;
  const OrganisationSettings& settings_;
  const Reports& reports_;
  const Departments& departments_;
  const Circles& circles_;
  std::uint64_t manager_key_, sibling_key_, colleague_key_;
  std::uint64_t usual_manager_bound_, sibling_bound_, colleague_bound_;
};

KANTEL_WIDE void TieRows::draw(Employee first, Employee past, RowDraft& row) const {
  Circles::Found circles;
  circles_.find(first, past, circles);
  for (Employee v = first; v < past; ++v) {
    add_team(v, row);
    add_manager_and_siblings(v, row);
    add_colleagues(v, row);
    circles_.add_ties(v, circles, v - first, row);
    row.end_row();
  }
}

Network drawn_ties(const Organisation& organisation, const OrganisationSettings& settings, std::uint64_t seed,
                   const Workers& workers) {
  const Reports reports(organisation.manager);
  const Departments departments(kantel::departments(organisation));
  const TiePlan plan = planned(organisation, settings, reports, departments, workers);
  Circles circles(departments.heads(), seed, workers);
  circles.solve(plan.circle_degree, clustering_target, plan.chart, workers);
  const TieRows rows(organisation, settings, seed, reports, departments, circles, plan.colleague_tie);
  return Network::from_pieces(organisation.employees(), workers,
                              [&rows](Employee first, Employee past, RowDraft& row) { rows.draw(first, past, row); });
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
  const Form form = settings.form;
  const bool has_levels = form == Form::directorate || form == Form::context;
  for (const auto& [name, given] : {std::pair{"chart", !settings.chart.empty()},
                                    {"departments", !settings.departments.empty()},
                                    {"messages", !settings.messages.empty()},
                                    {"ties", !settings.ties.empty()},
                                    {"graphml", !settings.graphml.empty()},
                                    {"levels", !has_levels && !settings.levels.empty()}})
    if (given)
      organisation.warnings.push_back("organisation." + std::string(name) + " is not used by form \"" +
                                      std::string(name_of(settings.form)) + "\"");
  const auto refuse_units = [](std::size_t units) {
    if (units > 65536)
      throw InputError({{"", 0, "organisation.unit_level"},
                        "makes " + std::to_string(units) + " units",
                        "a level with at most 65,535 managers",
                        ""});
  };
  if (form == Form::network) {
    Organisation unled;
    unled.manager = teams_of_network(settings, seed);
    OrganisationSettings alike = settings;
    alike.manager_tie_probability = settings.sibling_tie, alike.add_manager_ties = alike.team_ties = false;
    const Network informal = drawn_ties(unled, alike, seed, workers);
    refuse_units(lead_by_ties(unled.manager, informal, settings, seed, workers, organisation).units);
    return organisation;
  }
  {
    const LargeVector<Employee> manager = form == Form::context
                                              ? directorate_chart(settings, seed, workers, programmes_of(settings))
                                          : form == Form::directorate ? directorate_chart(settings, seed, workers)
                                                                      : sector_chart(settings, seed, workers);
    const ChartSize chart = number_grown(manager, settings.unit_level, organisation, workers);
    if (chart.depth > 255)
      throw InputError({{"", 0, "organisation.span_mean"}, "makes more than 255 levels", "larger spans", ""});
    refuse_units(chart.units);
  }
  if (form == Form::context) make_context(settings, seed, organisation);
  refuse_too_many_team_ties(organisation, settings);
  organisation.ties = drawn_ties(organisation, settings, seed, workers);
  return organisation;
}

}  // namespace kantel
