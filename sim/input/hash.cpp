#include "sim/input/hash.hpp"

#include <cstdio>
#include <fstream>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

std::string hexadecimal(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

std::string hash_of(std::string_view text) { return hexadecimal(fnv1a(text)); }

std::string hash_of_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::error_code error;
  if (!in || std::filesystem::is_directory(path, error))
    throw InputError({{path.string(), 0, ""}, "cannot be read", "a file", ""});
  std::uint64_t hash = hash_of_nothing;
  std::vector<char> chunk(1 << 16);
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), in.gcount() > 0)
    hash = fnv1a({chunk.data(), static_cast<std::size_t>(in.gcount())}, hash);
  if (in.bad()) throw InputError({{path.string(), 0, ""}, "cannot be read to its end", "", ""});
  return hexadecimal(hash);
}

}  // namespace kantel
