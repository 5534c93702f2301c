#include "models/change/checkpoint.hpp"

#include <cstring>
#include <fstream>

#include "sim/input/files.hpp"

namespace kantel {

namespace {

constexpr std::string_view mark = "kantel checkpoint 2\n";

std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3;
  return hash;
}

}  // namespace

void write_checkpoint(const std::filesystem::path& file, const std::string& identity, std::int64_t next_day,
                      const std::function<void(std::ostream&)>& save) {
  std::ostringstream out;
  out << mark;
  Writing{out}(identity, next_day);
  save(out);
  std::string bytes = std::move(out).str();
  const std::uint64_t hash = hash_of(bytes);
  bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  write_whole_file(file, bytes);
}

Resumed read_checkpoint(const std::filesystem::path& file, const std::string& identity) {
  const auto refuse = [&](const char* message, const char* allowed) {
    throw InputError({{file.string(), 0, "--resume"}, message, allowed, ""});
  };
  std::ifstream in(file, std::ios::binary);
  if (!in || !std::filesystem::is_regular_file(file))
    refuse("cannot be read", "the file that --checkpoint-every wrote");
  std::ostringstream read;
  read << in.rdbuf();
  std::string bytes = std::move(read).str();
  if (!bytes.starts_with(mark)) refuse("is not a checkpoint of this program", "the file that --checkpoint-every wrote");
  std::string_view body = bytes;
  body.remove_suffix(std::min(body.size() - mark.size(), sizeof(std::uint64_t)));
  std::uint64_t written = 0;
  if (bytes.size() - body.size() == sizeof written) std::memcpy(&written, bytes.data() + body.size(), sizeof written);
  if (written != hash_of(body)) refuse("is damaged", "a whole checkpoint");

  Resumed resumed{0, std::istringstream(std::move(bytes))};
  resumed.state.seekg(mark.size());
  std::string written_by;
  Reading{resumed.state}(written_by, resumed.next_day);
  if (written_by != identity) refuse("is of another scenario, arm, replicate or version", "the command that wrote it");
  return resumed;
}

}  // namespace kantel
