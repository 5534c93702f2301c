// What the C++ library of Emscripten 3.1.6 (Debian 12, Ubuntu 24.04) lacks of C++20. Included before every source of
// the WebAssembly build, and of no other. Each part is empty where the library is whole, so a newer Emscripten needs
// none of it; of the ranges, what the sources use.
#pragma once
#include <algorithm>
#include <atomic>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <string>
#include <version>

#ifndef __cpp_lib_bit_cast
namespace std {
template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
  return __builtin_bit_cast(To, from);
}
}  // namespace std
#endif

#ifndef __cpp_lib_atomic_ref
namespace std {
// One thread in all, so nothing is contended.
template <class T>
class atomic_ref {
 public:
  explicit atomic_ref(T& object) : object_(&object) {}
  T fetch_add(T step, memory_order = memory_order_seq_cst) const {
    const T before = *object_;
    *object_ = static_cast<T>(before + step);
    return before;
  }

 private:
  T* object_;
};
}  // namespace std
#endif

#ifndef __cpp_lib_atomic_float
namespace std {
inline double operator+=(atomic<double>& sum, double step) {
  const double after = sum + step;
  sum = after;
  return after;
}
}  // namespace std
#endif

#ifndef __cpp_lib_ranges
namespace std::ranges {
struct itself {
  template <class T>
  constexpr T&& operator()(T&& value) const {
    return std::forward<T>(value);
  }
};
// Of two projected elements.
template <class Order, class Projection>
constexpr auto ordered(Order order, Projection projection) {
  return [=](const auto& a, const auto& b) { return order(std::invoke(projection, a), std::invoke(projection, b)); };
}
template <class Range, class Value, class Projection = itself>
constexpr auto find(Range&& range, const Value& value, Projection projection = {}) {
  return std::find_if(std::begin(range), std::end(range),
                      [&](const auto& element) { return std::invoke(projection, element) == value; });
}
template <class Range, class Claim>
constexpr auto find_if(Range&& range, Claim claim) {
  return std::find_if(std::begin(range), std::end(range), claim);
}
template <class Range, class Claim>
constexpr bool any_of(Range&& range, Claim claim) {
  return std::any_of(std::begin(range), std::end(range), claim);
}
template <class Range, class Claim, class Projection = itself>
constexpr bool all_of(Range&& range, Claim claim, Projection projection = {}) {
  return std::all_of(std::begin(range), std::end(range),
                     [&](const auto& element) { return claim(std::invoke(projection, element)); });
}
template <class Range, class Claim>
constexpr bool none_of(Range&& range, Claim claim) {
  return std::none_of(std::begin(range), std::end(range), claim);
}
template <class Range, class Value>
constexpr auto count(Range&& range, const Value& value) {
  return std::count(std::begin(range), std::end(range), value);
}
template <class Range, class Claim>
constexpr auto count_if(Range&& range, Claim claim) {
  return std::count_if(std::begin(range), std::end(range), claim);
}
template <class A, class B, class Same = std::equal_to<>>
constexpr bool equal(A&& a, B&& b, Same same = {}) {
  return std::equal(std::begin(a), std::end(a), std::begin(b), std::end(b), same);
}
template <class Range>
constexpr void reverse(Range&& range) {
  std::reverse(std::begin(range), std::end(range));
}
template <class Range, class Out, class Change>
constexpr void transform(Range&& range, Out out, Change change) {
  std::transform(std::begin(range), std::end(range), out,
                 [&](const auto& element) { return std::invoke(change, element); });
}
template <class Range, class Claim, class Value>
constexpr void replace_if(Range&& range, Claim claim, const Value& value) {
  std::replace_if(std::begin(range), std::end(range), claim, value);
}
template <class Range, class Value>
constexpr auto lower_bound(Range&& range, const Value& value) {
  return std::lower_bound(std::begin(range), std::end(range), value);
}
template <class Range, class Value>
constexpr auto upper_bound(Range&& range, const Value& value) {
  return std::upper_bound(std::begin(range), std::end(range), value);
}
template <class Range, class Value, class Order = std::less<>, class Projection = itself>
constexpr auto equal_range(Range&& range, const Value& value, Order order = {}, Projection projection = {}) {
  const auto before = [&](const auto& element, const Value& of) { return order(std::invoke(projection, element), of); };
  const auto after = [&](const Value& of, const auto& element) { return order(of, std::invoke(projection, element)); };
  return std::pair(std::lower_bound(std::begin(range), std::end(range), value, before),
                   std::upper_bound(std::begin(range), std::end(range), value, after));
}
template <class Range, class Value, class Order = std::less<>>
constexpr bool binary_search(Range&& range, const Value& value, Order order = {}) {
  return std::binary_search(std::begin(range), std::end(range), value, order);
}
template <class Range, class Claim>
constexpr auto adjacent_find(Range&& range, Claim claim) {
  return std::adjacent_find(std::begin(range), std::end(range), claim);
}
template <class Range, class Value>
constexpr void fill(Range&& range, const Value& value) {
  std::fill(std::begin(range), std::end(range), value);
}
template <class Range, class Out>
constexpr void copy(Range&& range, Out out) {
  std::copy(std::begin(range), std::end(range), out);
}
template <class Range, class Order = std::less<>, class Projection = itself>
constexpr auto max_element(Range&& range, Order order = {}, Projection projection = {}) {
  return std::max_element(std::begin(range), std::end(range), ordered(order, projection));
}
template <class Range, class Order = std::less<>, class Projection = itself>
constexpr auto min_element(Range&& range, Order order = {}, Projection projection = {}) {
  return std::min_element(std::begin(range), std::end(range), ordered(order, projection));
}
template <class Range, class Order = std::less<>, class Projection = itself>
constexpr void sort(Range&& range, Order order = {}, Projection projection = {}) {
  std::sort(std::begin(range), std::end(range), ordered(order, projection));
}
template <class Range, class Order = std::less<>, class Projection = itself>
constexpr void stable_sort(Range&& range, Order order = {}, Projection projection = {}) {
  std::stable_sort(std::begin(range), std::end(range), ordered(order, projection));
}
}  // namespace std::ranges
#endif

