#include "studies/comparison/checkpoints.hpp"

#include <cstring>
#include <fstream>
#include <sstream>

#include "sim/input/files.hpp"
#include "sim/input/hash.hpp"

namespace kantel {

namespace {

constexpr std::string_view mark = "kantel checkpoint 2\n";

void save(const Run& run, const std::vector<Observer*>& saved, const Checkpoints& where) {
  std::ostringstream out;
  const std::uint64_t length = where.identity.size();
  out << mark;
  out.write(reinterpret_cast<const char*>(&length), sizeof length);
  out << where.identity;
  run.save(out);
  for (const Observer* observer : saved) observer->save(out);
  std::string bytes = std::move(out).str();
  const std::uint64_t hash = fnv1a(bytes);
  bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  write_whole_file(where.write, bytes, Readers::owner);
}

void load(Run& run, const std::vector<Observer*>& saved, const Checkpoints& where) {
  const auto refuse = [&](const char* message, const char* allowed) {
    throw InputError({{where.resume.string(), 0, "--resume"}, message, allowed, ""});
  };
  std::ifstream file(where.resume, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(where.resume))
    refuse("cannot be read", "the file that --checkpoint-every wrote");
  std::string bytes(std::filesystem::file_size(where.resume), '\0');
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
    refuse("cannot be read to its end", "the file that --checkpoint-every wrote, on a disk that can be read");
  if (!bytes.starts_with(mark)) refuse("is not a checkpoint of this program", "the file that --checkpoint-every wrote");
  std::uint64_t written = 0, length = 0;
  const std::size_t head = mark.size() + sizeof length;
  if (bytes.size() < head + sizeof written) refuse("is damaged", "a whole checkpoint");
  std::memcpy(&written, bytes.data() + bytes.size() - sizeof written, sizeof written);
  bytes.resize(bytes.size() - sizeof written);
  if (written != fnv1a(bytes)) refuse("is damaged", "a whole checkpoint");
  std::memcpy(&length, bytes.data() + mark.size(), sizeof length);
  if (std::string_view(bytes).substr(head, length) != where.identity)
    refuse("is of another scenario, arm, replicate or version", "the command that wrote it");
  std::istringstream in(std::move(bytes));
  in.seekg(static_cast<std::streamoff>(head + length));
  try {
    run.load(in);
    for (Observer* observer : saved) observer->load(in);
  } catch (const WrongState& error) {
    refuse(error.what(), "the file that --checkpoint-every wrote");
  }
  if (in.peek() != std::istringstream::traits_type::eof()) refuse("holds more than a state", "a whole checkpoint");
}

}  // namespace

void live_with_checkpoints(Run& run, const Workers& workers, const std::vector<Observer*>& observers,
                           const std::vector<Observer*>& saved, const Checkpoints& where,
                           const std::atomic<bool>* stop) {
  const bool resumed = !where.resume.empty();
  if (resumed) load(run, saved, where);
  const auto tell = [&] {
    for (Observer* observer : observers) observer->after_day(run);
  };
  if (!resumed) tell();
  const std::int64_t from = run.day();
  while (!run.finished()) {
    const bool stopped = stop && *stop;
    const bool is_new = !resumed || run.day() > from;  // not what was read a moment ago
    if (where.every > 0 && is_new && (stopped || (run.day() + 1) % where.every == 0)) save(run, saved, where);
    if (stopped) throw Interrupted();
    run.advance(workers);
    tell();
  }
}

}  // namespace kantel
