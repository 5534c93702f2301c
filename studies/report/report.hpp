// The report of a comparison: one HTML file that holds its charts, tables and sentences and asks the network for
// nothing.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "studies/report/words.hpp"

namespace kantel {

// Writes report.html into a folder of results, from its manifest.json, series.csv, summary.csv and differences.csv. The
// bytes depend on those files alone, and on nothing in them that differs from one machine to another (time, host).
// Throws InputError naming every file that is missing, or the place of what cannot be read.
void write_report(const std::filesystem::path& results_folder, report::Language language = report::Language::english);
// handout.html: one sheet of A4 in both languages.
void write_handout(const std::filesystem::path& results_folder);
// Either in a folder that others may be writing into: refused (InputError) while they do, and they meanwhile.
void remake_report(const std::filesystem::path& results_folder, report::Language language = report::Language::english,
                   bool handout = false);

// Throws InputError naming each table of a folder of results that is not the one its manifest was written with. Returns
// the names of those that are.
std::vector<std::string> verified_tables(const std::filesystem::path& results_folder);

}  // namespace kantel
