// The columns of a file are found by their names, in any case, and never by their place. The names that readers accept
// stand here once.
#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/input/csv.hpp"

namespace kantel {

// A column that a reader looks for: by the first of these names that the file has.
struct WantedColumn {
  std::string_view what;  // what stands in it, for messages
  std::array<std::string_view, 8> names;
};

namespace columns {
inline constexpr WantedColumn person{
    "a person's id", {"id", "person", "employee", "employee_id", "person_id", "employeeid", "node", "name"}};
inline constexpr WantedColumn manager{
    "the manager's id",
    {"manager", "manager_id", "managerid", "reports_to", "reportsto", "reportstoid", "supervisor", "boss"}};
inline constexpr WantedColumn lead{"the id of the lead", {"lead", "lead_id", "team_lead"}};
inline constexpr WantedColumn dotted{"the second manager's id",
                                     {"dotted", "second_manager", "dotted_manager", "dotted_line"}};
inline constexpr WantedColumn work{"a type of work", {"type_of_work"}};
inline constexpr WantedColumn level{"a level", {"level"}};
inline constexpr WantedColumn unit{"a unit", {"unit", "department"}};
inline constexpr WantedColumn cohort{"a cohort", {"cohort"}};
inline constexpr WantedColumn one_end{"one end of a tie",
                                      {"a", "source", "from", "ego", "person_a", "id1", "node1", "v1"}};
inline constexpr WantedColumn other_end{"the other end of a tie",
                                        {"b", "target", "to", "alter", "person_b", "id2", "node2", "v2"}};
inline constexpr WantedColumn layer{"a layer", {"layer"}};
inline constexpr WantedColumn weight{"a weight", {"weight", "strength"}};
inline constexpr WantedColumn sender{"the sender", {"sender", "from", "source", "from_address", "sender_id", "a"}};
inline constexpr WantedColumn recipient{
    "the recipient", {"recipient", "recipients", "receiver", "to", "target", "to_address", "recipient_id", "b"}};
inline constexpr WantedColumn date{"a date", {"date", "eventdate", "time", "timestamp", "datetime", "sent", "day"}};
inline constexpr WantedColumn count{"how many messages", {"count", "messages", "n", "weight", "number"}};
}  // namespace columns

class CsvColumns {
 public:
  // Of a header. `file` and its line stand in every problem.
  CsvColumns(CsvRow header, std::string file, Problems& problems);
  // The place of a column, -1 where there is none. `given`: the name that the caller's own `setting` gives it, which
  // goes before all others and must be there.
  int find(const WantedColumn& wanted, const std::string& given = {}, std::string_view setting = {});
  // The same; that there is none is a problem, which lists the columns found and says how to name one.
  int need(const WantedColumn& wanted, const std::string& given = {}, std::string_view setting = {});
  // A column that is looked for by nothing else but this name.
  int find(std::string_view name);
  std::vector<std::string> unread_names() const;
  // "columns tenure and site are not read", or "".
  std::string unread() const;
  std::size_t size() const { return names_.size(); }

 private:
  int take(std::string_view name);
  std::string file_;
  int line_;
  Problems& problems_;
  std::vector<std::string> names_, lower_;
  std::vector<bool> read_;
};

// Letters A to Z made small; others stay.
std::string lower_case(std::string_view text);

}  // namespace kantel
