// The rows of one block of employees during one day, and what a process may do with them.
//
// A process is a function (const Day&, const Block&). It opens the block by naming what it reads and writes:
//
//   namespace column { using Trust = Rows<Reads<mean_need, trust, presence>, Writes<trust>>; }
//   const column::Trust::Was was(block);    yesterday's state of the own rows, and what is gathered of others
//   const column::Trust::Work work(block);  the day's levers, gates and draws
//   const column::Trust::Now now(block);    today's state of the own rows
//
// What it has not named does not compile. Everything read of the state is yesterday's, so the order of processes inside
// a day decides nothing but who may override whom.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "models/change/day.hpp"
#include "models/change/population.hpp"
#include "models/change/purposes.hpp"
#include "sim/recording.hpp"
#include "sim/visible.hpp"
#include "sim/wide.hpp"

namespace kantel {

using Column = std::array<float, block_rows>;  // one number a row
using Draws = std::array<std::uint32_t, block_rows>;

// A column of yesterday: copied into cache, or a pointer to where it stands (null while it is not kept).
template <class T, Read read>
using AsRead = std::conditional_t<read == Read::copied, std::array<T, block_rows>, const T*>;

// Yesterday: what today is computed from.
struct Yesterday {
  Employee first = 0;
  int count = 0;
  bool all_aware = false;       // everybody of the block: nobody hears
  bool managers_leave = false;  // perhaps; else none of the block's managers does
#define KANTEL_YESTERDAY(name, type, kind, kept, seen_by, read, ...) \
  alignas(Read::read == Read::copied ? 64 : alignof(void*)) AsRead<type, Read::read> name;
  KANTEL_COLUMNS(KANTEL_YESTERDAY)
#undef KANTEL_YESTERDAY
#define KANTEL_GATHER(name, ...) alignas(64) Column name;
  KANTEL_GATHERED(KANTEL_GATHER)
#undef KANTEL_GATHER
  const std::uint8_t* seen;                          // the own visible byte
  const std::uint8_t* everybody;                     // of all
  std::array<std::uint8_t, block_rows + 8> manager;  // the manager's and has_manager, 0 without one; not where all are
                                                     // aware, no manager leaves, none counts as an example and nothing
                                                     // is mandated; 8 more for whole words
  const std::uint32_t* aware_ties;                   // n_w
};

inline constexpr std::uint8_t has_manager = 0x80;

// The day in the making.
struct DayScratch {
  alignas(64) std::array<Draws, 4> draws;  // hearing, starting, lapsing, leaving
#define KANTEL_SCRATCH_COLUMN(name, ...) alignas(64) Column name;
  KANTEL_SCRATCH(KANTEL_SCRATCH_COLUMN)
#undef KANTEL_SCRATCH_COLUMN
  // What the levers' and training's columns hold from the block before, so that they are not filled again.
  std::optional<Levers> alike;  // everybody's levers, while they are the same
  bool trained = true;
};

// Today's state: the own rows of the population's columns; null where a column is not kept.
struct Today {
#define KANTEL_TODAY(name, type, ...) type* name;
  KANTEL_COLUMNS(KANTEL_TODAY)
#undef KANTEL_TODAY
  std::uint8_t* seen;
};

// The tags by which a process names what it reads and writes.
namespace column {
#define KANTEL_TAG(name, ...) struct name;
KANTEL_COLUMNS(KANTEL_TAG)
KANTEL_GATHERED(KANTEL_TAG)
KANTEL_SCRATCH(KANTEL_TAG)
#undef KANTEL_TAG
struct seen;
struct everybody;
struct manager;
struct aware_ties;
struct draws;
struct alike;
struct trained;

template <class... Columns>
struct Reads;
template <class... Columns>
struct Writes;
template <class Reading, class Writing>
struct Rows;
}  // namespace column

// A block as a process gets it: closed, but for how many rows it has.
class Block {
 public:
  Block(const Yesterday& was, DayScratch& work, const Today& now) : was_(&was), work_(&work), now_(&now) {}

