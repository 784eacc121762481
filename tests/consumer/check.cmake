# Uses torntape as others would. HOW is `package`: install the build in TORNTAPE_BINARY_DIR, configure, build and run the
# consumer against it; or `subproject`: configure the consumer with TORNTAPE_SOURCE_DIR in it.
file(REMOVE_RECURSE "${WORK}")
set(consumer "${CMAKE_CURRENT_LIST_DIR}")
set(configure "${CMAKE_COMMAND}" -S "${consumer}" -B "${WORK}/build" -G Ninja "-DCMAKE_CXX_COMPILER=${CXX}")
if(SANITIZE)
  list(APPEND configure "-DCMAKE_CXX_FLAGS=-fsanitize=${SANITIZE}")
endif()

function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    list(JOIN ARGV " " command)
    message(FATAL_ERROR "${command}\n${output}\nended with ${result}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

if(HOW STREQUAL "subproject")
  run(${configure} "-DTORNTAPE_CHECKOUT=${TORNTAPE_SOURCE_DIR}")
  message("a subproject brings the floors alone")
  return()
endif()

set(prefix "${WORK}/prefix")
run("${CMAKE_COMMAND}" --install "${TORNTAPE_BINARY_DIR}" --prefix "${prefix}")
foreach(file IN ITEMS bin/torntape share/torntape/scenarios/ottawa.yaml share/torntape/scenarios/telegrams/ottawa.txt
    share/doc/torntape/LICENSE include/torntape/topology/routing_indicator.hpp)
  if(NOT EXISTS "${prefix}/${file}")
    message(FATAL_ERROR "not installed: ${file}")
  endif()
endforeach()
run("${prefix}/bin/torntape" check "${prefix}/share/torntape/scenarios/ottawa.yaml")

# The package's headers ask nothing of their users but the standard library, the compiler and Random123.
file(GLOB_RECURSE headers RELATIVE "${prefix}/include/torntape" "${prefix}/include/torntape/*.hpp")
foreach(header IN LISTS headers)
  file(STRINGS "${prefix}/include/torntape/${header}" foreign REGEX "^ *# *include *<[^>]*[/.]")
  list(FILTER foreign EXCLUDE REGEX "<(Random123/|emmintrin[.]h>)")
  if(foreign)
    message(FATAL_ERROR "${header}, which is installed, shows a library: ${foreign}")
  endif()
endforeach()

run(${configure} "-DCMAKE_PREFIX_PATH=${prefix}" "-DTORNTAPE_VERSION=${VERSION}")
run("${CMAKE_COMMAND}" --build "${WORK}/build")
run("${WORK}/build/consumer")
message("${output}")
