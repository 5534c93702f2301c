// In what lines two texts differ, for the message that an experiment has changed.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace kantel {

// "- before", "+ after", in order, at most a dozen and how many more. Names of tables stand before their lines.
std::vector<std::string> differing_lines(std::string_view before, std::string_view after);

}  // namespace kantel
