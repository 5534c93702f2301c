// The reader of CSV that the WebAssembly build has in libcsv's place (wasm/csv.h). In this binary sim/input/csv.cpp is
// compiled with it and passes its usual cases; here the reader itself is held against libcsv.
#include <csv.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace stand_in {
#include "wasm/csv.h"
}

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Kept {
  std::vector<std::string> row;
  Rows rows;
};
void on_field(void* text, std::size_t length, void* kept) {
  static_cast<Kept*>(kept)->row.emplace_back(static_cast<const char*>(text), length);
}
void on_row(int, void* kept) {
  auto& [row, rows] = *static_cast<Kept*>(kept);
  rows.push_back(std::move(row));
  row.clear();
}

// In two parts, as lines come. The calls are libcsv's or the stand-in's, by the type of the parser.
template <class Parser>
Rows rows_of(const std::string& text, unsigned char delimiter, std::size_t cut) {
  Parser parser;
  csv_init(&parser, 0);
  csv_set_delim(&parser, delimiter);
  Kept kept;
  REQUIRE(csv_parse(&parser, text.data(), cut, on_field, on_row, &kept) == cut);
  REQUIRE(csv_parse(&parser, text.data() + cut, text.size() - cut, on_field, on_row, &kept) == text.size() - cut);
  csv_fini(&parser, on_field, on_row, &kept);
  csv_free(&parser);
  return kept.rows;
}

}  // namespace

TEST_CASE("the stand-in gives libcsv's fields and rows for any text") {
  constexpr char alphabet[] = {'"', '"', '"', ',', ',', ' ', ' ', '\t', '\n', '\r', 'a', 'b', ';', '\xC3'};
  std::uint64_t state = 7;
  const auto below = [&](std::uint64_t bound) {
    state = state * 6364136223846793005 + 1442695040888963407;
    return static_cast<std::size_t>((state >> 33) % bound);
  };
  for (int i = 0; i < 200'000; ++i) {
    std::string text(below(24), ' ');
    for (char& c : text) c = alphabet[below(sizeof alphabet)];
    const std::size_t cut = below(text.size() + 1);
    const unsigned char delimiter = below(4) == 0 ? ';' : ',';
    const Rows wanted = rows_of<::csv_parser>(text, delimiter, cut);
    if (rows_of<stand_in::csv_parser>(text, delimiter, cut) == wanted) continue;
    FAIL_CHECK("differs on: " << Catch::StringMaker<std::string>::convert(text));
    break;
  }
}
