# Flags every Kantel target shares. Same bytes in every build type: no contraction to fused multiply-add, no fast-math.
# Those that decide values go with the installed package, since its headers hold arithmetic; warnings stay here.
include(GNUInstallDirs)
add_library(kantel_options INTERFACE)
set(kantel_warnings -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND kantel_warnings -Wno-restrict) # GCC 12 warns falsely inside std::string (its bug 105651)
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  list(APPEND kantel_warnings
    -Wno-bitwise-instead-of-logical # meant: no branch
    -Wno-pass-failed)               # sanitized loops are not vectorised
endif()
if(EMSCRIPTEN)
  set(kantel_warnings -w) # sizes have 32 bits there, which -Wconversion asks about everywhere; the other builds warn
endif()
target_compile_options(kantel_options INTERFACE
  "$<BUILD_INTERFACE:${kantel_warnings}>"
  -ffp-contract=off -fno-math-errno -fno-trapping-math
  $<BUILD_INTERFACE:$<$<BOOL:${KANTEL_WARNINGS_ARE_ERRORS}>:-Werror>>
  $<BUILD_INTERFACE:$<$<BOOL:${KANTEL_ASSERTIONS}>:-UNDEBUG>>)
target_compile_features(kantel_options INTERFACE cxx_std_20)
target_include_directories(kantel_options INTERFACE
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}>
  # <kantel/models/…> is for the user, "models/…" for the headers among themselves.
  $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/kantel>)
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

# kantel_exported(NAME…): kantel_NAME is installed, and is kantel::NAME to who finds the package (cmake/package.cmake).
function(kantel_exported)
  foreach(name IN LISTS ARGN)
    set_target_properties(kantel_${name} PROPERTIES EXPORT_NAME ${name})
    install(TARGETS kantel_${name} EXPORT kantel)
  endforeach()
endfunction()
kantel_exported(options)

# kantel_library(NAME LIBRARY…): a folder's static library, made of every source at and below it.
function(kantel_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(kantel_${name} STATIC ${sources})
  target_link_libraries(kantel_${name} PUBLIC kantel_options ${ARGN})
  kantel_exported(${name})
endfunction()

# kantel_floor(NAME LIBRARY…): all of a floor's folders, for who installs them.
function(kantel_floor name)
  add_library(kantel_${name} INTERFACE)
  target_link_libraries(kantel_${name} INTERFACE ${ARGN})
  kantel_exported(${name})
endfunction()
