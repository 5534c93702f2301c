// Runs the program as a person would and keeps what it said.
#pragma once
#include <filesystem>
#include <string>

namespace kantel_test {

namespace fs = std::filesystem;

struct Ran {
  int code = -1;
  std::string out, err;
};

// A new empty folder, removed with the object.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path operator/(const std::string& name) const { return path / name; }
  fs::path write(const std::string& name, const std::string& text) const;
  fs::path path;
};

// `kantel ARGUMENTS` through the shell, inside a folder; `before` may set limits ("ulimit -f 1; ").
Ran kantel(const std::string& arguments, const fs::path& in = ".", const std::string& before = "");
std::string contents(const fs::path& file);
// A small scenario with two arms; `extra` is put in front of the first table.
std::string small_scenario(const std::string& extra = "", const std::string& organisation = "employees = 300\n");

}  // namespace kantel_test
