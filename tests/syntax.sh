#!/usr/bin/env bash
# This system's compiler reads every source and every test, and makes nothing; one test for each file. CI does it with Debian 13.
#   bash tests/syntax.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
source tests/build.sh
folder=$PWD/build-syntax
install_packages "${build_packages[@]}" catch2 librapidcheck-dev || exit
configure "$folder" --preset syntax || exit
c++ --version | head -n 1
files=$(ninja -C "$folder" -t targets all | grep -c '\.cpp\.o: ')
build "$folder" -k 0 || { grep '^FAILED: ' "$folder/build.log" || exit; }
passed=$(($(grep -c '^\[.*\] Building CXX object ' "$folder/build.log") - $(grep -c '^FAILED: ' "$folder/build.log")))
echo "$passed passed, $((files - passed)) failed"
((passed == files && files > 0))
