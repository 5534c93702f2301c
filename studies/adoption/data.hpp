// Who started to use something in which month, in which place, and whom they name: any study of adoption with ties.
//
// Ties are directed: a person looks at those they name, in their own place. People of one place stand together, so that
// a place is a range. Named people outside the sample have no adoption time; they are counted and left out.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace kantel::adoption {

using Person = std::uint32_t;

struct AdoptionData {
  int months = 0;                         // observed months 1 … months
  std::vector<std::string> places;        // in the order of the file
  std::vector<std::string> ids;           // per person; unique within a place only
  std::vector<int> month;                 // per person: month of the first use, months + 1 if not within the study
  std::vector<Person> first_of_place;     // per place, and one past the last
  std::vector<std::uint32_t> first_name;  // per person, and one past the last: range of `named`
  std::vector<Person> named;              // without repetition, in order

  // What reading left out or found, for the record.
  std::size_t ties_read = 0, named_outside = 0, naming_outside = 0, self_named = 0;

  std::size_t size() const { return month.size(); }
  Person place_size(std::size_t place) const { return first_of_place[place + 1] - first_of_place[place]; }
  std::span<const Person> named_by(Person person) const {
    return std::span(named).subspan(first_name[person], first_name[person + 1] - first_name[person]);
  }
  // Keeps each pair (who names, who is named) once, without self-naming.
  void set_named(std::vector<std::pair<Person, Person>> pairs);
  // Share of a place's people who started by a month.
  double observed_share(std::size_t place, int by_month) const;
};

struct AdoptionFiles {
  std::filesystem::path times;  // columns id, the place, the month
  std::filesystem::path ties;   // columns the place, from, to, and perhaps question
  std::string place_column = "city", time_column = "time_of_adoption";
  std::optional<int> never;            // this month and an empty one mean "not within the study"
  std::vector<std::string> questions;  // of the ties to use: a question or what stands before its "_"; empty: all
};

// Throws InputError with every problem of both files.
AdoptionData read_adoption(const AdoptionFiles& files);

}  // namespace kantel::adoption
