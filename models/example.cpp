#include "models/example.hpp"

#include <algorithm>

namespace kantel {

namespace {

// "# q = 0.1   # 1/day, 0 to 1000: what it means"
std::string commented(const KeyRow& row) {
  const std::string &name = row[0], &unit = row[3], &allowed = row[4], &meaning = row[5];
  const std::string value = row[2].empty() ? "…" : row[2];  // there is no default: a value of one's own
  return "# " + name + " = " + value + "   # " + (unit.empty() ? "" : unit + ", ") + allowed +
         (meaning.empty() ? "" : ": " + meaning) + "\n";
}

}  // namespace

std::string commented(std::span<const DeclaredTable> tables, std::string_view path,
                      std::initializer_list<std::string_view> set) {
  std::string text;
  for (const DeclaredKey& key : find_table(tables, path)->keys)
    if (std::find(set.begin(), set.end(), key.name) == set.end()) text += commented(key.row);
  return text;
}

std::string example_opening(const Model& model, const std::string& name, std::string_view question) {
  return "# A scenario for Kantel. A line that begins with \"# key =\" shows a default; take the # away to change it.\n"
         "# kantel check FILE lists every error; kantel compare FILE runs it.\n"
         "name = " +
         quoted_text(name) + "\nmodel = \"" + std::string(model.name) + "\"\nquestion = \"" + std::string(question) +
         "\"   # asked first; the report opens with it\ndays = 250\nreplicates = 10\nseed = 1\n" +
         commented(model.tables(), "", {"name", "model", "edition", "question", "days", "replicates", "seed"});
}

// Where a model says nothing better: every table it has.
std::string Model::example(const std::string& named) const {
  std::string text =
      example_opening(*this, named, "") + "\n# " + std::string(label) + ": " + std::string(sentence) + ".\n";
  for (const DeclaredTable& table : tables())
    if (!table.path.empty() && table.path.find('*') == std::string::npos)
      text += "\n[" + table.path + "]\n" + commented(tables(), table.path);
  return text;
}

}  // namespace kantel
