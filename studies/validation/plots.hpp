// Theory as a line, agents as points with their 95% interval: the pictures of the validation report.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "studies/validation/cases/cases.hpp"

namespace kantel {

struct Plot {
  std::string id, title, x, y, format, sentence;
  std::array<double, 2> range, domain;
  std::vector<std::string> names;                              // series
  std::vector<std::vector<std::array<double, 2>>> theory;      // [series][point] x, y
  std::vector<std::vector<std::array<double, 4>>> simulation;  // [series][point] x, mean, low, high
};

// The plots of these models.
std::vector<Plot> theory_plots(const CaseContext& context, std::span<const std::string_view> models);

}  // namespace kantel
