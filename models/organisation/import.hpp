// A real organisation read from files: the chart, and ties from a message log, an edge list or GraphML. Every problem
// of every file is reported at once; what is merely dropped is counted in Organisation::warnings, without names.
#pragma once
#include <tsl/robin_map.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/organisation/organisation.hpp"

namespace kantel {

Organisation imported_organisation(const OrganisationSettings& settings, const std::filesystem::path& folder,
                                   const Workers& workers);

// Ids as written in the chart, to the person they stand for.
class Ids {
 public:
  // False if the id is known already.
  bool add(const std::string& id, Employee person) { return person_.emplace(id, person).second; }
  Employee find(std::string_view id) const {
    const auto found = person_.find(id);
    return found == person_.end() ? nobody : found->second;
  }
  // As find, else by the address inside "Name <address>", and then by what differs in capitals alone, where one does.
  Employee find_address(std::string_view text) const;
  std::size_t size() const { return person_.size(); }
  // The known id most like this one, or "". Not attempted in charts too large for a quick answer.
  std::string nearest(std::string_view id) const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  // Looked up twice a row of a log, far from any cache: one table with the hashes in it, not a list a bucket.
  using Map = tsl::robin_map<std::string, Employee, Hash, std::equal_to<>,
                             std::allocator<std::pair<std::string, Employee>>, true>;
  Map person_;
  mutable Map small_;  // in small letters, made when first needed; nobody where two are alike
};

// What a tie may be given to count for.
inline constexpr unsigned largest_given_weight = 16;
inline constexpr const char* allowed_weights = "a whole number from 0 to 16, or nothing";

// A file of ties while it is read.
struct TiesRead {
  std::string file;
  Problems& problems;
  std::vector<std::string>& warnings;
  const Workers& workers;
  std::size_t problems_before = problems.list().size(), warnings_before = warnings.size();
  void poll(std::size_t row) const {
    if (row % 4096 == 0) workers.poll();
  }
  // What a tie counts for as a field says it, by_layer where the field is empty; nothing where it is no such weight.
  static std::optional<std::uint8_t> weight_of(std::string_view field);
  // That none is left is a problem, with what was left out on the way; unless others were found, or one person is all.
  void demand_some(const std::vector<Tie>& ties, const Ids& ids, std::string allowed) const;
};

// Each returns the ties of one file between people as the ids say; problems are added, not thrown.
std::vector<Tie> ties_from_messages(const std::filesystem::path& file, const OrganisationSettings& settings,
                                    const Ids& ids, Problems& problems, std::vector<std::string>& warnings,
                                    const Workers& workers);
std::vector<Tie> ties_from_list(const std::filesystem::path& file, const OrganisationSettings& settings, const Ids& ids,
                                Problems& problems, std::vector<std::string>& warnings, const Workers& workers);
std::vector<Tie> ties_from_graphml(const std::filesystem::path& file, const OrganisationSettings& settings,
                                   const Ids& ids, Problems& problems, std::vector<std::string>& warnings,
                                   const Workers& workers);

}  // namespace kantel
