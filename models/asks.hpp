// What a scenario's question asks, as data: "rollout against movement on durable_end, dip, exits". The report answers
// that and shows those differences; nothing that is simulated depends on it.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

struct Asks {
  std::vector<std::string> arms;     // the first against each of the others
  std::vector<std::string> metrics;  // in the order of interest; empty: the report decides
};

// The metrics that may be asked for by a shorter name: dip, hours, money, doing, own.
std::string_view asked_metric(std::string_view word);

// Reads the text. Problems: what is not of the form, an arm or metric that is not there (with the nearest that is), one
// that is named twice, an arm against nothing.
Asks parse_asks(std::string_view text, std::span<const std::string_view> arms,
                std::span<const std::string_view> metrics, const Place& place, Problems& problems);

}  // namespace kantel
