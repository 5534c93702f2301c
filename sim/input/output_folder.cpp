#include "sim/input/output_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "sim/input/diagnostics.hpp"

namespace kantel {

namespace fs = std::filesystem;

namespace {

bool has(const auto& names, std::string_view name) { return std::ranges::find(names, name) != std::ranges::end(names); }

// Whether a folder may be another one from now on: nobody of us stands in it, it is ours, and its parent can be
// written.
bool may_be_replaced(const fs::path& real) {
  const fs::path parent = real.parent_path();
  struct stat own {
  }, above{};
  if (parent == real || ::stat(real.c_str(), &own) != 0 || ::stat(parent.c_str(), &above) != 0) return false;
  if (own.st_dev != above.st_dev || own.st_uid != ::geteuid() || ::access(parent.c_str(), W_OK | X_OK) != 0)
    return false;
  std::error_code error;
  const fs::path here = fs::current_path(error);
  return !error && std::mismatch(real.begin(), real.end(), here.begin(), here.end()).first != real.end();
}

int exchange(const fs::path& one, const fs::path& other) {
#if defined(RENAME_EXCHANGE)
  return ::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE);
#else
  (void)one, (void)other;
  errno = ENOSYS;
  return -1;
#endif
}

}  // namespace

OutputFolder::OutputFolder(fs::path path, bool force, ResultFiles files) : path_(std::move(path)), files_(files) {
  std::error_code error;
  for (int attempt = 0; !claim_ && attempt < 3; ++attempt) {  // another run may remove what it made while we wait
    make();
    const fs::path real = fs::canonical(path_, error);
    errno = 0;
    if (!error) claim_ = Held(real);
    const int reason = errno;
    if (claim_ || reason == 0 || reason == ENOENT) continue;
    if (reason == EWOULDBLOCK) {
      made_.clear();  // another's by now
      refuse("is being written into by another run", "another folder, or the same when that run has ended");
    }
    remove_made();
    refuse(std::string("cannot be opened: ") + std::strerror(reason), "a folder that can be read and written");
  }
  if (!claim_) refuse("cannot be kept: another program removes it", "a folder that stays");
  if (::access(path_.c_str(), W_OK | X_OK) != 0) {
    const std::string reason = std::strerror(errno);
    remove_made();
    refuse("cannot be written: " + reason, "a folder that can be written");
  }
  const fs::path real = fs::canonical(path_);
  remove_left_over(real);
  remove_left_over(real / real.filename());
  if (!force && !is_empty()) refuse("already holds files", "a new or empty folder, or --force to overwrite");
}

void OutputFolder::refuse(const std::string& message, const std::string& allowed) {
  throw InputError({{path_.string(), 0, "--out"}, message, allowed, ""});
}

void OutputFolder::make() {
  std::error_code error;
  const fs::file_status status = fs::status(path_, error);
  if (fs::exists(status)) {
    if (!fs::is_directory(status)) refuse("is a file", "a folder that is new or empty");
    return;
  }
  fs::path at;
  for (const fs::path& part : path_) {
    at /= part;
    if (part.empty() || fs::is_directory(at, error)) continue;
    if (fs::create_directory(at, error)) made_.push_back(at);
    if (!error) continue;
    std::string reason = error.message();
    if (fs::exists(fs::symlink_status(at, error))) reason = at.string() + " is no folder";
    remove_made();
    refuse("cannot be created: " + reason, "a folder that can be written");
  }
}

bool OutputFolder::is_empty() const {
  std::error_code error;
  return fs::is_empty(path_, error) && !error;
}

// Only folders that were made here, while they are empty, from the inside out.
void OutputFolder::remove_made() {
  std::error_code error;
  for (; !made_.empty() && fs::is_empty(made_.back(), error) && !error; made_.pop_back())
    fs::remove(made_.back(), error);
}

OutputFolder::~OutputFolder() {
  std::error_code ignored;
  if (!draft_.empty()) fs::remove_all(draft_, ignored);
  remove_made();
}

const fs::path& OutputFolder::draft() {
  if (!draft_.empty()) return draft_;
  const fs::path real = fs::canonical(path_);
  struct stat own {};
  if (::stat(real.c_str(), &own) != 0) cannot_write(path_, errno);
  // Beside the folder, to be exchanged with it; else inside it.
  const fs::path draft = temporary_beside(may_be_replaced(real) ? real : real / real.filename());
  std::error_code error;
  if (!fs::create_directory(draft, error)) cannot_write(path_, error ? error.value() : EEXIST);
  draft_ = draft;
  draft_held_ = Held(draft);
  ::chmod(draft.c_str(), own.st_mode & 07777);
  return draft_;
}

void OutputFolder::keep() {
  if (!draft_.empty()) {
    std::vector<std::string> written;
    for (const fs::directory_entry& entry : fs::directory_iterator(draft_))
      written.push_back(entry.path().filename().string());
    sync_folder(draft_);
    if (!replaced_at_once(written)) replace_one_by_one(written);
    sync_folder(path_);
    std::error_code ignored;
    fs::remove_all(draft_, ignored);  // what was replaced, or an empty folder
    draft_.clear();
    sync_folder(fs::canonical(path_).parent_path());
  }
  made_.clear();
}

bool OutputFolder::replaced_at_once(const std::vector<std::string>& written) {
  const fs::path real = fs::canonical(path_);
  if (draft_.parent_path() != real.parent_path()) return false;
  std::vector<std::string> there;
  for (const fs::directory_entry& entry : fs::directory_iterator(real)) {
    const std::string name = entry.path().filename().string();
    if ((!has(files_, name) && !has(written, name)) || !fs::is_regular_file(entry.symlink_status())) return false;
    there.push_back(name);
  }
  if (there.empty()) return ::rename(draft_.c_str(), real.c_str()) == 0;  // fails when somebody has put a file there
  return exchange(draft_, real) == 0;
}

void OutputFolder::replace_one_by_one(const std::vector<std::string>& written) {
  std::vector<std::string> order(files_.begin(), files_.end());
  for (const std::string& name : written)
    if (!has(order, name)) order.insert(order.begin(), name);
  std::error_code error;
  for (auto name = order.rbegin(); name != order.rend(); ++name)
    if (fs::is_regular_file(fs::symlink_status(path_ / *name, error)) && !fs::remove(path_ / *name, error) && error)
      cannot_write(path_ / *name, error.value());
  sync_folder(path_);
  std::vector<fs::path> placed;
  for (const std::string& name : order) {
    if (!has(written, name)) continue;
    fs::rename(draft_ / name, path_ / name, error);
    if (error) {
      const int reason = error.value();
      for (const fs::path& file : placed) fs::remove(file, error);
      cannot_write(path_ / name, reason);
    }
    placed.push_back(path_ / name);
  }
}

}  // namespace kantel
