#include "models/change/columns.hpp"

namespace kantel {

namespace {

constexpr std::string_view lasting = "from day to day, in checkpoints", gathered = "gathered each day",
                           scratch = "scratch of a day";
constexpr std::string_view told(const char* words, const char*) { return words; }
constexpr std::string_view told(int, const char* number) { return number; }
constexpr std::string_view told(SeenBy who) { return who == SeenBy::everybody ? "everybody" : "own row"; }

#define KANTEL_LASTING(name, type, kind, kept, seen_by, read, start, symbol, unit, sentence) \
  {#name, symbol, unit, told(start, #start), told(SeenBy::seen_by), lasting, sentence},
#define KANTEL_OF_BYTE(name, byte, bit, seen_by, symbol, sentence) \
  {#name, symbol, "bit", "0", told(SeenBy::seen_by), lasting, sentence},
#define KANTEL_OF_DAY(name, symbol, sentence) {#name, symbol, "", "", "own row", gathered, sentence},
#define KANTEL_FORGOTTEN(name, symbol, sentence) {#name, symbol, "", "", "own row", scratch, sentence},
constexpr ColumnWords words[] = {KANTEL_COLUMNS(KANTEL_LASTING) KANTEL_BITS(KANTEL_OF_BYTE)
                                     KANTEL_GATHERED(KANTEL_OF_DAY) KANTEL_SCRATCH(KANTEL_FORGOTTEN)};

}  // namespace

std::span<const ColumnWords> column_words() { return words; }

}  // namespace kantel
