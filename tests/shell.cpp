#include "tests/shell.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace kantel_test {

Folder::Folder() {
  std::string name = (fs::temp_directory_path() / "kantel-test-XXXXXX").string();
  path = mkdtemp(name.data());
}
Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

fs::path Folder::write(const std::string& name, const std::string& text) const {
  fs::create_directories((path / name).parent_path());
  std::ofstream(path / name, std::ios::binary) << text;
  return path / name;
}

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

Ran kantel(const std::string& arguments, const fs::path& in, const std::string& before) {
  const Folder said;
  // A shell's background jobs, and whatever runs the tests, may ignore them.
  const std::string first = before.empty() ? "env --default-signal=INT,TERM,HUP " : before;
  const std::string command = "cd '" + in.string() + "' && ( " + first + "'" KANTEL_BINARY "' " + arguments + " ) >'" +
                              (said / "out").string() + "' 2>'" + (said / "err").string() + "' </dev/null";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(said / "out"),
          contents(said / "err")};
}

std::string small_scenario(const std::string& extra, const std::string& organisation) {
  return "name = \"small\"\ndays = 60\nreplicates = 3\n" + extra + "[organisation]\n" + organisation +
         "[[arm]]\nname = \"rollout\"\napproach = \"rollout\"\npolicy = \"directive\"\n"
         "champions = { share = 0.02, chosen = \"by_degree\" }\n[[arm.event]]\nday = 30\ndo = \"lift_mandate\"\n"
         "[[arm]]\nname = \"movement\"\napproach = \"diffusion\"\npolicy = \"participative\"\n"
         "champions = { share = 0.02, chosen = \"by_degree\" }\n";
}

}  // namespace kantel_test
