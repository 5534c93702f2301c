#include "sim/large.hpp"

#if defined(__GLIBC__)
#include <malloc.h>
#endif
#if defined(__linux__)
#include <sys/mman.h>

#include <cstdint>
#endif

namespace kantel {

#if defined(__linux__)

namespace {
constexpr std::size_t huge_page = std::size_t{2} << 20;
constexpr std::size_t large = huge_page;  // below it the heap's arrays are as good, and are reused
// Whole pages; huge ones where that wastes less than half of the last.
std::size_t whole_pages(std::size_t bytes) {
  const std::size_t page = bytes % huge_page > huge_page / 2 ? huge_page : 4096;
  return (bytes + page - 1) / page * page;
}
}  // namespace

void* take_memory(std::size_t bytes) {
  if (bytes < large) return ::operator new(bytes);
  const std::size_t wanted = whole_pages(bytes);
  // Taken with a huge page to spare, which is given back around an aligned beginning.
  void* const taken = mmap(nullptr, wanted + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (taken == MAP_FAILED) throw std::bad_alloc();
  auto* const first = static_cast<std::byte*>(taken);
  const std::size_t before = (huge_page - reinterpret_cast<std::uintptr_t>(taken) % huge_page) % huge_page;
  if (before > 0) munmap(first, before);
  if (before < huge_page) munmap(first + before + wanted, huge_page - before);
  madvise(first + before, wanted, MADV_HUGEPAGE);  // where there are none, small pages serve
  return first + before;
}

void give_back_memory(void* memory, std::size_t bytes) noexcept {
  if (bytes < large)
    ::operator delete(memory);
  else
    munmap(memory, whole_pages(bytes));
}

#else

void* take_memory(std::size_t bytes) { return ::operator new(bytes); }
void give_back_memory(void* memory, std::size_t) noexcept { ::operator delete(memory); }

#endif

void give_back_heap() noexcept {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

}  // namespace kantel