 private:
  template <class Reading, class Writing>
  friend struct column::Rows;
  friend void start_numbers(const Block& block, std::size_t i);
  const Yesterday* was_;
  DayScratch* work_;
  const Today* now_;
};

namespace column {

// What naming a column opens: Was and Used to read, Now and Filled to write (and read again).
template <class Column>
struct Open;
template <class Column, int part>
struct Shut {
  template <class From>
  KANTEL_INLINE explicit Shut(const From&) {}
};

#define KANTEL_OPENED(part, from, type, name)                        \
  struct part {                                                      \
    KANTEL_INLINE explicit part(from& opened) : name(opened.name) {} \
    type name;                                                       \
  };
#define KANTEL_OPEN_STATE(name, type, ...)                                      \
  template <>                                                                   \
  struct Open<column::name> {                                                   \
    KANTEL_OPENED(Was, const Yesterday, const decltype(Yesterday::name)&, name) \
    KANTEL_OPENED(Now, const Today, type* const, name)                          \
    using Used = Shut<column::name, 0>;                                         \
    using Filled = Shut<column::name, 1>;                                       \
  };
#define KANTEL_OPEN_GATHERED(name, ...)                                         \
  template <>                                                                   \
  struct Open<column::name> {                                                   \
    KANTEL_OPENED(Was, const Yesterday, const decltype(Yesterday::name)&, name) \
    using Used = Shut<column::name, 0>;                                         \
  };
#define KANTEL_OPEN_SCRATCH(name, ...)                                             \
  template <>                                                                      \
  struct Open<column::name> {                                                      \
    using Was = Shut<column::name, 0>;                                             \
    using Now = Shut<column::name, 1>;                                             \
    KANTEL_OPENED(Used, const DayScratch, const decltype(DayScratch::name)&, name) \
    KANTEL_OPENED(Filled, DayScratch, decltype(DayScratch::name)&, name)           \
  };
KANTEL_COLUMNS(KANTEL_OPEN_STATE)
KANTEL_OPEN_STATE(seen, std::uint8_t)
KANTEL_GATHERED(KANTEL_OPEN_GATHERED)
KANTEL_OPEN_GATHERED(everybody)
KANTEL_OPEN_GATHERED(manager)
KANTEL_OPEN_GATHERED(aware_ties)
KANTEL_SCRATCH(KANTEL_OPEN_SCRATCH)
KANTEL_OPEN_SCRATCH(draws)
KANTEL_OPEN_SCRATCH(alike)
KANTEL_OPEN_SCRATCH(trained)
#undef KANTEL_OPENED
#undef KANTEL_OPEN_STATE
#undef KANTEL_OPEN_GATHERED
#undef KANTEL_OPEN_SCRATCH

template <class... R, class... W>
struct Rows<Reads<R...>, Writes<W...>> {
  struct Was : Open<R>::Was... {
    KANTEL_INLINE explicit Was(const Block& block)
        : Open<R>::Was(*block.was_)...,
          first(block.was_->first),
          count(block.was_->count),
          all_aware(block.was_->all_aware),
          managers_leave(block.was_->managers_leave) {}
    const Employee first;
    const int count;
    const bool all_aware, managers_leave;
  };
  struct Work : Open<R>::Used..., Open<W>::Filled... {
    KANTEL_INLINE explicit Work(const Block& block)
        : Open<R>::Used(*block.work_)..., Open<W>::Filled(*block.work_)... {}
  };
  struct Now : Open<W>::Now... {
    KANTEL_INLINE explicit Now(const Block& block) : Open<W>::Now(*block.now_)... {}
  };
};

}  // namespace column

// wA, wC, wR times three numbers, and the geometric composite.
inline float mean_need(float wa, float wc, float a, float c, float r) { return wa * a + wc * c + (1 - wa - wc) * r; }
inline float composite(float wa, float wc, float a, float c, float r) {
  return power_of_two(wa * binary_logarithm(a) + wc * binary_logarithm(c) + (1 - wa - wc) * binary_logarithm(r));
}
// V̂: vision carries as far as its giver is trusted.
inline float carried(float vision, float trust) { return vision * (.5f + trust); }
inline float within(float low, float x, float high) {
  x = x < high ? x : high;  // in the form that is one instruction
  return x > low ? x : low;
}

// Whether something of this rate happens to a row today.
inline bool happens(std::uint32_t draw, float rate) { return unit_interval(draw) < probability(rate); }

// Visits the rows that are marked, in order.
using Marks = std::array<std::uint8_t, block_rows>;
template <class Visit>
void for_each_marked(const Marks& marks, int count, Visit visit) {
  for_each_with(marks.data(), static_cast<std::size_t>(count), 1, visit);
}

// f: how strongly n practising of d ties are felt (model.md, section 3).
// The own manager's example is among n and d.
float social_proof(const ChangeSettings& change, float practising, float degree, float threshold);
// f(½) for a person of this threshold and degree, where f counts ties half of the degree.
float proof_of_half(const ChangeSettings& change, float degree, float threshold);
// References of the gates, with which shares of what blocks are taken; that of dare is p + q·f(½) in full safety.
inline constexpr float want_reference = .65f, can_reference = 1;
inline float may_reference(const Parameters& parameters) { return 1 - static_cast<float>(parameters.gamma) * .2f; }

using Process = void (*)(const Day&, const Block&);
struct ProcessEntry {
  std::string_view name, sentence;
  Process process;
};

// The order of a day, as data: run, `kantel describe order` and the timing table read it.
std::span<const ProcessEntry> order_of_a_day();

// Fit of the plan to a person: as revised; else by level, of who has a line of reverse mentoring by what is heard
// through it; or by unit where the plan is local.
float fit_of(const Day& day, const Population& people, Employee employee);

// Yesterday's rows of a block; today's rows begin as what was visible yesterday, without who has left.
void load_block(const Day& day, const Population& people, const Visible& visible, Employee first, int count,
                Yesterday& was);
// wA of each row's present occupant.
void look_up_weights(const Day& day, const Population& people, Yesterday& was);
Today rows_of(Population& people, Visible& visible, Employee first);
void open_today(const Yesterday& was, Today& now);
// Of a new occupant: the columns whose start is a number. Words in columns.hpp say what processes/newcomer.cpp does.
void start_numbers(const Block& block, std::size_t i);
// Asks memory for part `part` of `parts` of the rows from `first` on, a part after each process of the block before:
// there are more columns than the processor foresees by itself, and asking for all at once would be waiting for them.
void prefetch_rows(const Day& day, const Population& people, const Visible& visible, bool all_aware, std::size_t part,
                   Employee first);

// Who leaves tomorrow, from today's needs.
void give_notice(const Day& day, const Block& block);

}  // namespace kantel
