// Opinions as numbers: how they start, and how they lie together. Held in double precision, written by the averaging
// models (averaging.hpp) and by those of bounded confidence below.
#pragma once
#include <initializer_list>

#include "models/reference/reference.hpp"

namespace kantel {

// Opinions no further apart count as the same one: far above rounding, far below any distance that means something.
inline constexpr double same_opinion = 1e-9;

enum class StartForm { uniform, normal };
inline constexpr std::array<std::string_view, 2> start_form_names{"uniform", "normal"};
constexpr std::span<const std::string_view> names_of(StartForm) { return start_form_names; }

struct OpinionStart {
  StartForm start = StartForm::uniform;
  double mean = .5, sd = .15;
  std::vector<double> opinions;  // one a person, instead of drawn ones; set by a program, not by a scenario
};

template <class Settings>
void add_opinions(std::vector<Key<Settings>>& keys) {
  keys.push_back({.name = "start",
                  .member = &Settings::start,
                  .sentence = "opinions on day 0: uniform between 0 and 1, or normal",
                  .source = "choice"});
  keys.push_back({.name = "mean",
                  .member = &Settings::mean,
                  .low = -1e6,
                  .high = 1e6,
                  .sentence = "mean of a normal start",
                  .source = "choice"});
  keys.push_back({.name = "sd",
                  .member = &Settings::sd,
                  .low = 0,
                  .high = 1e6,
                  .sentence = "its standard deviation",
                  .source = "choice"});
}
// A model's own keys and these. `otherwise`: members of its settings, beside `opinions`, that only a program sets;
// Bases: those of its settings beside OpinionStart.
template <class Settings, std::size_t otherwise, class... Bases, std::size_t n>
std::vector<Key<Settings>> with_opinions(const Key<Settings> (&own)[n]) {
  static_assert(members_of<Settings, Bases..., OpinionStart>() == n + 4 + otherwise,
                "a member of these settings has no Key");
  std::vector<Key<Settings>> keys(std::begin(own), std::end(own));
  add_opinions(keys);
  return keys;
}

std::vector<double> starting_opinions(const OpinionStart& start, const Ground& ground);

double mean_of(std::span<const double> opinions);
double sd_of(std::span<const double> opinions);  // of this population; 0 for nobody

// Opinions closer than `gap` to the next one lie in one cluster; clusters of less than `least` of people are not
// counted. O(n log n).
struct Clusters {
  double count, largest;  // largest: share of people
};
Clusters clusters_of(std::vector<double> opinions, double gap, double least);

// Deffuant et al. 2000 and Hegselmann & Krause 2002: only opinions within epsilon count.
struct BoundedSettings : OpinionStart {
  double epsilon = .2;
  double cluster_gap = .01, least_cluster = .02;
};
struct DeffuantSettings : BoundedSettings {
  double mu = .5;
};
struct HegselmannKrauseSettings : BoundedSettings {};
static_assert(members_of<DeffuantSettings, BoundedSettings, OpinionStart>() == 4 + 4 &&
                  members_of<HegselmannKrauseSettings, BoundedSettings, OpinionStart>() == 3 + 4,
              "a member of these settings has no Key in with_bounded");

template <class Settings>
std::vector<Key<Settings>> with_bounded(std::initializer_list<Key<Settings>> own, std::string_view source) {
  std::vector<Key<Settings>> keys{
      {"epsilon", &Settings::epsilon, 0, 1e6, "ε", "", "opinions further away than this do not count", source}};
  keys.insert(keys.end(), own);
  add_opinions(keys);
  keys.push_back({"cluster_gap", &Settings::cluster_gap, 0, 1e6, "", "",
                  "opinions closer than this to the next belong to one cluster", "choice"});
  keys.push_back({"least_cluster", &Settings::least_cluster, 0, 1, "", "share of people",
                  "smaller clusters are not counted", "choice"});
  return keys;
}

class BoundedConfidence : public Simulation {
 public:
  // Sums: 1, people, people in the largest cluster, clusters, spread, Σ x.
  void sums(std::span<double> out) const override;
  bool at_rest() const override { return at_rest_; }
  std::span<const double> opinions() const { return opinions_; }

 protected:
  BoundedConfidence(const BoundedSettings& settings, const Ground& ground)
      : network_(&ground.network),
        epsilon_(settings.epsilon),
        gap_(settings.cluster_gap),
        least_(settings.least_cluster),
        opinions_(starting_opinions(settings, ground)) {}

  const ReferenceNetwork* network_;
  double epsilon_, gap_, least_;
  std::vector<double> opinions_;
  bool at_rest_ = false;
};
inline constexpr int bounded_sums = 6;
std::span<const Measure> bounded_measures();

}  // namespace kantel
