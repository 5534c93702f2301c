// Numbers, texts and lists to and from a stream, as they lie in memory: for the state of a run, which is read by the
// program that wrote it. A type of its own says its parts once, for both ways: void parts(auto& archive, Is<T> auto&
// value); what must hold of them, it demands.
//
// What is read is not trusted: a list is no longer than what is left of the stream, so that a wrong number of items
// asks for no memory.
#pragma once
#include <concepts>
#include <cstdint>
#include <istream>
#include <optional>
#include <ostream>
#include <string>
#include <type_traits>
#include <vector>

#include "models/model.hpp"

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
  void demand(bool) const {}

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

// Throws WrongState: the stream ends early, or holds what is not demanded. It is one that can be wound.
class Reading {
 public:
  explicit Reading(std::istream& in) : in_(in) {
    const std::istream::pos_type at = in.tellg();
    in.seekg(0, std::ios::end);
    left_ = static_cast<std::uint64_t>(in.tellg() - at);
    in.seekg(at);
  }
  template <class... Parts>
  void operator()(Parts&... all) {
    (part(all), ...);
  }
  void demand(bool holds) const {
    if (!holds) throw WrongState("the state of the run is of another one");
  }

 private:
  void bytes(void* to, std::size_t size) {
    in_.read(static_cast<char*>(to), static_cast<std::streamsize>(size));
    if (!in_ || size > left_) throw WrongState("the state of the run ends early");
    left_ -= size;
  }
  // Of items that take so many bytes each, or more.
  std::size_t count(std::size_t bytes_an_item) {
    std::uint64_t n = 0;
    part(n);
    if (n > left_ / bytes_an_item) throw WrongState("the state of the run ends early");
    return static_cast<std::size_t>(n);
  }
  void part(bool& value) {
    std::uint8_t byte = 0;
    part(byte);
    demand(byte <= 1);
    value = byte != 0;
  }
  template <class T>
  void part(T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>)
      bytes(&value, sizeof value);
    else
      parts(*this, value);
  }
  void part(std::string& text) {
    text.resize(count(1));
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
      list.resize(count(sizeof(Item)));
      bytes(list.data(), list.size() * sizeof(Item));
    } else {
      list.assign(count(1), Item{});
      for (Item& item : list) part(item);
    }
  }
  std::istream& in_;
  std::uint64_t left_ = 0;  // bytes
};

}  // namespace kantel
