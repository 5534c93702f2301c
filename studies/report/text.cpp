#include "studies/report/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "studies/report/words.hpp"

namespace kantel::report {

namespace {

constexpr std::string_view minus = "\xE2\x88\x92";

double factor(Scale scale) { return scale == Scale::percent || scale == Scale::points ? 100 : 1; }

// The fewest decimals at which the ends of an interval of this width are told apart; within what the scale allows.
int decimals_for(const Estimate& estimate, Scale scale) {
  if (scale == Scale::slope) return 5;
  const int least = scale == Scale::level ? 2 : 0;
  const int most = scale == Scale::level ? 4 : scale == Scale::percent || scale == Scale::points ? 2 : 1;
  const double size = std::abs(estimate.mean) * factor(scale);
  int decimals = least;
  if (estimate.has_interval()) {
    const double width = (estimate.high - estimate.low) * factor(scale);
    const auto hides = [&](double end) {  // an end that is not 0 but would be told as 0
      return end != 0 && std::abs(end) * factor(scale) < 0.5 * std::pow(10, -decimals);
    };
    while (decimals < most && (width < std::pow(10, -decimals) || hides(estimate.low) || hides(estimate.high)))
      ++decimals;
    if (width < 1e-9) decimals = size < 10 && size > 0 && scale != Scale::count ? std::max(least, 1) : least;
  } else if (size > 0 && size < 10 && scale != Scale::level && scale != Scale::count && scale != Scale::days) {
    decimals = 1;
  }
  return decimals;
}

std::string number(double value, int decimals, Scale scale, bool with_sign) {
  const double shown = value * factor(scale);
  std::string text = std::abs(shown) >= 1000 && (scale == Scale::count || scale == Scale::hours)
                         ? grouped_whole(shown)
                         : fixed(shown, decimals);
  if (with_sign && shown > 0 && text.find_first_of("123456789") != std::string::npos) text.insert(0, "+");
  return text;
}

std::string with_unit(const std::string& number, Scale scale, bool with_sign) {
  const bool one = number == "1" || number == "+1" || number == std::string(minus) + "1";
  switch (scale) {
    case Scale::percent: return number + "%";
    case Scale::points: return say(one ? "unit.point" : "unit.points", {{"n", number}});
    case Scale::days: return say(!with_sign ? "unit.day" : one ? "unit.one_day" : "unit.days", {{"n", number}});
    case Scale::hours: return say(one ? "unit.hour" : "unit.hours", {{"n", number}});
    case Scale::level:
    case Scale::count:
    case Scale::slope: break;
  }
  return number;
}

std::string told(const Estimate& estimate, Scale scale, bool with_sign) {
  if (!estimate.is_defined()) return say("undefined");
  const int decimals = decimals_for(estimate, scale);
  std::string text = with_unit(number(estimate.mean, decimals, scale, with_sign), scale, with_sign);
  if (!estimate.has_interval()) return text;
  const std::string unit = scale == Scale::percent ? "%" : "";
  return text + " (" +
         say("interval.to", {{"low", number(estimate.low, decimals, scale, false) + unit},
                             {"high", number(estimate.high, decimals, scale, false) + unit}}) +
         ")";
}

std::string whole(double value, Scale scale, bool with_sign) {
  if (!std::isfinite(value)) return say("undefined");
  const int decimals = scale == Scale::level                           ? 2
                       : scale == Scale::slope                         ? 5
                       : scale == Scale::hours && std::abs(value) < 10 ? 1
                                                                       : 0;
  return with_unit(number(value, decimals, scale, with_sign), scale, with_sign);
}

}  // namespace

Scale difference_scale(Scale scale) { return scale == Scale::percent ? Scale::points : scale; }

Scale reference_scale(const Definition& measure) {
  return measure.unit.starts_with("share of") ? Scale::percent : Scale::level;
}

Scale scale_of_metric(std::string_view metric) {
  for (const std::string_view stem : {"practising_", "durable_", "retained_", "lapsed_", "same_people_share"})
    if (metric.starts_with(stem)) return Scale::percent;
  if (metric.ends_with("_reached")) return Scale::percent;
  if (metric.size() > 1 && metric[0] == 't' && metric.find_first_not_of("0123456789", 1) == std::string_view::npos)
    return Scale::days;
  if (metric == "inflection" || metric == "dip_day") return Scale::days;
  if (metric == "dip_length" || metric == "exits") return Scale::count;
  if (metric == "gained_durable") return Scale::points;
  if (metric.starts_with("money")) return Scale::count;
  if (metric == "morale_dipped") return Scale::percent;
  if (metric == "dip_depth") return Scale::percent;
  if (metric == "dip_area") return Scale::level;
  if (metric == "recovery_slope") return Scale::slope;
  if (metric.find("hours") != std::string_view::npos) return Scale::hours;
  return Scale::level;
}

std::string told(double value, Scale scale) { return told(Estimate{value, undefined, undefined}, scale, false); }
std::string told(const Estimate& estimate, Scale scale) { return told(estimate, scale, false); }
std::string told_whole(double value, Scale scale) { return whole(value, scale, false); }
std::string told_whole_difference(double value, Scale scale) { return whole(value, difference_scale(scale), true); }
std::string told_difference(const Estimate& estimate, Scale scale) {
  return told(estimate, difference_scale(scale), true);
}

std::string grouped(long long number) {
  std::string digits = std::to_string(std::llabs(number));
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), Speaking::now() == Language::dutch ? "." : ",");
  return (number < 0 ? std::string(minus) : "") + digits;
}

