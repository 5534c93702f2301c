// CSV as people write it.
#include "sim/input/csv.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace kantel;

namespace {

struct Read {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<int> lines;
  std::vector<Problem> problems;
};

struct TemporaryFile {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() /
      ("kantel_csv_test_" + std::to_string(::getpid()) + "_" + std::to_string(++made) + ".csv");
  explicit TemporaryFile(const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
  ~TemporaryFile() { std::filesystem::remove(path); }
  static inline int made = 0;
};

Read read_path(const std::filesystem::path& path) {
  Read read;
  try {
    read_csv(
        path, [&](CsvRow row) { read.header.assign(row.fields.begin(), row.fields.end()); },
        [&](CsvRow row) {
          read.rows.emplace_back(row.fields.begin(), row.fields.end());
          read.lines.push_back(row.line);
        });
  } catch (const InputError& error) {
    read.problems = error.problems();
  }
  return read;
}

Read read(const std::string& text) { return read_path(TemporaryFile(text).path); }

using Fields = std::vector<std::string>;

}  // namespace

TEST_CASE("a plain CSV gives its header, its rows and where they begin") {
  const Read plain = read("id,manager\n1,\n2,1\n");
  CHECK(plain.problems.empty());
  CHECK(plain.header == Fields{"id", "manager"});
  CHECK(plain.rows == std::vector<Fields>{{"1", ""}, {"2", "1"}});
  CHECK(plain.lines == std::vector<int>{2, 3});
}

TEST_CASE("a byte-order mark, CRLF and a missing last line end change nothing") {
  const Read marked = read("\xEF\xBB\xBFid,manager\r\n1,\r\n2,1");
  CHECK(marked.header == Fields{"id", "manager"});
  CHECK(marked.rows == std::vector<Fields>{{"1", ""}, {"2", "1"}});
  CHECK(marked.lines == std::vector<int>{2, 3});
}

TEST_CASE("semicolons are found from the first line") {
  const Read semicolons = read("id;manager;remark\n1;;a, b\n");
  CHECK(semicolons.header == Fields{"id", "manager", "remark"});
  CHECK(semicolons.rows == std::vector<Fields>{{"1", "", "a, b"}});
}

TEST_CASE("quoted fields hold separators, quotes and line ends, and lines are counted through them") {
  const Read quoted = read("id,remark\n1,\"a, \"\"b\"\"\"\n2,\"two\nlines\"\n3,x\n");
  CHECK(quoted.rows == std::vector<Fields>{{"1", "a, \"b\""}, {"2", "two\nlines"}, {"3", "x"}});
  CHECK(quoted.lines == std::vector<int>{2, 3, 5});
}

TEST_CASE("blank lines are skipped and still counted") {
  const Read gaps = read("\n\nid,manager\n\n1,\n\r\n2,1\n\n");
  CHECK(gaps.header == Fields{"id", "manager"});
  CHECK(gaps.rows == std::vector<Fields>{{"1", ""}, {"2", "1"}});
  CHECK(gaps.lines == std::vector<int>{5, 7});
}

TEST_CASE("unquoted fields are trimmed and names keep their accents") {
  const Read accents = read("id , name\n 1 , José Ñandú \n");
  CHECK(accents.header == Fields{"id", "name"});
  CHECK(accents.rows == std::vector<Fields>{{"1", "José Ñandú"}});
}

TEST_CASE("rows of another length come through as they are") {
  CHECK(read("a,b\n1\n1,2,3\n").rows == std::vector<Fields>{{"1"}, {"1", "2", "3"}});
}

TEST_CASE("lines of about a reading buffer's length are whole") {
  for (const std::size_t length : {16'382u, 16'383u, 16'384u, 16'385u, 32'766u, 32'767u, 32'768u}) {
    const std::string field(length - 2, 'x');
    const Read wide = read("a,b\n1," + field + "\n2,y\n");
    INFO("line of " << length);
    REQUIRE(wide.rows.size() == 2);
    CHECK(wide.rows[0][1] == field);
    CHECK(wide.rows[1][1] == "y");
    CHECK(wide.lines == std::vector<int>{2, 3});
  }
}

TEST_CASE("a line above one MiB is refused with its number, one below is read") {
  const Read endless = read("a,b\n1,2\n3," + std::string(2'000'000, 'x') + "\n");
  REQUIRE(endless.problems.size() == 1);
  CHECK(endless.problems[0].place.line == 3);
  CHECK_FALSE(endless.problems[0].allowed.empty());
  CHECK(read("a,b\n1," + std::string((1 << 20) - 10, 'x') + "\n").problems.empty());
}

TEST_CASE("a zero byte is refused with its line") {
  const Read binary = read(std::string("a,b\n1,2\n3,\0,4\n", 15));
  REQUIRE(binary.problems.size() == 1);
  CHECK(binary.problems[0].place.line == 3);
}

TEST_CASE("empty, blank and missing files and folders are refused by name") {
  for (const Read& refused :
       {read(""), read("\n \n"), read_path("/no/such/file.csv"), read_path(std::filesystem::temp_directory_path())}) {
    REQUIRE(refused.problems.size() == 1);
    CHECK_FALSE(refused.problems[0].place.file.empty());
    CHECK_FALSE(refused.problems[0].message.empty());
    CHECK(refused.header.empty());
  }
}

TEST_CASE("a field is quoted when it must be, and reads back") {
  CHECK(csv_field("plain") == "plain");
  CHECK(csv_field("a,b") == "\"a,b\"");
  CHECK(csv_field("say \"so\"") == "\"say \"\"so\"\"\"");
  for (const std::string text : {"a;b", "two\nlines", "say \"so\"", "a,b"}) {
    const Read back = read("x,y\n1," + csv_field(text) + "\n");
    REQUIRE(back.rows.size() == 1);
    CHECK(back.rows[0][1] == text);
  }
}

TEST_CASE("a column is found by its name or not at all") {
  const Fields header{"id", "manager"};
  CHECK(csv_column(header, "manager") == 1);
  CHECK(csv_column(header, "Manager") == -1);
}

TEST_CASE("a quote that is not closed, or is followed by text, is an error at the line where it opens") {
  const struct {
    const char* text;
    int line;
    const char* said;
  } broken[] = {{"id,manager,name\n1,,Boss\n2,1,\"Ann\n3,1,Bob\n4,1,Cy\n", 3, "is not closed"},
                {"id,name\n1,\"Ann\n2,\"Bob\"\n", 2, "followed by text on line 3"},
                {"id,name\n1,\"Ann\" Lee\n", 2, "followed by text"},
                {"id,name\n1,\"Ann\"\"\n2,Bo\n", 2, "is not closed"},
                {"id,name\n1,\"a\nb\",\"c\n", 3, "is not closed"},
                {"id;name\n1;\"a\"b\n", 2, "followed by text"},
                {"id\tname\n1\t\"a\"b\n", 2, "followed by text"},
                {"id,name\n1,\"a\" \"b\"\n", 2, "followed by text"},
                {"\"id,name\n1,2\n", 1, "is not closed"}};
  for (const auto& [text, line, said] : broken) {
    INFO(text);
    const Read found = read(text);
    REQUIRE(found.problems.size() == 1);
    CHECK(found.problems[0].place.line == line);
    CHECK_THAT(found.problems[0].message, Catch::Contains(said));
  }
  const Read good = read("id,name\n1,5\" disk\n2, \"a\"\"b\" \n3,\"\"\n4,\"x, y\"\n");
  CHECK(good.problems.empty());
  CHECK(good.rows == std::vector<Fields>{{"1", "5\" disk"}, {"2", "a\"b"}, {"3", ""}, {"4", "x, y"}});
}

TEST_CASE("what is written reads back the same, whatever it holds") {
  const std::string pieces[] = {" ", "\t", ",", ";", "\"", "\n", "a", "=", "é", "sep=;"};
  for (const std::string& a : pieces)
    for (const std::string& b : pieces)
      for (const std::string& c : pieces) {
        const std::string name = a + b + c;
        const Read found = read("id,name,more\n1," + csv_field(name) + "," + csv_field(c + a) + "\n");
        INFO(name);
        REQUIRE(found.problems.empty());
        CHECK(found.rows == std::vector<Fields>{{"1", name, c + a}});
      }
}

TEST_CASE("tabs and the separator that Excel names are read") {
  for (const char* text : {"id\tname\n1\tAnn, the first\n", "sep=;\nid;name\n1;Ann, the first\n",
                           "\xEF\xBB\xBFsep=;\r\nid;name\r\n1;Ann, the first\r\n",
                           "sep=\t\nid\tname\n1\tAnn, the first\n", "SEP=;\nid;name\n1;Ann, the first\n"}) {
    INFO(text);
    const Read found = read(text);
    CHECK(found.problems.empty());
    CHECK(found.header == Fields{"id", "name"});
    CHECK(found.rows == std::vector<Fields>{{"1", "Ann, the first"}});
  }
  CHECK(read("sep=;\nid;name\n1;x\n").lines == std::vector<int>{3});
  CHECK(read("\"a;b;c;d\",id\n1,2\n").header == Fields{"a;b;c;d", "id"});
}

TEST_CASE("lines that end in CR alone are lines") {
  const Read old = read("id,name\r1,\"two\rlines\"\r\r2,b");
  CHECK(old.problems.empty());
  CHECK(old.rows == std::vector<Fields>{{"1", "two\rlines"}, {"2", "b"}});
  CHECK(old.lines == std::vector<int>{2, 5});
  std::string long_file = "id,name\r";  // longer than what is read at once, and than the longest line
  for (int i = 0; i < 200000; ++i) long_file += std::to_string(i) + ",x\r";
  CHECK(read(long_file).rows.size() == 200000);
}

TEST_CASE("what is no text is called by its name") {
  for (const auto& [bytes, name] : {std::pair{"PK\x03\x04", "Excel workbook (.xlsx)"},
                                    {"\xD0\xCF\x11\xE0", "Excel workbook (.xls)"},
                                    {"\x1F\x8B", "gzip"},
                                    {"SQLite format 3", "SQLite"}}) {
    const Read found = read(std::string(bytes) + std::string("\0\1\2 more\n", 9));
    REQUIRE(found.problems.size() == 1);
    CHECK_THAT(found.problems[0].message, Catch::Contains(name));
    CHECK(found.problems[0].place.line == 1);
  }
}

TEST_CASE("another encoding is named, with how to convert it") {
  const std::string small("\xFF\xFEi\0d\0\n\0", 8), big("\xFE\xFF\0i\0d\0\n", 8), bare("i\0d\0,\0a\0\n\0", 10);
  for (const std::string& text : {small, big, bare}) {
    const Read found = read(text);
    REQUIRE(found.problems.size() == 1);
    CHECK_THAT(found.problems[0].message, Catch::Contains("UTF-16"));
    CHECK_THAT(found.problems[0].allowed, Catch::Contains("iconv -f UTF-16 -t UTF-8"));
  }
  const Read western = read("id,name\n1,Ren\xE9\n");
  REQUIRE(western.problems.size() == 1);
  CHECK(western.problems[0].place.line == 2);
  CHECK_THAT(western.problems[0].message, Catch::Contains("not UTF-8") && Catch::Contains("Windows-1252"));
  CHECK_THAT(western.problems[0].allowed, Catch::Contains("iconv -f WINDOWS-1252 -t UTF-8"));
}
