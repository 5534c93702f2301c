// What costs as much to make as some days of a run, and is the same for many runs: organisations, networks. Each is
// kept under the text of everything it is made from, so that points of a sweep that differ in parameters alone find it
// ready.
//
// Made once, by the first who needs it, while others who need the same one wait. Whoever has got one keeps it alive;
// the cache itself forgets the longest unused when those at hand hold more than a few million people.
#pragma once
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace kantel {

template <class Thing>
class SharedCache {
 public:
  // people(thing): what it weighs. `make` is called at most once for a key that is at hand; what it throws goes to
  // whoever asked, and the next who asks tries again.
  template <class Make, class People>
  std::shared_ptr<const Thing> get(const std::string& key, const Make& make, const People& people) {
    const std::shared_ptr<Entry> entry = entry_of(key);
    const std::scoped_lock making(entry->guard);
    if (!entry->thing) {
      entry->thing = std::make_shared<const Thing>(make());
      weigh(*entry, static_cast<std::size_t>(people(*entry->thing)));
    }
    return entry->thing;
  }

 private:
  static constexpr std::size_t most_people = 4'000'000, most_things = 256;
  struct Entry {
    std::string key;
    std::mutex guard;
    std::shared_ptr<const Thing> thing;
    std::size_t people = 0;
    bool forgotten = false;
  };

  std::shared_ptr<Entry> entry_of(const std::string& key) {
    const std::scoped_lock lock(guard_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at)
      if ((*at)->key == key) {
        kept_.splice(kept_.end(), kept_, at);
        return kept_.back();
      }
    while (!kept_.empty() && (people_ > most_people || kept_.size() >= most_things)) forget_oldest();
    kept_.push_back(std::make_shared<Entry>());
    kept_.back()->key = key;
    return kept_.back();
  }
  void weigh(Entry& entry, std::size_t people) {
    const std::scoped_lock lock(guard_);
    if (entry.forgotten) return;
    entry.people = people;
    people_ += people;
    while (kept_.size() > 1 && people_ > most_people) forget_oldest();
  }
  void forget_oldest() {
    people_ -= kept_.front()->people;
    kept_.front()->forgotten = true;
    kept_.pop_front();
  }

  std::mutex guard_;
  std::list<std::shared_ptr<Entry>> kept_;  // the longest unused first
  std::size_t people_ = 0;
};

}  // namespace kantel
