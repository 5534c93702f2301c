#include "models/organisation/settings.hpp"

namespace kantel {

namespace {

using S = OrganisationSettings;
using K = Key<OrganisationSettings>;
constexpr double largest = 4.0e9;  // employees are numbered in 32 bits

const std::array organisation_key_list{
    K{.name = "form",
      .member = &S::form,
      .sentence = "how the chart comes about",
      .source = "choice",
      .choices = form_names},
    K{.name = "employees",
      .member = &S::employees,
      .low = 1,
      .high = largest,
      .symbol = "N",
      .unit = "people",
      .sentence = "how many people to generate",
      .source = "choice"},
    K{.name = "levels",
      .member = &S::levels,
      .low = 1,
      .high = largest,
      .unit = "managers",
      .sentence = "directorate: managers per level below the top; empty for a choice by size",
      .source = "choice"},
    K{.name = "span_mean",
      .member = &S::span_mean,
      .low = 1.5,
      .high = 1000,
      .unit = "people",
      .sentence = "sector: direct reports per manager, on average",
      .source = "4.5 in a manufacturer's chart, doi 10.7910/DVN/6Z3CGX"},
    K{.name = "unit_level",
      .member = &S::unit_level,
      .low = 0,
      .high = 255,
      .unit = "hops",
      .sentence = "a unit is the subtree under a manager this far below the top",
      .source = "choice"},
    K{.name = "mean_degree",
      .member = &S::mean_degree,
      .low = 0,
      .high = 1000,
      .unit = "ties",
      .sentence = "informal ties per person, on average",
      .source = "choice"},
    K{.name = "boss_tie",
      .member = &S::boss_tie,
      .low = 0,
      .high = 1,
      .sentence = "chance that a person has an informal tie with the own manager",
      .source = "choice; .56 in a manufacturer's e-mail, doi 10.7910/DVN/6Z3CGX"},
    K{.name = "sibling_tie",
      .member = &S::sibling_tie,
      .low = 0,
      .high = 1,
      .sentence = "chance that two people with the same manager have an informal tie",
      .source = "choice; .36 in a manufacturer's e-mail, doi 10.7910/DVN/6Z3CGX"},
    K{.name = "boss_ties",
      .member = &S::boss_ties,
      .sentence = "everyone is tied with the own manager",
      .source = "choice"},
    K{.name = "team_ties",
      .member = &S::team_ties,
      .sentence = "everyone is tied with all who share the manager",
      .source = "choice"},
    K{.name = "per_replicate",
      .member = &S::per_replicate,
      .sentence = "draw the organisation anew in each replicate",
      .source = "choice"},
    K{.name = "seed",
      .member = &S::seed,
      .low = 0,
      .high = 9.0e15,
      .sentence = "the organisation's own seed; without it the scenario's",
      .source = "choice"},
    K{.name = "chart",
      .member = &S::chart,
      .sentence = "imported: CSV with a person's id and the manager's id",
      .source = "choice"},
    K{.name = "messages",
      .member = &S::messages,
      .sentence = "imported: CSV log of sender, recipient and date",
      .source = "choice"},
    K{.name = "ties",
      .member = &S::ties,
      .sentence = "imported: CSV with a tie a row: a, b and perhaps layer",
      .source = "choice"},
    K{.name = "graphml", .member = &S::graphml, .sentence = "imported: GraphML file with the ties", .source = "choice"},
    K{.name = "id_column",
      .member = &S::id_column,
      .sentence = "the chart's column of ids; without it the first",
      .source = "choice"},
    K{.name = "manager_column",
      .member = &S::manager_column,
      .sentence = "the chart's column of managers' ids; without it the second",
      .source = "choice"},
    K{.name = "min_messages",
      .member = &S::min_messages,
      .low = 0,
      .high = 1e9,
      .unit = "messages",
      .sentence = "messages in both directions together that make a tie",
      .source = "choice"},
    K{.name = "half_life",
      .member = &S::half_life,
      .low = 1e-3,
      .unit = "days",
      .sentence = "a message loses half its weight in this time before the last one",
      .source = "choice"},
    K{.name = "tops",
      .member = &S::tops,
      .sentence = "several people without a manager: an error, or the first leads the others",
      .source = "choice",
      .choices = tops_names},
    K{.name = "traits", .member = &S::traits, .sentence = "CSV with traits of each person", .source = "choice"},
};

// A member added to the struct without a Key must not go unnoticed: its aggregate has one initialiser per member.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT: only ever named in an unevaluated context
};
template <class... Initialisers>
consteval std::size_t members_from(Initialisers... initialisers) {
  if constexpr (requires { S{initialisers..., Anything{}}; })
    return members_from(initialisers..., Anything{});
  else
    return sizeof...(Initialisers);
}
static_assert(members_from() == std::tuple_size_v<decltype(organisation_key_list)>,
              "every member of OrganisationSettings needs one Key");

}  // namespace

std::span<const Key<OrganisationSettings>> organisation_keys() { return organisation_key_list; }

}  // namespace kantel
