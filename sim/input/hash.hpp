// FNV-1a of 64 bits: tells two texts or files apart, and damage from none; nobody is kept from making two alike.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace kantel {

inline constexpr std::uint64_t hash_of_nothing = 0xCBF29CE484222325;

// Of what came before and these bytes.
inline std::uint64_t fnv1a(std::string_view bytes, std::uint64_t before = hash_of_nothing) {
  for (const char c : bytes) before = (before ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return before;
}

// Sixteen hexadecimal digits.
std::string hexadecimal(std::uint64_t number);
std::string hash_of(std::string_view text);
// Throws InputError when the file cannot be read.
std::string hash_of_file(const std::filesystem::path& path);

}  // namespace kantel
