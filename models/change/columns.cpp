#include "models/change/columns.hpp"

namespace kantel {

namespace {

constexpr std::string_view told(const char* words, const char*) { return words; }
constexpr std::string_view told(int, const char* number) { return number; }
constexpr std::string_view told(SeenBy who) { return who == SeenBy::everybody ? "everybody" : "nobody else"; }
constexpr std::string_view told(Kind kind) {
  return kind == Kind::level ? "daily" : kind == Kind::trait ? "never; drawn at a succession" : "the position's; stays";
}

#define KANTEL_LASTING(name, type, kind, kept, seen_by, read, start, symbol, unit, sentence) \
  {#name, symbol, unit, told(start, #start), told(SeenBy::seen_by), told(Kind::kind), sentence},
#define KANTEL_OF_BYTE(name, byte, bit, seen_by, symbol, sentence) \
  {#name, symbol, "bit", "0", told(SeenBy::seen_by), "daily", sentence},
#define KANTEL_OF_DAY(name, symbol, sentence) {#name, symbol, "", "", "", "", sentence},
constexpr ColumnWords lasting[] = {KANTEL_BITS(KANTEL_OF_BYTE) KANTEL_COLUMNS(KANTEL_LASTING)};
constexpr ColumnWords gathered[] = {KANTEL_GATHERED(KANTEL_OF_DAY)};
constexpr ColumnWords scratch[] = {KANTEL_SCRATCH(KANTEL_OF_DAY)};

}  // namespace

std::span<const ColumnWords> lasting_columns() { return lasting; }
std::span<const ColumnWords> gathered_columns() { return gathered; }
std::span<const ColumnWords> scratch_columns() { return scratch; }

}  // namespace kantel
