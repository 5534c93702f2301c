// A checkpoint that was edited, resumed and lived to its end. The input is what is done to one of this very program,
// since another's is refused: a byte (odd: the hash is made right again), then edits of two bytes where (from the
// state's beginning), one byte how long, and so many bytes to write there; of length 0: the file ends there.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <iterator>

#include "models/models.hpp"
#include "sim/input/hash.hpp"
#include "studies/comparison/checkpoints.hpp"
#include "tests/fuzz/target.hpp"

using namespace kantel;
using namespace kantel::fuzz;

namespace {

constexpr std::string_view scenario = R"(
days = 14
[organisation]
employees = 12
levels = [2]
form = "directorate"
[parameters]
p = 0.05
turnover = 0.3
susceptibility = 0.2
copy_misfit = 0.5
[record]
every = 4
[[arm]]
name = "rollout"
approach = "hybrid"
plan = "local"
mandate = { from_day = 6, delay_per_level = 2 }
[[arm.event]]
day = 2
do = "train"
hours = 2
[[arm.event]]
day = 3
do = "celebrate"
[[arm.event]]
day = 4
do = "set_policy"
policy = "servant"
effort = 1.5
target = "managers"
)";

class Checkpoint {
 public:
  Checkpoint() : world_(open_scenario(scenario, "scenario.toml")) {
    world_->build(alone_);
    Checkpoints where = place_;
    where.resume.clear(), where.write = place_.resume, where.every = 8;
    whole_ = lived(where);
    std::ifstream in(place_.resume, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(in), {});
    bytes_.resize(bytes_.size() - sizeof(std::uint64_t));
    state_ = bytes_.find(place_.identity) + place_.identity.size();
  }
  // The numbers of a run with the state in a file.
  std::vector<double> lived(const Checkpoints& where) const {
    const std::unique_ptr<Run> run = world_->start(0, 0, alone_);
    const std::unique_ptr<MetricObserver> numbers = world_->metric_observer();
    live_with_checkpoints(*run, alone_, {numbers.get()}, {numbers.get()}, where, nullptr);
    return numbers->values(*run);
  }
  void resume(const std::uint8_t* data, std::size_t size) const {
    const bool sealed = size > 0 && data[0] % 2 == 1;
    std::string bytes = bytes_;
    for (std::size_t at = 1; at + 3 <= size;) {
      const std::size_t where = state_ + data[at] + std::size_t{data[at + 1]} * 256;
      const std::size_t length = std::min<std::size_t>(data[at + 2], size - at - 3);
      if (length == 0)
        bytes.resize(std::min(bytes.size(), where));
      else
        for (std::size_t i = 0; i < length && where + i < bytes.size(); ++i)
          bytes[where + i] = static_cast<char>(data[at + 3 + i]);
      at += 3 + length;
    }
    const std::uint64_t hash = fnv1a(sealed ? bytes : bytes_);
    const bool is_same = bytes == bytes_;
    bytes.append(reinterpret_cast<const char*>(&hash), sizeof hash);
    put("checkpoint", bytes);
    std::vector<double> found;
    const bool taken = takes([&] { found = lived(place_); });
    demand(taken || !is_same, "a checkpoint as it was written is taken");
    demand(sealed || is_same || !taken, "a checkpoint that was changed is refused");
    if (!is_same) return;
    demand(std::ranges::equal(found, whole_,
                              [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }),
           "a resumed run gives what a run gives that was never stopped");
  }

 private:
  const Workers alone_{1};
  const Checkpoints place_{{}, folder() / "checkpoint", 0, "the run of a fuzz target"};
  std::unique_ptr<World> world_;
  std::vector<double> whole_;
  std::string bytes_;      // without the hash
  std::size_t state_ = 0;  // where it begins
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Checkpoint checkpoint;
  checkpoint.resume(data, size);
  return 0;
}
