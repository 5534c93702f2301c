// What the tests of adoption share: studies in memory, drawn from known hazards, and studies in files.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sim/random.hpp"
#include "studies/adoption/tables.hpp"

namespace kantel::adoption {

namespace fs = std::filesystem;

// A folder with the two files of a study, gone afterwards.
class StudyFiles {
 public:
  StudyFiles(const std::string& times, const std::string& ties) {
    static int number = 0;
    path_ =
        fs::temp_directory_path() / ("kantel-adoption-" + std::to_string(getpid()) + "-" + std::to_string(number++));
    fs::create_directories(path_);
    std::ofstream(path_ / "times.csv") << times;
    std::ofstream(path_ / "ties.csv") << ties;
    files.times = path_ / "times.csv";
    files.ties = path_ / "ties.csv";
  }
  ~StudyFiles() { fs::remove_all(path_); }
  StudyFiles(const StudyFiles&) = delete;
  StudyFiles& operator=(const StudyFiles&) = delete;
  const fs::path& path() const { return path_; }
  AdoptionFiles files;

 private:
  fs::path path_;
};

// People of one place who start in these months, of which `months` are observed.
inline AdoptionData one_place(std::vector<int> month, int months, std::vector<std::pair<Person, Person>> named) {
  AdoptionData data;
  data.periods = months;
  data.places = {"a"};
  data.period = std::move(month);
  data.ids.resize(data.size());
  data.first_of_place = {0, static_cast<Person>(data.size())};
  data.set_named(std::move(named));
  return data;
}

inline const HazardForm& form_named(std::string_view name) { return hazard_forms()[hazard_form(name)]; }

// A form on everybody of a study.
struct Whole {
  Exposure exposure;
  Counts counts;
  Sample sample;
  Whole(const AdoptionData& data, const HazardForm& form)
      : exposure(data, form.ties, form.place),
        counts(exposure.counts(everybody(data).people)),
        sample{form, data.periods, exposure, counts} {}
  Whole(const Whole&) = delete;
  Whole& operator=(const Whole&) = delete;
  double likelihood(const std::vector<double>& values, std::span<double> gradient = {}) const {
    return log_likelihood(Hazard(sample.form, values, sample.periods), exposure, counts, gradient);
  }
};

inline double log_likelihood_of(std::string_view name, const std::vector<double>& values, const AdoptionData& data) {
  return Whole(data, form_named(name)).likelihood(values);
}

// Places of people who each name four at random, and start as a hazard says.
inline AdoptionData drawn_data(std::size_t places, Person size, int months, const Hazard& hazard, std::uint64_t seed) {
  AdoptionData data;
  data.periods = months;
  data.first_of_place = {0};
  std::vector<std::pair<Person, Person>> pairs;
  const KeyedRandom random(seed, 1000);
  for (std::size_t place = 0; place < places; ++place) {
    const Person begin = data.first_of_place.back();
    data.places.push_back(std::to_string(place));
    data.first_of_place.push_back(begin + size);
    for (Person i = begin; i < begin + size; ++i)
      for (std::uint32_t k = 0; k < 4; ++k)
        pairs.emplace_back(i, begin + static_cast<Person>(std::uint64_t{random.draw(i, k, 100)} * size >> 32));
  }
  data.period.assign(places * size, months + 1);
  data.ids.resize(data.size());
  data.set_named(std::move(pairs));
  for (std::size_t place = 0; place < places; ++place) {
    const auto drawn = Stage(data, place, seed, 1).simulated(hazard, 1);
    std::copy(drawn.begin(), drawn.end(), data.period.begin() + data.first_of_place[place]);
  }
  return data;
}

}  // namespace kantel::adoption
