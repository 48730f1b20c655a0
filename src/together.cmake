# With CMAKE_UNITY_BUILD the files of one room are compiled a dozen at a time: most of what a file costs is reading the headers
# that its neighbours read too (DECISIONS.md, "The files of a room"). A build without, as tests/syntax.sh makes, proves that each stands alone.
# mloc_together(TARGET FILE...)
function(mloc_together target)
  set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
  # A name at the top of one file is none of its neighbour's business.
  target_compile_options(${target} PRIVATE $<$<BOOL:${CMAKE_UNITY_BUILD}>:-Wno-shadow>)
  foreach(file ${ARGN})
    file(RELATIVE_PATH path ${CMAKE_SOURCE_DIR} ${file})
    string(REGEX MATCH "^[^/]+/([^/]+/)?" room ${path})
    string(MAKE_C_IDENTIFIER ${room} room)
    math(EXPR batch "0${files_${room}} / 12")
    math(EXPR files_${room} "0${files_${room}} + 1")
    set_source_files_properties(${file} PROPERTIES UNITY_GROUP ${room}_${batch})
  endforeach()
endfunction()
# The tests compile this one again, for the program as a later release would be.
set_source_files_properties(src/base/embedded.cpp PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
