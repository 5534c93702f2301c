// Files that should hold text. What is something else is refused with its name and with what to do about it.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace kantel {

// Refuses (InputError) a part of a file that is no UTF-8 text. A part that begins the file, on line 1, is looked at for
// more: a workbook or another zip file, gzip, SQLite, UTF-16.
void refuse_other_than_text(std::string_view part, const std::string& file, int line);

// A whole file. Throws InputError: missing, a folder, empty, no UTF-8 text, larger than 64 MiB (`instead`: what would
// do in its place).
std::string read_text_file(const std::filesystem::path& path, const std::string& instead = "");

}  // namespace kantel
