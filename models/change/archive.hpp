// Numbers, texts and lists to and from a stream, as they lie in memory: for the state of a run, which is read by the
// program that wrote it. A type of its own says its parts once, for both ways: void parts(auto& archive, Is<T> auto&
// value).
#pragma once
#include <algorithm>
#include <concepts>
#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace kantel {

template <class T, class Wanted>
concept Is = std::same_as<std::remove_const_t<T>, Wanted>;

class Writing {
 public:
  explicit Writing(std::ostream& out) : out_(out) {}
  template <class... Parts>
  void operator()(const Parts&... all) {
    (part(all), ...);
  }

 private:
  void bytes(const void* from, std::size_t size) {
    out_.write(static_cast<const char*>(from), static_cast<std::streamsize>(size));
  }
  template <class T>
  void part(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      bytes(&value, sizeof value);
    else
      parts(*this, value);
  }
  void part(const std::string& text) {
    part(std::uint64_t{text.size()});
    bytes(text.data(), text.size());
  }
  template <class T>
  void part(const std::optional<T>& value) {
    part(value.has_value());
    if (value) part(*value);
  }
  template <class Item, class Allocator>
  void part(const std::vector<Item, Allocator>& list) {
    part(std::uint64_t{list.size()});
    if constexpr (std::is_arithmetic_v<Item>)
      bytes(list.data(), list.size() * sizeof(Item));
    else
      for (const Item& item : list) part(item);
  }
  std::ostream& out_;
};

// Throws std::length_error where the stream ends early, or says that a list is longer than what is left.
class Reading {
 public:
  explicit Reading(std::istream& in) : in_(in) {}
  template <class... Parts>
  void operator()(Parts&... all) {
    (part(all), ...);
  }
  // A list of a length that is known.
  template <class List>
  void same_length(List& list) {
    const std::size_t expected = list.size();
    part(list);
    if (list.size() != expected) throw std::length_error("a list of the state has another length");
  }

 private:
  void bytes(void* to, std::size_t size) {
    in_.read(static_cast<char*>(to), static_cast<std::streamsize>(size));
    if (!in_) throw std::length_error("the state of the run ends early");
  }
  std::size_t count() {
    std::uint64_t n = 0;
    part(n);
    if (n > static_cast<std::uint64_t>(std::max<std::streamsize>(in_.rdbuf()->in_avail(), 0)))
      throw std::length_error("a list of the state is longer than the file");
    return static_cast<std::size_t>(n);
  }
  template <class T>
  void part(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      bytes(&value, sizeof value);
    else
      parts(*this, value);
  }
  void part(std::string& text) {
    text.resize(count());
    bytes(text.data(), text.size());
  }
  template <class T>
  void part(std::optional<T>& value) {
    bool there = false;
    part(there);
    if (!there) return value.reset();
    part(value.emplace());
  }
  template <class Item, class Allocator>
  void part(std::vector<Item, Allocator>& list) {
    if constexpr (std::is_arithmetic_v<Item>) {
      list.resize(count());
      bytes(list.data(), list.size() * sizeof(Item));
    } else {
      list.assign(count(), Item{});
      for (Item& item : list) part(item);
    }
  }
  std::istream& in_;
};

}  // namespace kantel
