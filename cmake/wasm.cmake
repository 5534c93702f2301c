# What the preset `wasm` needs beside Debian's toolchain file. Emscripten finds no packages and must not look into the
# system's include folder, whose C library is another; the header-only packages are shown to it one by one, through links.
# Included by project() (CMAKE_PROJECT_TOP_LEVEL_INCLUDES), so that every find_package ends here.
get_filename_component(source ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
set(third ${CMAKE_BINARY_DIR}/third)
file(MAKE_DIRECTORY ${third})
foreach(header boost eigen3/Eigen fmt nlohmann toml++ tsl utf8 utf8.h)
  if(NOT EXISTS /usr/include/${header})
    message(FATAL_ERROR "/usr/include/${header} is missing; ./dev test installs what is needed.")
  endif()
  get_filename_component(name ${header} NAME)
  file(CREATE_LINK /usr/include/${header} ${third}/${name} SYMBOLIC)
endforeach()

macro(kantel_provide_dependency method name)
  set(${name}_FOUND TRUE)
endmacro()
cmake_language(SET_DEPENDENCY_PROVIDER kantel_provide_dependency SUPPORTED_METHODS FIND_PACKAGE)
foreach(target Boost::headers Boost::graph Eigen3::Eigen nlohmann_json::nlohmann_json Threads::Threads)
  add_library(${target} INTERFACE IMPORTED)
  target_include_directories(${target} SYSTEM INTERFACE ${third})
endforeach()

# In libcsv's place a reader of our own.
add_library(kantel_csv INTERFACE)
set(CSV_LIBRARY kantel_csv CACHE STRING "")
set(CSV_INCLUDE ${source}/wasm CACHE PATH "")

add_compile_options(-include ${source}/wasm/missing.hpp -isystem ${third} -fwasm-exceptions -msimd128)
add_link_options(-fwasm-exceptions)
