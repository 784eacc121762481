# The script of the report page: bundled with Node where it is there, else left out.

set(TORNTAPE_NODE AUTO CACHE STRING "Bundle the script of the report page with Node: ON, OFF, or AUTO: where it is there")
set_property(CACHE TORNTAPE_NODE PROPERTY STRINGS AUTO ON OFF)

# Sets `source` to the C++ source that holds the script, and TORNTAPE_NODE_MODULES to the folder of the packages of
# tools/report/web/package-lock.json, or to nothing where they cannot be had.
function(torntape_page_script source)
  set(web "${PROJECT_SOURCE_DIR}/tools/report/web")
  set(work "${PROJECT_BINARY_DIR}/web")
  set(${source} "${PROJECT_SOURCE_DIR}/tools/report/no_script.cpp" PARENT_SCOPE)
  set(TORNTAPE_NODE_MODULES "" PARENT_SCOPE)
  find_program(TORNTAPE_NODE_PROGRAM node)
  find_program(TORNTAPE_NPM_PROGRAM npm)
  mark_as_advanced(TORNTAPE_NODE_PROGRAM TORNTAPE_NPM_PROGRAM)
  set(without STATUS)
  if(TORNTAPE_NODE AND NOT TORNTAPE_NODE STREQUAL "AUTO")
    set(without FATAL_ERROR)
  endif()
  if(TORNTAPE_NODE AND NOT (TORNTAPE_NODE_PROGRAM AND TORNTAPE_NPM_PROGRAM))
    message(${without} "torntape report: Node or npm is not there: pages come without their script")
  endif()
  if(NOT TORNTAPE_NODE OR NOT TORNTAPE_NODE_PROGRAM OR NOT TORNTAPE_NPM_PROGRAM)
    return()
  endif()

  # The packages are fetched once for each state of the lock file.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${web}/package-lock.json")
  file(SHA256 "${web}/package-lock.json" wanted)
  set(there "")
  if(EXISTS "${work}/lock.sha256")
    file(READ "${work}/lock.sha256" there)
  endif()
  if(NOT there STREQUAL wanted)
    file(MAKE_DIRECTORY "${work}")
    file(COPY "${web}/package.json" "${web}/package-lock.json" DESTINATION "${work}")
    message(STATUS "torntape report: npm ci in ${work}")
    execute_process(COMMAND "${TORNTAPE_NPM_PROGRAM}" ci --ignore-scripts --no-audit --no-fund --prefer-offline
      WORKING_DIRECTORY "${work}" RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said TIMEOUT 300)
    if(failed)
      message(${without} "torntape report: npm ci failed: pages come without their script\n${said}")
      return()
    endif()
    file(WRITE "${work}/lock.sha256" "${wanted}")
  endif()

  set(parts bundle.mjs main.js ${ARGN})
  set(copies "")
  set(originals "")
  foreach(part IN LISTS parts)
    list(APPEND originals "${web}/${part}")
    list(APPEND copies COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${web}/${part}" "${work}/${part}")
  endforeach()
  add_custom_command(OUTPUT "${work}/page_script.cpp"
    ${copies}
    COMMAND "${TORNTAPE_NODE_PROGRAM}" "${work}/bundle.mjs" "${work}/page_script.cpp"
    DEPENDS ${originals} "${web}/package-lock.json"
    COMMENT "Bundling the script of the report page" VERBATIM)
  set(${source} "${work}/page_script.cpp" PARENT_SCOPE)
  set(TORNTAPE_NODE_MODULES "${work}/node_modules" PARENT_SCOPE)
endfunction()
