include(GNUInstallDirs)

# What every target of this project is built with; nothing here reaches a consumer but the language level.
add_library(torntape_build INTERFACE)
target_compile_features(torntape_build INTERFACE cxx_std_20)
target_compile_options(torntape_build INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wnull-dereference
  # GCC 12 warns of overlaps in std::string's operator+ that cannot be (GCC bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # ... and of unset members of an empty std::optional that nobody reads (GCC bug 80635).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  # The same bits on every machine: no fused multiply-add behind the program's back.
  -ffp-contract=off
  $<$<BOOL:${TORNTAPE_WERROR}>:-Werror>)
if(TORNTAPE_SANITIZE)
  target_compile_options(torntape_build INTERFACE
    -fsanitize=${TORNTAPE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(torntape_build INTERFACE -fsanitize=${TORNTAPE_SANITIZE})
endif()

# One floor of the house: the library torntape_NAME, torntape::NAME to others, of the sources listed.
function(torntape_floor name)
  add_library(torntape_${name} STATIC ${ARGN})
  add_library(torntape::${name} ALIAS torntape_${name})
  set_target_properties(torntape_${name} PROPERTIES EXPORT_NAME ${name} POSITION_INDEPENDENT_CODE ON)
  target_compile_features(torntape_${name} PUBLIC cxx_std_20)
  target_include_directories(torntape_${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/torntape>)
  target_link_libraries(torntape_${name} PRIVATE $<BUILD_INTERFACE:torntape_build>)
endfunction()
