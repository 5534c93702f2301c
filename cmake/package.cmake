# What `cmake --install` gives beside the program: headers, static libraries, and the package that find_package(kantel)
# finds, with kantel::NAME for each kantel_NAME. The Python wheel installs its own component and none of this.
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/kantel)

install(DIRECTORY sim models studies DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/kantel FILES_MATCHING PATTERN "*.hpp")
install(EXPORT kantel NAMESPACE kantel:: DESTINATION ${package} FILE kantelTargets.cmake)
configure_package_config_file(cmake/kantelConfig.cmake.in ${CMAKE_BINARY_DIR}/cmake/kantelConfig.cmake INSTALL_DESTINATION ${package})
# Before 1.0 every minor version may change the interface.
write_basic_package_version_file(${CMAKE_BINARY_DIR}/cmake/kantelConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/cmake/kantelConfig.cmake ${CMAKE_BINARY_DIR}/cmake/kantelConfigVersion.cmake DESTINATION ${package})