#ifndef __cpp_lib_to_chars
#define FMT_HEADER_ONLY
#include <fmt/format.h>
namespace std {
inline to_chars_result written_to(char* first, char* last, const string& text) {
  if (last - first < static_cast<ptrdiff_t>(text.size())) return {last, errc::value_too_large};
  return {std::copy(text.begin(), text.end(), first), errc()};
}
inline to_chars_result to_chars(char* first, char* last, double value, chars_format, int precision) {  // fixed only
  char text[400];
  return written_to(first, last,
                    string(text, static_cast<size_t>(snprintf(text, sizeof text, "%.*f", precision, value))));
}
// The fewest digits that read back to the same number, plain or scientific, whichever is shorter. The digits are those
// of fmt's Dragonbox.
template <class Float>
requires is_floating_point_v<Float> to_chars_result to_chars(char* first, char* last, Float value) {
  const string sign = signbit(value) ? "-" : "";
  if (isnan(value)) return written_to(first, last, sign + "nan");
  if (isinf(value)) return written_to(first, last, sign + "inf");
  if (value == 0) return written_to(first, last, sign + "0");
  const Float magnitude = signbit(value) ? -value : value;
  const auto decimal = fmt::detail::dragonbox::to_decimal(magnitude);
  string digits = to_string(decimal.significand);
  int exponent = decimal.exponent;  // of the last digit
  for (; digits.size() > 1 && digits.back() == '0'; digits.pop_back()) ++exponent;
  const int count = static_cast<int>(digits.size()), before_point = count + exponent, power = before_point - 1;

  string scientific = digits.substr(0, 1) + (count > 1 ? "." + digits.substr(1) : "");
  scientific +=
      string(power < 0 ? "e-" : "e+") + (power > -10 && power < 10 ? "0" : "") + to_string(power < 0 ? -power : power);
  const int plain = exponent >= 0 ? before_point : before_point > 0 ? count + 1 : 2 - exponent;
  if (plain > static_cast<int>(scientific.size())) return written_to(first, last, sign + scientific);
  if (exponent > 0) return to_chars(first, last, static_cast<double>(value), chars_format::fixed, 0);  // all its digits
  if (exponent < 0 && before_point > 0) digits.insert(static_cast<size_t>(before_point), ".");
  if (before_point <= 0) digits.insert(0, "0." + string(static_cast<size_t>(-before_point), '0'));
  return written_to(first, last, sign + digits);
}
// Unlike strtod: no blank or plus before the number, and no hexadecimal.
inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  const string text(first, find_if(first, last, [](char c) { return c == 'x' || c == 'X'; }));
  const size_t begin = text.starts_with('-') ? 1 : 0;
  char* end = nullptr;
  errno = 0;
  const double number = strtod(text.c_str(), &end);
  if (end == text.c_str() || isspace(static_cast<unsigned char>(text[begin])) || text[begin] == '+')
    return {first, errc::invalid_argument};
  const char* const stopped = first + (end - text.c_str());
  if (errno == ERANGE && (number == 0 || isinf(number))) return {stopped, errc::result_out_of_range};
  value = number;
  return {stopped, errc()};
}
}  // namespace std
#endif
