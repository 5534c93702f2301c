#include "sim/input/text.hpp"

#include <utf8.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel {

namespace {

struct Signature {
  std::string_view bytes;
  const char *what, *allowed;
};

constexpr Signature signatures[] = {
    {"PK\x03\x04", "is a zip file, such as an Excel workbook (.xlsx), not text", "a sheet saved as \"CSV UTF-8\""},
    {"\xD0\xCF\x11\xE0", "is an Excel workbook (.xls) or another Office file, not text",
     "a sheet saved as \"CSV UTF-8\""},
    {"\x1F\x8B", "is compressed (gzip), not text", "the file that gunzip makes of it"},
    {"SQLite format 3", "is an SQLite database, such as the store of a sweep, not text", "a text file"},
};

std::string converted_from(const std::string& encoding) {
  return "UTF-8, a spreadsheet's \"CSV UTF-8\"; iconv -f " + encoding + " -t UTF-8 FILE converts it";
}

}  // namespace

void refuse_other_than_text(std::string_view part, const std::string& file, int line) {
  const auto refuse = [&](std::size_t at, const std::string& what, const std::string& allowed) {
    const auto end = part.begin() + static_cast<std::ptrdiff_t>(at);
    const auto before = static_cast<int>(std::count(part.begin(), end, '\n'));
    throw InputError({{file, line + before, ""}, what, allowed, ""});
  };
  if (line == 1) {
    for (const Signature& of : signatures)
      if (part.starts_with(of.bytes)) refuse(0, of.what, of.allowed);
    const std::string_view first = part.substr(0, std::min(part.find('\n'), part.size() - 1) + 1);
    const auto zeros = static_cast<std::size_t>(std::ranges::count(first, '\0'));
    const bool marked = part.starts_with("\xFF\xFE") || part.starts_with("\xFE\xFF");
    if (marked || (zeros > 0 && 2 * zeros + 2 >= first.size()))
      refuse(0, "is UTF-16 text, not UTF-8", converted_from("UTF-16"));
  }
  if (const std::size_t zero = part.find('\0'); zero != std::string_view::npos)
    refuse(zero, "is not a text file (it has a zero byte)", "");
  if (const auto wrong = utf8::find_invalid(part.begin(), part.end()); wrong != part.end())
    refuse(static_cast<std::size_t>(wrong - part.begin()),
           "is not UTF-8 text; most likely it is Windows-1252 (Latin-1)", converted_from("WINDOWS-1252"));
}

std::string read_text_file(const std::filesystem::path& path, const std::string& instead) {
  constexpr std::uintmax_t largest = 64u << 20;
  const Place place{path.string(), 0, ""};
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) throw InputError({place, "no such file", "", ""});
  if (std::filesystem::is_directory(status)) throw InputError({place, "is a folder, not a file", "", ""});
  std::ifstream in(path, std::ios::binary);
  if (!in)
    throw InputError({place, std::string("cannot be read: ") + std::strerror(errno), "a file that may be read", ""});
  std::string text;
  std::vector<char> chunk(1 << 16);
  while (in.read(chunk.data(), static_cast<std::streamsize>(chunk.size())), in.gcount() > 0) {
    text.append(chunk.data(), static_cast<std::size_t>(in.gcount()));
    if (text.size() > largest) throw InputError({place, "is larger than 64 MiB", instead, ""});
  }
  if (in.bad()) throw InputError({place, std::string("cannot be read to its end: ") + std::strerror(errno), "", ""});
  if (text.empty()) throw InputError({place, "is empty", "", ""});
  refuse_other_than_text(text, path.string(), 1);
  return text;
}

}  // namespace kantel
