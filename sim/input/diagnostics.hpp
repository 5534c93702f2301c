// What is wrong with a user's input, all of it at once: each problem with its place, the allowed range and the
// nearest valid name. The library throws InputError and never prints or exits; the command line prints and exits 2.
#pragma once
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kantel {

// Where something stands in the user's files. Line 0: the file as a whole. Key "" : the line as a whole.
struct Place {
  std::string file;
  int line = 0;
  std::string key;
};

struct Problem {
  Place place;
  std::string message;
  std::string allowed;  // "0 to 1", "one of rollout, diffusion, hybrid", or empty
  std::string nearest;  // the valid name most like what was written, or empty
};

// "file:line: key: message; allowed …; did you mean …"
std::string to_string(const Problem& problem);

// Collects problems; throw_if_any() ends a stage of checking.
class Problems {
 public:
  void add(Place place, std::string message, std::string allowed = {}, std::string nearest = {});
  bool any() const { return !list_.empty(); }
  const std::vector<Problem>& list() const { return list_; }
  void throw_if_any() const;

 private:
  std::vector<Problem> list_;
};

// Problems of one kind in one file: fifty are spelt out, the rest counted.
class ProblemsOfAKind {
 public:
  ProblemsOfAKind(Problems& problems, std::string file, std::string plural)
      : problems_(problems), file_(std::move(file)), plural_(std::move(plural)) {}
  ~ProblemsOfAKind();
  ProblemsOfAKind(const ProblemsOfAKind&) = delete;
  ProblemsOfAKind& operator=(const ProblemsOfAKind&) = delete;
  bool full() const { return count_ >= most; }
  void add(int line, std::string key, std::string message, std::string allowed = {}, std::string nearest = {});

 private:
  static constexpr std::size_t most = 50;
  Problems& problems_;
  std::string file_, plural_;
  std::size_t count_ = 0;
};

// Text from a file as a terminal may get it: one line, without what a terminal would obey, UTF-8 whatever it was.
std::string printable(std::string_view text);
// The same, short and in quotes.
std::string shown(std::string_view text);

// The user's input is wrong. Carries every problem found; what() is their text, a line each.
class InputError : public std::exception {
 public:
  explicit InputError(std::vector<Problem> problems);
  explicit InputError(Problem problem) : InputError(std::vector<Problem>{std::move(problem)}) {}
  const char* what() const noexcept override { return text_.c_str(); }
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
  std::string text_;
};

// The candidate with the smallest edit distance (insert, delete, replace, swap neighbours) to the word, or "" when
// none is within a third of the longer one's length (at least 2 edits).
std::string nearest_name(std::string_view word, std::span<const std::string_view> candidates);
// "a, b, c"
std::string joined(std::span<const std::string_view> names, std::string_view separator = ", ");

}  // namespace kantel
