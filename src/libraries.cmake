# Every outside library in one place. Static where Debian ships the archive: the start of a program that is
# forked once per file by git costs 0.8 ms so, and twice that with shared objects (DECISIONS.md, "Start").
find_package(PkgConfig REQUIRED)
find_package(fmt REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(Threads REQUIRED)
find_package(Eigen3 REQUIRED NO_MODULE)
find_path(mloc_boost_math boost/math/distributions/students_t.hpp REQUIRED)

add_library(mloc_libraries INTERFACE)

# Debian's archive of NAME when there is one, else the shared object.
function(mloc_static name archive)
  find_library(mloc_${name}_library NAMES lib${archive}.a ${archive} REQUIRED)
  target_link_libraries(mloc_libraries INTERFACE ${mloc_${name}_library})
endfunction()
mloc_static(yaml yaml)
mloc_static(yamlcpp yaml-cpp)
mloc_static(sodium sodium)
mloc_static(sqlite sqlite3)
mloc_static(csv csv)
mloc_static(utf8proc utf8proc)
mloc_static(pcre2 pcre2-8)
target_compile_definitions(mloc_libraries INTERFACE TOML_HEADER_ONLY=1 TOML_EXCEPTIONS=0 UTF8PROC_STATIC YAML_DECLARE_STATIC YAML_CPP_STATIC_DEFINE)
target_link_libraries(mloc_libraries INTERFACE
  nlohmann_json::nlohmann_json tl::expected Threads::Threads
  ${CMAKE_DL_LIBS} m)

# Opened at first use by the name under which this system knows it, never linked (DECISIONS.md, "Start").
pkg_check_modules(mloc_git2 REQUIRED IMPORTED_TARGET libgit2)
find_library(mloc_git2_library NAMES git2 REQUIRED)
execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${mloc_git2_library} OUTPUT_VARIABLE mloc_git2_header COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCH "SONAME +([^ \n]+)" _ "${mloc_git2_header}")
target_compile_definitions(mloc_libraries INTERFACE MLOC_LIBGIT2="${CMAKE_MATCH_1}")
target_include_directories(mloc_libraries INTERFACE ${mloc_git2_INCLUDE_DIRS})
# mloc_opened(LIBRARY DEFINITION FILE): the soname of a library of which one file of the source takes functions.
function(mloc_opened name definition file)
  find_library(mloc_${name}_shared NAMES lib${name}.so REQUIRED)
  execute_process(COMMAND ${CMAKE_OBJDUMP} -p ${mloc_${name}_shared} OUTPUT_VARIABLE header COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "SONAME +([^ \n]+)" _ "${header}")
  set_property(SOURCE ${CMAKE_SOURCE_DIR}/${file} APPEND PROPERTY COMPILE_DEFINITIONS ${definition}="${CMAKE_MATCH_1}")
endfunction()
mloc_opened(crypto MLOC_LIBCRYPTO src/base/cipher.cpp)
mloc_opened(qrencode MLOC_LIBQRENCODE src/render/qr_code.cpp)
mloc_opened(xlsxwriter MLOC_LIBXLSXWRITER src/render/workbook.cpp)
mloc_opened(zip MLOC_LIBZIP src/records/zip_file.cpp)
mloc_opened(expat MLOC_LIBEXPAT src/records/xml_events.cpp)
target_link_options(mloc_libraries INTERFACE -static-libstdc++ -static-libgcc)
