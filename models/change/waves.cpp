#include "models/change/waves.hpp"

#include <algorithm>
#include <numeric>

#include "models/change/champions.hpp"

namespace kantel {

namespace {

// "unit 9" before "unit 10": digits that stand together are a number.
bool comes_before(std::string_view a, std::string_view b) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  while (!a.empty() && !b.empty()) {
    if (is_digit(a.front()) && is_digit(b.front())) {
      const auto number = [&](std::string_view& text) {
        const std::size_t length = std::min(text.find_first_not_of("0123456789"), text.size());
        std::string_view digits = text.substr(0, length);
        text.remove_prefix(length);
        digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
        return digits;
      };
      const std::string_view of_a = number(a), of_b = number(b);
      if (of_a.size() != of_b.size()) return of_a.size() < of_b.size();
      if (of_a != of_b) return of_a < of_b;
      continue;
    }
    if (a.front() != b.front()) return a.front() < b.front();
    a.remove_prefix(1), b.remove_prefix(1);
  }
  return a.size() < b.size();
}

// By which the units are put in order, the largest first; ties by index.
std::vector<double> merits(const Day& day, const Population& people) {
  const Organisation& chart = day.organisation;
  std::vector<double> merit(chart.unit_names.size(), 0), size(merit.size(), 0);
  for (Employee i = 0; i < people.employees(); ++i) ++size[chart.unit[i]];
  switch (day.arm.waves.order) {
    case WaveOrder::by_name: break;
    case WaveOrder::by_size: return size;
    case WaveOrder::by_readiness:
      for (Employee i = 0; i < people.employees(); ++i) merit[chart.unit[i]] += wanting(day, people, i);
      for (std::size_t unit = 0; unit < merit.size(); ++unit) merit[unit] /= std::max(1.0, size[unit]);
      break;
    case WaveOrder::drawn:
      for (std::size_t unit = 0; unit < merit.size(); ++unit)
        merit[unit] = unit_interval(day.random.draw(static_cast<Employee>(unit), 0, wave_rank));
      break;
  }
  return merit;
}

}  // namespace

std::vector<std::uint32_t> deal_into_waves(const Day& day, const Population& people) {
  const std::vector<std::string>& names = day.organisation.unit_names;
  std::vector<std::size_t> order(names.size() - 1);  // without the top's
  std::iota(order.begin(), order.end(), std::size_t{1});
  if (day.arm.waves.order == WaveOrder::by_name) {
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return comes_before(names[a], names[b]); });
  } else {
    const std::vector<double> merit = merits(day, people);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return merit[a] > merit[b]; });
  }
  const auto waves = static_cast<std::size_t>(day.arm.waves.count), each = order.size() / waves,
             left_over = order.size() % waves;
  std::vector<std::uint32_t> wave_of_unit(names.size(), 0);
  for (std::size_t wave = 0, at = 0; wave < waves; ++wave)
    for (const std::size_t end = at + each + (wave < left_over ? 1 : 0); at < end; ++at)
      wave_of_unit[order[at]] = static_cast<std::uint32_t>(wave);
  return wave_of_unit;
}

}  // namespace kantel
