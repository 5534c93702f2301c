// Prints numbers, and how texts are read as numbers. Built here and as WebAssembly, where wasm/missing.hpp stands in
// for the library's own digits; both must print the same (tests/wasm/run).
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string>

#include "sim/input/declare.hpp"

namespace {

std::uint64_t state = 1;
std::uint64_t next() {  // xorshift64*
  state ^= state >> 12, state ^= state << 25, state ^= state >> 27;
  return state * 0x2545F4914F6CDD1D;
}

template <class Float, class Bits>
Float of_bits(Bits bits) {
  Float value;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

void read(const std::string& text) {
  double value = -1;
  const auto got = std::from_chars(text.data(), text.data() + text.size(), value);
  const char* const how = got.ec == std::errc()                      ? "read"
                          : got.ec == std::errc::invalid_argument    ? "no number"
                          : got.ec == std::errc::result_out_of_range ? "out of range"
                                                                     : "?";
  std::printf("%s: %d %s %s\n", text.c_str(), static_cast<int>(got.ptr - text.data()), how,
              kantel::shortest(value).c_str());
}

}  // namespace

int main() {
  // Any bits; near whole numbers, thousandths and powers of ten, where notations and lengths change.
  for (int i = 0; i < 200'000; ++i) {
    const std::uint64_t bits = next();
    const double any = of_bits<double>(bits);
    const float small = of_bits<float>(static_cast<std::uint32_t>(bits >> 16));
    std::printf("%s %s\n", kantel::shortest(any).c_str(), kantel::shortest(small).c_str());
    const auto whole = static_cast<double>(bits >> (bits & 63));
    std::printf("%s %s %s\n", kantel::shortest(whole).c_str(), kantel::shortest(whole / 1000).c_str(),
                kantel::shortest(static_cast<float>(whole)).c_str());
  }
  for (int power = -330; power < 310; ++power)
    for (const char* digits : {"1", "1.5", "9.999999", "1.2345678901234567", "-3"})
      read(digits + ("e" + std::to_string(power)));
  for (const char* text : {"",
                           " 1",
                           "+1",
                           "-",
                           "-+1",
                           "- 1",
                           ".5",
                           "-.5",
                           "5.",
                           "0x10",
                           "1e",
                           "1e+",
                           "1x",
                           "inf",
                           "-inf",
                           "nan",
                           "1,5",
                           "1 ",
                           "0.1000000000000000055511151231257827",
                           "123456789012345678901234567890"})
    read(text);
}