std::string counted(long long number, std::string_view thing) {
  return grouped(number) + " " + std::string(thing) + (number == 1 ? "" : "s");
}

std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer{};
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::fixed, decimals);
  std::string digits(buffer.data(), end);
  if (Speaking::now() == Language::dutch) std::ranges::replace(digits, '.', ',');
  const bool is_zero = digits.find_first_of("123456789") == std::string::npos;
  return (value < 0 && !is_zero ? std::string(minus) : "") + digits;
}

std::string shortest(double value, int significant_digits) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 64> buffer{};
  const auto rounded = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific,
                                     significant_digits - 1);
  double back = 0;
  std::from_chars(buffer.data(), rounded.ptr, back);
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), back == 0 ? 0.0 : back);
  return {buffer.data(), end};
}

std::string grouped_whole(double value) {
  constexpr double countable = 1e15;
  return std::abs(value) < countable ? grouped(std::llround(value)) : shortest(value, 3);
}

std::string html(std::string_view text) {
  std::string safe;
  for (const char c : text) switch (c) {
      case '&': safe += "&amp;"; break;
      case '<': safe += "&lt;"; break;
      case '>': safe += "&gt;"; break;
      case '"': safe += "&quot;"; break;
      default: safe += c;
    }
  return safe;
}

std::string listed(std::span<const std::string> items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i)
    text += (i == 0 ? "" : i + 1 == items.size() ? " " + say("and") + " " : ", ") + items[i];
  return text;
}

std::string event_words(std::string_view action) {
  const std::string_view verb = action.substr(0, action.find(' '));
  const std::string key = "event." + std::string(verb);
  if (!has_words(key)) return name_words(action);
  return say(key, {{"policy", name_words(action.substr(std::min(verb.size() + 1, action.size())))}});
}

std::string name_words(std::string_view name) {
  std::string words(name);
  std::ranges::replace(words, '_', ' ');
  return words;
}

std::string capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string unit_words(std::string_view group) {
  std::string words(group.substr(group.find('=') + 1));
  for (auto plus = words.find('+'); plus != std::string::npos; plus = words.find('+'))
    words.replace(plus, 1, " " + say("and") + " ");
  return words;
}

}  // namespace kantel::report
