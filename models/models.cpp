#include "models/models.hpp"

#include <algorithm>

#include "models/change/model.hpp"
#include "models/reference/reference.hpp"
#include "sim/arithmetic.hpp"

namespace kantel {

namespace {

std::vector<const Model*>& table() {
  static std::vector<const Model*> all = [] {
    std::vector<const Model*> list{&change_model()};
    for (const ReferenceModel* model : reference_models()) list.push_back(model);
    return list;
  }();
  return all;
}

}  // namespace

std::span<const Model* const> models() { return table(); }

const Model* find_model(std::string_view name) {
  const auto found = std::ranges::find(table(), name, &Model::name);
  return found == table().end() ? nullptr : *found;
}

void add_model(const Model& model) { table().push_back(&model); }

const Model& model_of(const Value& document) {
  const Value* model = document.find("model");
  if (!model) return *table().front();
  std::vector<std::string_view> names;
  for (const Model* known : table()) names.push_back(known->name);
  const Place place{model->file, model->line, "model"};
  const auto* name = model->as<std::string>();
  if (!name) throw InputError({place, std::string("is ") + model->kind(), "one of " + joined(names), ""});
  if (const Model* found = find_model(*name)) return *found;
  throw InputError({place, "there is no model \"" + name->substr(0, 60) + "\"", "one of " + joined(names),
                    nearest_name(*name, names)});
}

std::unique_ptr<World> open_scenario(std::string_view text, const std::string& file, const PrepareOptions& options) {
  const OwnArithmetic arithmetic;
  Problems problems;
  Value document = parse_toml(text, file);
  for (const std::string& setting : options.overrides.settings) apply_setting(document, setting, problems);
  return model_of(document).prepare(document, file, options, std::move(problems));
}

}  // namespace kantel
