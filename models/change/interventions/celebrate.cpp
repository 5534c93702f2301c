// celebrate: q · 1.5 for 10 days in the target's units where practising grew over the last 20 days.
#include "models/change/interventions/intervene.hpp"

namespace kantel {

namespace {

constexpr int celebration_days = 10, progress_window = 20;

void celebrate(const Happening& now) {
  Day& day = now.day;
  const std::size_t units = day.organisation.unit_names.size();
  if (day.celebrating_until.empty()) day.celebrating_until.assign(units, 0);
  if (day.number == 0) return;  // nothing has grown yet
  const std::size_t last = day.number - 1, before = last >= progress_window ? last - progress_window : 0;
  std::vector<std::uint8_t> meant(units, 0);
  for_target(now, [&](Employee i) { meant[day.organisation.unit[i]] = 1; });
  for (std::size_t unit = 0; unit < units; ++unit) {
    if (!meant[unit]) continue;
    if (now.history.practising[last][unit] > now.history.practising[before][unit])
      day.celebrating_until[unit] = static_cast<std::int64_t>(day.number) + celebration_days;
  }
}

}  // namespace

void todays_q(const Day& day, const Yesterday& was, Column& q) {
  q.fill(static_cast<float>(day.parameters.q));
  if (day.celebrating_until.empty()) return;
  KANTEL_ROWS
  for (std::size_t i = 0; i < static_cast<std::size_t>(was.count); ++i)
    if (day.celebrating_until[day.organisation.unit[was.first + i]] > static_cast<std::int64_t>(day.number))
      q[i] *= 1.5f;
}

const InterventionRow interventions::celebrate{
    .name = "celebrate",
    .sentence =
        "multiplies q by 1.5 for 10 days in the target's units where practising grew over the last "
        "20 days",
    .apply = kantel::celebrate,
    .looks_back = true};

}  // namespace kantel
