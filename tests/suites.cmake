# Every suite, for ctest: `ctest -N` lists them, `ctest -j2` runs them, `ctest -R browser` some of them with what they need (as does
# `ctest -L` with a label: compiled, outside, examples, node), `ctest -C Long` also those that take long. tests/run.sh adds up what
# they count.
set(made ${CMAKE_BINARY_DIR}/made)  # what one suite makes and others read
set(mloc $<TARGET_FILE:mloc>)
file(GLOB scripts CONFIGURE_DEPENDS *.sh */*.sh */*.py */*.mjs */*.R */*/*.py */*/*.mjs */*/*.R)

# mloc_suite(NAME HOW SECONDS [LONG] [ALONE] [MAKES THING] [NEEDS THING...] [ENVIRONMENT NAME=VALUE...] COMMAND...)
# HOW its checks are counted: see count.sh. SECONDS it takes: the longest begin first. The folder made/THING is empty when a
# suite that MAKES it begins; one that NEEDS it waits. The variable `label` is its label. A bare file name is a script in some
# folder of the tests.
function(mloc_suite name how seconds)
  cmake_parse_arguments(PARSE_ARGV 3 suite "LONG;ALONE" "MAKES" "NEEDS;ENVIRONMENT;COMMAND")
  mloc_runnable(command ${suite_COMMAND})
  set(folder -)
  if(suite_MAKES)
    set(folder ${made}/${suite_MAKES})
  endif()
  set(configurations)
  if(suite_LONG)
    set(configurations CONFIGURATIONS Long)
  endif()
  add_test(NAME "${name}" ${configurations} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/count.sh ${how} "${name}" ${folder} ${command})
  set_tests_properties("${name}" PROPERTIES COST ${seconds} LABELS ${label} RUN_SERIAL ${suite_ALONE} SKIP_RETURN_CODE 77 TIMEOUT 3600
    FIXTURES_SETUP "${suite_MAKES}" FIXTURES_REQUIRED "${suite_NEEDS}" ENVIRONMENT "LC_ALL=C.UTF-8;${suite_ENVIRONMENT}")
endfunction()

# mloc_runnable(VARIABLE NAME WORD...): the interpreter and the place of a script that is called by its bare name.
function(mloc_runnable variable name)
  set(interpreter_py /usr/bin/python3)  # Debian's own: it has Debian's modules
  set(interpreter_mjs node)
  set(interpreter_R Rscript)
  set(interpreter_sh bash)
  if(name MATCHES "^[^/]+\\.(py|mjs|R|sh)$")
    mloc_script(place ${name})
    set(name ${interpreter_${CMAKE_MATCH_1}} ${place})
  endif()
  set(${variable} ${name} ${ARGN} PARENT_SCOPE)
endfunction()

function(mloc_script variable name)
  set(found ${scripts})
  list(FILTER found INCLUDE REGEX "/${name}$")
  list(LENGTH found count)
  if(NOT count EQUAL 1)
    message(FATAL_ERROR "${count} scripts of the tests are called ${name}: ${found}")
  endif()
  set(${variable} ${found} PARENT_SCOPE)
endfunction()

# What is compiled in: units, properties, faults, transcripts, the house.
set(label compiled)
set(verbs "every verb that writes leaves*")
set(transcripts "Every transcript says*")
mloc_suite("Unit, property, fault and house tests" catch2 300 COMMAND $<TARGET_FILE:mloc_tests> "~${verbs}" "~${transcripts}" "~[.]")
mloc_suite("Every verb that writes, broken at each step" catch2 290 COMMAND $<TARGET_FILE:mloc_tests> ${verbs})
mloc_suite("Transcripts" catch2 280 COMMAND $<TARGET_FILE:mloc_tests> ${transcripts})
mloc_suite("Manual pages against --help" counted 8 COMMAND man.py ${mloc})
mloc_suite("Manual pages of files against the schemas" counted 1 COMMAND man5.py)
mloc_suite("Every command of the guide" counted 2 COMMAND guide.py ${mloc})
mloc_suite("Every type has a name of its own" counted 7 COMMAND names.py)
mloc_suite("No example's place, person or programme is in the program" counted 1 COMMAND grep.py)

# Counted, read and judged by others.
set(label outside)
mloc_suite("The power goes while commands write: ext4 and xfs" counted 270 COMMAND power_cut.py ${mloc} 3)
mloc_suite("Lessons, tests and who sees what, counted a second time" counted 320 COMMAND lesson_job.py ${mloc})
mloc_suite("The reports' SQL on PostgreSQL" single 310 COMMAND postgres.sh ${mloc})
mloc_suite("The main job against counts made independently" counted 240 COMMAND main_job.py ${mloc})
mloc_suite("The whole fixture flows through, against sums made independently" counted 230 COMMAND flow.py ${mloc})
mloc_suite("A trial at its size: two arms, dated entries, take-up" counted 220 COMMAND trial.py ${mloc})
mloc_suite("Hostile files: verdict, time and memory" counted 210 COMMAND hostile.py ${mloc})
mloc_suite("Every reader, with a hundred of the worst files each" counted 200 COMMAND limits.py ${mloc})
mloc_suite("Every output of every verb, on every kind of target" counted 205 COMMAND outputs.py ${mloc})
mloc_suite("Hostile workspaces: links, terminal, formulas, commands of git" counted 200 COMMAND intrusion.py ${mloc})
mloc_suite("Every rule, tried at every door" counted 195 COMMAND rules.py ${mloc})
mloc_suite("Pushes, judged record by record" counted 190 COMMAND push.py ${mloc})
mloc_suite("Every kind of record can be corrected by a command" counted 40 COMMAND corrections.py ${mloc})
mloc_suite("Attacks on the push check, let in or not" counted 195 COMMAND push_attacks.py ${mloc})
mloc_suite("Pushes that must pass" counted 190 COMMAND push.py ${mloc})
mloc_suite("S5: what is acknowledged is done, what is not is said" counted 207 COMMAND acknowledged.py ${mloc})
mloc_suite("The proof of forget finds every form" counted 105 COMMAND proof.py ${mloc})
mloc_suite("Real git: merging, diffs, history, commits" counted 180 COMMAND history.py ${mloc})
mloc_suite("Real git: sealed identities, forgetting" counted 170 COMMAND erasure.py ${mloc})
mloc_suite("Every released version, read by this one and the next" counted 160 COMMAND released.py ${mloc} $<TARGET_FILE:mloc_next>)
mloc_suite("Two commands say the same of the same thing" counted 155 COMMAND agreement.py ${mloc})
mloc_suite("An office that no example knows, and again with other codes" counted 60 COMMAND second_office.py ${mloc})
mloc_suite("hledger balances the ledgers" counted 150 COMMAND hledger.py ${mloc})
mloc_suite("Plans of three meetings against Python" counted 140 COMMAND meetings.py ${mloc})
mloc_suite("Support in employment, counted a second time" counted 130 COMMAND employment.py ${mloc})
mloc_suite("Booklets and the calendar, read by others" counted 120 COMMAND booklets.py ${mloc})
mloc_suite("The evaluation gives the figures of R's estimatr" counted 110 COMMAND evaluation.py ${mloc})
mloc_suite("Nobody can compute what a report hides" counted 100 COMMAND protection.py ${mloc})
mloc_suite("Rows of a file are never lost" counted 95 COMMAND rows.py ${mloc})
mloc_suite("A person at a terminal" counted 90 COMMAND terminal.py ${mloc})
mloc_suite("Old words answer, and sh takes every example as it stands" counted 25 COMMAND grammar.py ${mloc})
mloc_suite("bash, zsh and fish complete" counted 95 COMMAND completion.py ${mloc})
mloc_suite("Imports: every file in the shape of a real one" counted 40 COMMAND imports.py ${mloc})
mloc_suite("Workbooks, read back by openpyxl" counted 15 COMMAND workbook.py ${mloc})
mloc_suite("A full file system, by bytes and by inodes" single 5 COMMAND full_disk.py ${mloc})

# The examples.
set(label examples)
mloc_suite("The quickstart" single 85 MAKES quickstart ENVIRONMENT MLOC=${mloc} COMMAND bash examples/quickstart.sh ${made}/quickstart/office)
mloc_suite("PyYAML reads what mloc wrote" counted 60 NEEDS quickstart COMMAND readers.py ${mloc} ${made}/quickstart/office/loiret)
mloc_suite("A network of three partners around three passports" single 80 MAKES passports
  ENVIRONMENT MLOC=${mloc} COMMAND bash examples/passeport/make.sh ${made}/passports/passeport)
mloc_suite("Seven people of a Pass'Accompagnement" single 75 MAKES accounts
  ENVIRONMENT MLOC=${mloc} COMMAND bash examples/pass/make.sh ${made}/accounts/pass)
mloc_suite("A statement as a page" single 10 MAKES statement NEEDS accounts
  COMMAND ${mloc} -C ${made}/accounts/pass contract statement PA-2009-0002 --on 2010-02-10 -o ${made}/statement/statement.html)
mloc_suite("Three people of a Pôle mobilité" single 40 MAKES pole ENVIRONMENT MLOC=${mloc} COMMAND bash examples/pole/make.sh ${made}/pole/pole)
mloc_suite("Two jobs with their meetings" single 35 MAKES jobs ENVIRONMENT MLOC=${mloc} COMMAND bash examples/emploi/make.sh ${made}/jobs/emploi)
mloc_suite("Every character, for other readers" single 45 MAKES characters ENVIRONMENT MLOC_CHARACTERS=${made}/characters
  COMMAND $<TARGET_FILE:mloc_tests> "every admitted character*")
mloc_suite("PyYAML reads every character" counted 10 NEEDS characters COMMAND characters.py ${made}/characters)
mloc_suite("Every element of a page, for a browser" single 50 MAKES pages ENVIRONMENT MLOC_PAGES=${made}/pages
  COMMAND $<TARGET_FILE:mloc_tests> "every element of a page*")

# Node: other people's readers, and a real browser.
set(label node)
mloc_suite("Packages of node" step 255 MAKES node COMMAND node_packages.sh)
mloc_suite("ajv and mloc check agree" counted 245 NEEDS node COMMAND agree.mjs ${mloc})
mloc_suite("Schemas, code lists, templates and examples" counted 12 NEEDS node COMMAND schemas.mjs)
mloc_suite("npm's yaml reads what mloc wrote" counted 55 NEEDS node quickstart COMMAND readers.mjs ${mloc} ${made}/quickstart/office/loiret)
mloc_suite("npm's yaml reads every character" counted 10 NEEDS node characters COMMAND characters.mjs ${made}/characters)
mloc_suite("A browser opens the page of a passport" counted 70 NEEDS node passports COMMAND pages_passport.mjs ${made}/passports/passeport.pages)
mloc_suite("A browser shows the statement" counted 10 NEEDS node statement COMMAND pages_contract.mjs ${made}/statement/statement.html)
mloc_suite("A browser shows every element of a page" counted 48 NEEDS node pages COMMAND pages.mjs ${made}/pages/every.html)
mloc_suite("A browser shows learner, sheet and bundle" counted 30 NEEDS node COMMAND pages_lesson.mjs ${mloc})
mloc_suite("A browser shows the booklets" counted 25 NEEDS node COMMAND pages_meeting.mjs ${mloc})
mloc_suite("A browser shows the reports" counted 20 NEEDS node COMMAND pages_report.mjs ${mloc})

# What takes long.
set(label long)
mloc_suite("The power goes while commands write, often" counted 500 LONG COMMAND power_cut.py ${mloc} 25)
mloc_suite("Workbooks as LibreOffice writes them" counted 90 LONG COMMAND spreadsheets.py ${mloc})
mloc_suite("R's estimatr, t.test, p.adjust and power.prop.test say the same" counted 60 LONG COMMAND evaluation.R ${mloc})
foreach(preset asan clang)
  mloc_suite("A build by the preset ${preset}" step 2000 LONG ALONE MAKES build_${preset} COMMAND preset.sh ${preset} all)
  mloc_suite("All tests, by the preset ${preset}" catch2 1900 LONG NEEDS build_${preset} ENVIRONMENT ASAN_OPTIONS=detect_leaks=1
    COMMAND ${CMAKE_SOURCE_DIR}/build-${preset}/tests/mloc_tests)
endforeach()
file(GLOB fuzzed RELATIVE ${CMAKE_CURRENT_SOURCE_DIR}/fuzz CONFIGURE_DEPENDS fuzz/*.cpp)
foreach(file ${fuzzed})
  string(REPLACE .cpp "" target mloc_fuzz_${file})
  mloc_suite("A build of ${target}" step 1800 LONG ALONE MAKES ${target} COMMAND preset.sh fuzz ${target})
  mloc_suite("A minute of ${target}" single 60 LONG NEEDS ${target} COMMAND minute.sh ${CMAKE_SOURCE_DIR}/build-fuzz/tests/${target})
endforeach()
foreach(release bookworm trixie)
  mloc_suite("A fresh Debian, ${release}: the quickstart" single 1500 LONG ALONE COMMAND debian.sh --fresh ${release} bash examples/quickstart.sh)
  mloc_suite("A fresh Debian, ${release}: every test" counted 3000 LONG ALONE COMMAND debian.sh --fresh ${release} bash tests/run.sh)
endforeach()
