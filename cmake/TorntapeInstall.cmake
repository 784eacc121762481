# cmake --install: the program, the floors' libraries and headers, the package for find_package(torntape), the shipped
# scenarios and the papers.
if(NOT TORNTAPE_INSTALL)
  return()
endif()

include(CMakePackageConfigHelpers)
set(torntape_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/torntape")

install(TARGETS torntape_topology torntape_sim torntape_scenarios EXPORT torntape
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
if(TARGET torntape)
  install(TARGETS torntape RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
  set(generated "${PROJECT_BINARY_DIR}/tools/generated")
  install(FILES "${generated}/torntape.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
  install(FILES "${generated}/torntape" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
  install(FILES "${generated}/_torntape" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/site-functions")
  install(FILES "${generated}/torntape.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
endif()

# The folders stand under include/torntape, which is the include directory, so that "topology/network.hpp" means the same
# file to a consumer as it does here. topology/graph.hpp, which shows Boost.Graph, is the floor's own.
install(DIRECTORY topology sim scenarios DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/torntape"
  FILES_MATCHING PATTERN "*.hpp" REGEX "topology/graph[.]hpp$" EXCLUDE PATTERN "scenarios/telegrams" EXCLUDE)

install(EXPORT torntape NAMESPACE torntape:: FILE torntapeTargets.cmake DESTINATION "${torntape_package_dir}")
configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/torntapeConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/torntapeConfig.cmake" INSTALL_DESTINATION "${torntape_package_dir}")
# Before 1.0.0 every minor version may break its users.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/torntapeConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/torntapeConfig.cmake" "${PROJECT_BINARY_DIR}/torntapeConfigVersion.cmake"
  DESTINATION "${torntape_package_dir}")

install(DIRECTORY scenarios/ DESTINATION "${CMAKE_INSTALL_DATADIR}/torntape/scenarios"
  FILES_MATCHING
  PATTERN "*.yaml" PATTERN "*.csv" PATTERN "*.tsv" PATTERN "*.txt" PATTERN "*.json" PATTERN "CMakeLists.txt" EXCLUDE)
install(FILES LICENSE README.md CHANGELOG.md CONTRIBUTING.md DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}" FILES_MATCHING PATTERN "*.md")
