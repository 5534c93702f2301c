// The report's tables and lists as HTML, with captions and header scopes, each wide one in a box that scrolls by
// itself.
#pragma once
#include <string>

#include "studies/report/data.hpp"

namespace kantel::report {

std::string summary_table(const Results& results);     // arms as columns
std::string reference_table(const Results& results);   // every metric of a reference model, arms as columns
std::string cost_table(const Results& results);        // hours, money, exits and what is gained
std::string difference_table(const Results& results);  // a row a pair that is asked about; "" with one arm
std::string uncertain_table(const Results& results);   // a row a pair and measure: luck, parameters, how often it holds
std::string effects_table(const Results& results);     // a factorial's parts; "" without
std::string same_people_table(const Results& results);     // "" when there is nothing to contrast
std::string arms_table(const Results& results);            // how each arm was brought
std::string units_table(const Results& results, int day);  // the strongest block per unit and arm; "" with one unit
// The numbers behind a chart: a row a milestone day, a column an arm.
std::string milestone_table(const Results& results, const std::string& measure, const std::string& caption,
                            bool is_share);
std::string paired_milestone_table(const Results& results, const std::string& measure, const std::string& caption);
// Shares on one day: a row an arm, a column a part.
std::string shares_table(const Results& results, const std::string& prefix, const std::string& caption, int day);
std::string terciles_table(const Results& results, int day);
std::string definitions(const Results& results);

}  // namespace kantel::report
