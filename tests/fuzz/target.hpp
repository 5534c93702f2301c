// What the fuzz targets share. A target takes bytes that a user might hand in and asks one reader to read them: what
// is read is used a little, what is refused is refused by an InputError that may be shown. Anything else is a fault:
// another exception, a crash, a sanitizer's report, a run without an end, a promise that does not hold.
//
// libFuzzer calls LLVMFuzzerTestOneInput with what it makes up (./dev fuzz); replay.cpp with the files of corpus/
// (ctest). What asks for much work is left out here, by the target: a reader may well accept it.
#pragma once
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/diagnostics.hpp"

namespace kantel::fuzz {

inline void demand(bool holds, const char* promise) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n", promise);
  std::abort();
}

// Where the files of this process are: in memory, where that is a folder. Gone when the process ends.
class Folder {
 public:
  Folder() {
    const bool in_memory = !std::getenv("TMPDIR") && std::filesystem::is_directory("/dev/shm");
    path_ = (in_memory ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path()) /
            ("kantel-fuzz-" + std::to_string(::getpid()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline const Folder& folder() {
  static const Folder made;
  return made;
}

inline std::filesystem::path put(std::string_view name, std::string_view text) {
  std::filesystem::path path = folder() / name;
  std::ofstream(path, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
  return path;
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The files of an input that stands for several: a line of %%% is between two. Those that are not there are empty.
inline std::vector<std::string_view> files_of(std::string_view text, std::size_t count) {
  constexpr std::string_view between = "%%%\n";
  std::vector<std::string_view> files;
  while (files.size() + 1 < count) {
    const std::size_t end = text.find(between);
    files.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + between.size());
  }
  files.push_back(text);
  return files;
}

inline void demand_shown(const InputError& error) {
  const std::string_view text = error.what();
  std::string lines;
  for (const Problem& problem : error.problems()) lines += (lines.empty() ? "" : "\n") + to_string(problem);
  // Long lines are cut, and of many of a kind the rest is counted.
  const bool is_cut = text.ends_with(" more like these") || text.find("…") != std::string_view::npos;
  demand(!error.problems().empty() && (text == lines || is_cut), "an error names its problems, a line each");
  for (const Problem& problem : error.problems()) {
    const std::string line = to_string(problem);
    demand(printable(line) == line, "a problem is one line of UTF-8 without control characters");
    demand(!problem.message.empty(), "a problem has words");
    demand(line.size() < 100'000, "a problem is no longer than somebody may read");
  }
}

// Whether the reader took it.
template <class Read>
bool takes(Read read) {
  try {
    read();
    return true;
  } catch (const InputError& error) {
    demand_shown(error);
    return false;
  }
}

}  // namespace kantel::fuzz
