// Numbers and words as a reader expects them: percentages, days, intervals, lists; text safe inside HTML.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "studies/report/data.hpp"

namespace kantel::report {

// How a number is told. Shares as percentages; their differences in percentage points.
enum class Scale { percent, points, days, level, count, hours, slope };
Scale difference_scale(Scale scale);
Scale scale_of_metric(std::string_view metric);
Scale reference_scale(const Definition& measure);  // by its unit

// "62%", "−3 points", "day 110", "0.49", "3,600", "1.4 hours". Undefined: "undefined". In the language spoken.
std::string told(double value, Scale scale);
// With the 95% interval in brackets when there is one: "62% (60% to 64%)", "+5 points (3 to 7)". The number of decimals
// follows the width of the interval, so that it does not close up to one value.
std::string told(const Estimate& estimate, Scale scale);
// As a sentence tells it: whole percent, points and days, without an interval.
std::string told_whole(double value, Scale scale);
std::string told_whole_difference(double value, Scale scale);
// The same with an explicit sign, for differences.
std::string told_difference(const Estimate& estimate, Scale scale);

std::string grouped(long long number);                          // 18,000
std::string grouped_whole(double value);                        // 18,000; 4.9e+37 where nobody counts digits
std::string counted(long long number, std::string_view thing);  // "1 day", "1,200 days"
std::string fixed(double value, int decimals);                  // minus as U+2212, no "-0"
std::string shortest(double value, int significant_digits);     // for data: 0.1235; "null" when undefined

std::string html(std::string_view text);
// "a", "a and b", "a, b and c"
std::string listed(std::span<const std::string> items);
// "lift_mandate" as "mandate lifted"
std::string event_words(std::string_view action);
std::string name_words(std::string_view name);  // of an arm or a policy: without underscores
std::string capitalised(std::string text);
std::string unit_words(std::string_view group);  // "unit=top+1" as "top and 1"

}  // namespace kantel::report
