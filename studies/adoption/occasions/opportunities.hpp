// Who used a practice at which opportunity, within one organisation that announced, checked and required it on known
// days: what happens to people who may say yes or no again and again, and whose work passes a gatekeeper.
//
// An opportunity is a day (of the file's rounding) on which a person had occasion to use the practice; it was used
// where any row of that person and day says so. What a person knew beforehand is what had happened on earlier days. The
// practice exists from the day of its first use; earlier opportunities only tell who was there before.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kantel::adoption {

struct Opportunity {
  int day;
  std::uint32_t person;
  std::uint32_t gate;  // who let it through: of `gates`
  bool used;
};

// An event that is announced to all: it acts on opportunities from its day on.
struct Step {
  std::string name;
  int day;
};

struct Opportunities {
  std::vector<std::string> people, gates;
  std::vector<Opportunity> rows;  // by day, then person
  std::vector<Step> steps;        // by day
  int first_use = 0, last_day = 0;
  struct Tie {
    std::uint32_t other;
    int day;  // from which on
  };
  std::vector<std::vector<Tie>> ties;  // per person, by day; among people who had an opportunity

  // What reading left out or found, for the record.
  std::size_t rows_read = 0, ties_read = 0, ties_outside = 0;
  std::vector<std::string> unread;  // columns
};

struct OpportunityFiles {
  std::filesystem::path opportunities;  // columns person, day, used (0 or 1), and that of the gate
  std::filesystem::path events;         // columns day and kind
  std::filesystem::path ties;           // columns a, b, day; empty: no ties
  std::string gate;                     // a column of opportunities; empty: no gatekeeper
  std::vector<std::string> steps;       // a kind: the first event of it; a day: the event of that day
};

// Throws InputError with every problem of the files.
Opportunities read_opportunities(const OpportunityFiles& files);

// What a person has done so far: never used; used at the last opportunity; used before but not at the last one.
enum class Standing { never, practising, lapsed };

// An opportunity with what was known beforehand.
struct Occasion {
  std::uint32_t row, person;
  int day;
  bool used;
  Standing standing;
  bool newcomer;     // the first opportunity of this person
  bool after_first;  // the one before was the first use
  bool has_ties;     // to people who had had an opportunity
  double ties;       // the share of them who had used; 0 without any
  double gate;       // strictness_of whoever let it through, without what they did to this person
};

// Since the first use.
std::vector<Occasion> occasions(const Opportunities& data);

// How strict a gatekeeper is beside all others, on a day: the share with the practice among what they let through in
// the year before, less the same of everybody, drawn towards 0 as by ten more opportunities like everybody's. Of those
// by `without`, if given, nothing counts. Cost: the opportunities of that year.
double strictness_of(const Opportunities& data, std::uint32_t gate, int day, std::optional<std::uint32_t> without);

}  // namespace kantel::adoption
