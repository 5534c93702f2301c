// Reads CSV through the few calls of libcsv that sim/input/csv.cpp makes, where there is no libcsv. The same fields and
// rows for any text (tests/wasm holds them against libcsv on random ones), in libcsv's lenient mode:
//
// - a field ends at the delimiter, a row at CR or LF; rows without a field are passed over;
// - spaces and tabs around a field are dropped; inside quotes everything counts, and "" is one quote;
// - a quote that neither ends its field nor is one of two is a character as any other.
#pragma once
#include <cstddef>
#include <string>

#ifndef CSV_APPEND_NULL
#define CSV_APPEND_NULL 8  // taken for granted: a field is a std::string
#endif

struct csv_parser {
  enum class At { row_begin, field_begin, plain, quoted, after_quote } at = At::row_begin;
  char delimiter = ',';
  std::string field;
  std::size_t dropped = 0;  // of the field's end, if it ends here: blanks, and the quote before them
};

inline int csv_init(csv_parser* parser, unsigned char) {
  *parser = {};
  return 0;
}
inline void csv_free(csv_parser*) {}
inline void csv_set_delim(csv_parser* parser, unsigned char delimiter) {
  parser->delimiter = static_cast<char>(delimiter);
}
inline int csv_error(const csv_parser*) { return 0; }
inline const char* csv_strerror(int) { return "is not CSV"; }

inline void csv_end_field(csv_parser& parser, void (*on_field)(void*, std::size_t, void*), void* data) {
  parser.field.resize(parser.field.size() - parser.dropped);
  on_field(parser.field.data(), parser.field.size(), data);
  parser.field.clear();
  parser.dropped = 0;
  parser.at = csv_parser::At::field_begin;
}

inline std::size_t csv_parse(csv_parser* parser, const void* text, std::size_t length,
                             void (*on_field)(void*, std::size_t, void*), void (*on_row)(int, void*), void* data) {
  using At = csv_parser::At;
  auto& [at, delimiter, field, dropped] = *parser;
  for (std::size_t i = 0; i < length; ++i) {
    const char c = static_cast<const char*>(text)[i];
    const bool ends_row = c == '\r' || c == '\n', ends_field = c == delimiter;
    const bool blank = (c == ' ' || c == '\t') && !ends_field;
    if (at == At::quoted) {
      field += c;
      if (c == '"') at = At::after_quote, dropped = 1;
    } else if (ends_field) {
      csv_end_field(*parser, on_field, data);
    } else if (ends_row) {
      if (at == At::row_begin) continue;
      csv_end_field(*parser, on_field, data);
      on_row(static_cast<unsigned char>(c), data);
      at = At::row_begin;
    } else if (at == At::row_begin || at == At::field_begin) {
      if (blank) continue;
      at = c == '"' ? At::quoted : At::plain;
      if (c != '"') field += c;
    } else if (at == At::plain) {
      field += c;
      dropped = blank ? dropped + 1 : 0;
    } else if (blank) {  // after a quote, which ends the field if nothing else comes
      field += c;
      ++dropped;
    } else if (c != '"') {
      field += c;
      dropped = 0;
      at = At::quoted;
    } else if (dropped == 1) {  // the second of two
      dropped = 0;
      at = At::quoted;
    } else {  // blanks since the last quote: this one may be the end instead
      field += c;
      dropped = 1;
    }
  }
  return length;
}

inline int csv_fini(csv_parser* parser, void (*on_field)(void*, std::size_t, void*), void (*on_row)(int, void*),
                    void* data) {
  if (parser->at == csv_parser::At::row_begin) return 0;
  csv_end_field(*parser, on_field, data);
  on_row(-1, data);
  parser->at = csv_parser::At::row_begin;
  return 0;
}
