// Networks without chance: complete, path, star, ring and torus. Rows are written straight, without an edge list.
#include "models/reference/networks/forms.hpp"

namespace kantel {

Network complete_ties(Employee people, const Workers& workers) {
  return Network::from_rows(people, workers, [&](Employee, RowDraft& row) {
    for (Employee other = 0; other < people; ++other) row.add(other);  // oneself is dropped
  });
}

//  0───1───2───3
Network path_ties(Employee people, const Workers& workers) {
  return Network::from_rows(people, workers, [&](Employee v, RowDraft& row) {
    if (v > 0) row.add(v - 1);
    if (v + 1 < people) row.add(v + 1);
  });
}

//  1   2   3
//   ╲  │  ╱
//      0
Network star_ties(Employee people, const Workers& workers) {
  return Network::from_rows(people, workers, [&](Employee v, RowDraft& row) {
    if (v > 0)
      row.add(0);
    else
      for (Employee other = 1; other < people; ++other) row.add(other);
  });
}

// Everyone is tied to the `reach` nearest on either side; 2 reach < people.
Network ring_ties(Employee people, Employee reach, const Workers& workers) {
  return Network::from_rows(people, workers, [&](Employee v, RowDraft& row) {
    for (Employee step = 1; step <= reach; ++step) {
      row.add(static_cast<Employee>((std::uint64_t{v} + step) % people));
      row.add(v >= step ? v - step : people - (step - v));
    }
  });
}

// Rows of `side` people, numbered like a page is read, both edges joined; everyone is tied to the 8 around (Moore's
// neighbourhood), all of them others when side >= 3.
Network torus_ties(Employee side, const Workers& workers) {
  return Network::from_rows(side * side, workers, [&](Employee v, RowDraft& row) {
    const Employee x = v % side, y = v / side;
    const std::array columns{(x + side - 1) % side, x, (x + 1) % side};
    for (const Employee line : {(y + side - 1) % side, y, (y + 1) % side})
      for (const Employee column : columns) row.add(line * side + column);  // oneself is dropped
  });
}

}  // namespace kantel
