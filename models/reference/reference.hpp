// Reference models: known models of diffusion and opinion on Kantel's engine (keyed draws, sparse rows, kept neighbour
// counts, recording), each in one short file with its equation, source and declared parameters. A scenario chooses one
// with `model = "watts"`; run, compare, report, describe and validate work on them as on the change model.
//
// A model is declared as a Reference<Settings>: its words, its measures, its keys and a function that starts a
// Simulation. `reference_models()` lists them. Determinism: a simulation draws by key only and runs on one thread, so
// its bytes depend on scenario and seed alone; replicates run side by side.
#pragma once
#include <any>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/model.hpp"
#include "models/reference/networks/networks.hpp"
#include "sim/input/tables.hpp"
#include "sim/random.hpp"
#include "sim/recording.hpp"

namespace kantel {

// What a simulation lives on. `luck` is the replicate's.
struct Ground {
  const ReferenceNetwork& network;
  KeyedRandom random;
};

// Purposes of draws that several models share. The first two are the change model's own `starting`, `lapsing` and
// `champion_rank`, so that a change model reduced to one of these has the same luck, bit for bit.
inline constexpr std::uint32_t draw_becoming = 1, draw_ending = 2, draw_seed_rank = 15, draw_trait = 12;

// One run in the making. Day 0 is the start; advance(1), advance(2), … follow.
class Simulation {
 public:
  virtual ~Simulation() = default;
  // One synchronous step, or as many single interactions as there are people where the model is sequential.
  virtual void advance(std::uint32_t day) = 0;
  // The model's sums, in the order its measures refer to.
  virtual void sums(std::span<double> out) const = 0;
  // Nothing can change any more: the remaining days repeat this one.
  virtual bool at_rest() const { return false; }
};

class ReferenceModel : public Model {
 public:
  std::span<const Measure> measure_list;  // the first is the main one: t10 … t100 are its days
  int sums = 0;
  std::span<const Measure> measures() const override { return measure_list; }
  std::vector<Metric> metrics(std::int64_t days) const override;
  std::vector<ShownMetric> shown() const override;
  std::span<const DeclaredTable> tables() const override;
  std::string example(const std::string& named) const override;
  std::unique_ptr<World> prepare(const Value& document, const std::string& file, const PrepareOptions& options,
                                 Problems problems) const override;
  virtual std::vector<DeclaredKey> keys() const = 0;
  virtual std::any defaults() const = 0;
  // Reads the keys present in a table over `base`; keys neither declared nor in `also` are problems.
  virtual std::any read(const Value& table, const std::string& path, std::any base,
                        std::span<const std::string_view> also, Problems& problems) const = 0;
  // [name, value as a scenario would hold it].
  virtual std::vector<std::pair<std::string, std::string>> written(const std::any& settings) const = 0;
  // What is wrong with these settings on such a network; "" when nothing.
  virtual std::string objection(const std::any& settings, const NetworkSettings& network) const = 0;
  virtual std::unique_ptr<Simulation> start(const std::any& settings, const Ground& ground) const = 0;
};

// The words and functions of one model, bound to its settings.
template <class Settings>
struct ReferenceWords {
  std::string_view name, label, equation, sentence, schedule, source;
  std::span<const Measure> measures;
  int sums = 0;
  std::span<const Key<Settings>> keys;
  std::unique_ptr<Simulation> (*start)(const Settings&, const Ground&) = nullptr;
  std::string (*objection)(const Settings&, const NetworkSettings&) = nullptr;  // may be left out
};

template <class Settings>
class Reference final : public ReferenceModel {
 public:
  explicit Reference(const ReferenceWords<Settings>& words) : words_(words) {
    name = words.name, label = words.label, equation = words.equation, sentence = words.sentence;
    schedule = words.schedule, source = words.source, measure_list = words.measures, sums = words.sums;
  }
  std::vector<DeclaredKey> keys() const override { return declared_keys(words_.keys); }
  std::any defaults() const override { return Settings{}; }
  std::any read(const Value& table, const std::string& path, std::any base, std::span<const std::string_view> also,
                Problems& problems) const override {
    auto settings = std::any_cast<Settings>(std::move(base));
    read_table<Settings>(table, path, words_.keys, settings, problems, also);
    return settings;
  }
  std::vector<std::pair<std::string, std::string>> written(const std::any& settings) const override {
    std::vector<std::pair<std::string, std::string>> list;
    for (const Key<Settings>& key : words_.keys)
      list.emplace_back(key.name, kantel::written(key, std::any_cast<const Settings&>(settings)));
    return list;
  }
  std::string objection(const std::any& settings, const NetworkSettings& network) const override {
    return words_.objection ? words_.objection(std::any_cast<const Settings&>(settings), network) : "";
  }
  std::unique_ptr<Simulation> start(const std::any& settings, const Ground& ground) const override {
    return words_.start(std::any_cast<const Settings&>(settings), ground);
  }

 private:
  ReferenceWords<Settings> words_;
};

std::span<const ReferenceModel* const> reference_models();
// Null when there is none of that name.
const ReferenceModel* find_reference_model(std::string_view name);

}  // namespace kantel
