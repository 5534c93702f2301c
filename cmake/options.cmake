# Flags every Kantel target shares. Same bytes in every build type: no contraction to fused multiply-add, no fast-math.
add_library(kantel_options INTERFACE)
target_compile_options(kantel_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow
  -Wno-restrict # GCC 12 warns falsely inside std::string (its bug 105651)
  -ffp-contract=off -fno-math-errno -fno-trapping-math
  $<$<BOOL:${KANTEL_WARNINGS_ARE_ERRORS}>:-Werror>)
target_include_directories(kantel_options INTERFACE ${CMAKE_SOURCE_DIR})
if(KANTEL_ASSERTIONS)
  target_compile_options(kantel_options INTERFACE -UNDEBUG)
endif()
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

# kantel_library(NAME LIBRARY…): a folder's static library, made of every source at and below it.
function(kantel_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(kantel_${name} STATIC ${sources})
  target_link_libraries(kantel_${name} PUBLIC kantel_options ${ARGN})
endfunction()
