// Who started to use something in which month (or another period), in which place, and whom they name: any study of
// adoption with ties.
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
  int periods = 0;                        // observed periods 1 … periods
  std::vector<std::string> places;        // in the order of the file
  std::vector<std::string> ids;           // per person; unique within a place only
  std::vector<int> period;                // per person: that of the first use, periods + 1 if not within the study
  std::vector<Person> first_of_place;     // per place, and one past the last
  std::vector<std::uint32_t> first_name;  // per person, and one past the last: range of `named`
  std::vector<Person> named;              // without repetition, in order

  // What reading left out or found, for the record.
  std::size_t ties_read = 0, named_outside = 0, naming_outside = 0, self_named = 0;

  int first_time = 1;  // as the file calls period 1
  int time_of(int which) const { return first_time + which - 1; }

  std::size_t size() const { return period.size(); }
  Person place_size(std::size_t place) const { return first_of_place[place + 1] - first_of_place[place]; }
  std::span<const Person> named_by(Person person) const {
    return std::span(named).subspan(first_name[person], first_name[person + 1] - first_name[person]);
  }
  // Keeps each pair (who names, who is named) once, without self-naming.
  void set_named(std::vector<std::pair<Person, Person>> pairs);
  // Share of a place's people who started by a period.
  double observed_share(std::size_t place, int by_period) const;
};

struct AdoptionFiles {
  std::filesystem::path times;  // columns id, the place, the time
  std::filesystem::path ties;   // columns the place, from, to, and perhaps question
  std::string place_column = "city", time_column = "time_of_adoption";
  std::string period = "month";        // what one step of time is called, in messages
  std::optional<int> never;            // this time and an empty one mean "not within the study"
  bool all_started = false;            // nobody is not, but for empty times: the last time may well be a heap
  std::optional<int> first;            // the first time of the study; else see read_adoption
  std::vector<std::string> questions;  // of the ties to use: a question or what stands before its "_"; empty: all
};

// The study begins at 1 where the first time that occurs is from 1 to 100, else at that time (1963, say). It ends
// before `never`, or with the last time that occurs. Throws InputError with every problem of both files; also where
// `never` is missing and a heap of people at the last time looks like those who had not started when the study ended.
AdoptionData read_adoption(const AdoptionFiles& files);

}  // namespace kantel::adoption
