// A folder for a test's files, gone afterwards.
#pragma once
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "models/organisation/organisation.hpp"

namespace kantel::test {

class Scratch {
 public:
  Scratch() {
    static std::atomic<int> number{0};
    path_ = std::filesystem::temp_directory_path() /
            ("kantel-organisation-" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + "-" +
             std::to_string(number++));
    std::filesystem::create_directories(path_);
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const std::filesystem::path& path() const { return path_; }
  void write(std::string_view name, std::string_view text) const {
    std::ofstream(path_ / name, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
  }

 private:
  std::filesystem::path path_;
};

inline std::vector<Tie> all_ties(const Organisation& organisation) {
  std::vector<Tie> ties;
  organisation.ties.for_each_tie([&](const Tie& tie) { ties.push_back(tie); });
  return ties;
}

inline bool same_organisation(const Organisation& a, const Organisation& b) {
  return a.manager == b.manager && a.level == b.level && a.unit == b.unit && a.unit_names == b.unit_names &&
         a.cohort == b.cohort && a.cohort_names == b.cohort_names && a.dotted == b.dotted && a.work == b.work &&
         a.mandates_from_top == b.mandates_from_top && all_ties(a) == all_ties(b);
}

inline OrganisationSettings of_form(Form form, std::int64_t employees) {
  OrganisationSettings settings;
  settings.form = form;
  settings.employees = employees;
  return settings;
}

inline OrganisationSettings from_chart(std::string chart) {
  OrganisationSettings settings = of_form(Form::imported, 1000);
  settings.chart = std::move(chart);
  return settings;
}

// What is wrong with it, a line each; "" if nothing.
inline std::string complaint(const OrganisationSettings& settings, const std::filesystem::path& folder) {
  try {
    make_organisation(settings, folder, 1, Workers(1));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

//        ann            units by subtree: top = ann, eve; 1 = bob's, 2 = cas's
//      /  |  \          .
//    bob eve  cas
//    / \       |
//  dan  fay   gus
inline constexpr const char* small_chart = "id,manager\ndan,bob\nbob,ann\neve,ann\nann,\ncas,ann\ngus,cas\nfay,bob\n";

inline Organisation read(const OrganisationSettings& settings, const Scratch& scratch) {
  return make_organisation(settings, scratch.path(), 1, Workers(1));
}

inline std::string complaint_about(std::string OrganisationSettings::*source, std::string_view text) {
  const Scratch scratch;
  scratch.write("chart.csv", small_chart);
  scratch.write("source", text);
  OrganisationSettings settings = from_chart("chart.csv");
  settings.*source = "source";
  return complaint(settings, scratch.path());
}

}  // namespace kantel::test
