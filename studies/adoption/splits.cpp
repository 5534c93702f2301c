#include "studies/adoption/splits.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "sim/random.hpp"
#include "studies/adoption/purposes.hpp"

namespace kantel::adoption {

namespace {

Split split_of(const std::vector<std::size_t>& train, std::size_t places) {
  Split split{train, {}};
  for (std::size_t place = 0; place < places; ++place)
    if (!std::binary_search(train.begin(), train.end(), place)) split.test.push_back(place);
  return split;
}

}  // namespace

std::vector<Split> halves(std::size_t places, int most, std::uint64_t seed) {
  const std::size_t size = (places + 1) / 2;
  std::vector<std::size_t> train(size);
  std::iota(train.begin(), train.end(), std::size_t{0});
  std::vector<Split> splits;
  // In order; given up when there are too many.
  while (splits.size() <= static_cast<std::size_t>(most)) {
    splits.push_back(split_of(train, places));
    std::size_t i = size;
    while (i > 0 && train[i - 1] == places - size + i - 1) --i;
    if (i == 0) return splits;
    ++train[i - 1];
    for (; i < size; ++i) train[i] = train[i - 1] + 1;
  }
  splits.clear();
  std::set<std::vector<std::size_t>> drawn;
  for (std::uint32_t attempt = 0; splits.size() < static_cast<std::size_t>(most); ++attempt) {
    const KeyedRandom random(seed, attempt);
    std::vector<std::pair<std::uint32_t, std::size_t>> order;
    for (std::size_t place = 0; place < places; ++place)
      order.emplace_back(random.draw(static_cast<std::uint32_t>(place), 0, splitting), place);
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < size; ++i) train[i] = order[i].second;
    std::sort(train.begin(), train.end());
    if (drawn.insert(train).second) splits.push_back(split_of(train, places));
  }
  return splits;
}

std::vector<Split> leave_one_out(std::size_t places) {
  std::vector<Split> splits(places);
  for (std::size_t out = 0; out < places; ++out)
    for (std::size_t place = 0; place < places; ++place)
      (place == out ? splits[out].test : splits[out].train).push_back(place);
  return splits;
}

std::vector<int> Resample::people_of(const AdoptionData& data, const std::vector<std::size_t>& kept) const {
  std::vector<int> weights(people.size());
  for (const std::size_t place : kept)
    std::copy(people.begin() + data.first_of_place[place], people.begin() + data.first_of_place[place + 1],
              weights.begin() + data.first_of_place[place]);
  return weights;
}

Resample everybody(const AdoptionData& data) {
  return {Resampling::people, std::vector<int>(data.size(), 1), std::vector<int>(data.places.size(), 1)};
}

Resample resampled(const AdoptionData& data, Resampling of, std::uint64_t seed, std::uint32_t number) {
  const KeyedRandom random(seed, number);
  const auto drawn = [&](std::size_t key, std::size_t among) {
    return static_cast<std::size_t>(
        std::uint64_t{random.draw(static_cast<std::uint32_t>(key), 0, resampling)} * among >> 32);
  };
  const std::size_t places = data.places.size();
  Resample out{of, std::vector<int>(data.size()), std::vector<int>(places, of == Resampling::people)};
  for (std::size_t place = 0; place < places && of == Resampling::places; ++place) ++out.places[drawn(place, places)];
  for (std::size_t place = 0; place < places; ++place)
    for (Person i = data.first_of_place[place]; i < data.first_of_place[place + 1]; ++i)
      if (of == Resampling::places)
        out.people[i] = out.places[place];
      else
        ++out.people[data.first_of_place[place] + drawn(i, data.place_size(place))];
  return out;
}

}  // namespace kantel::adoption
