# What it takes to build, for examples/quickstart.sh and the scripts of this folder, which source it.
build_packages=(g++ cmake ninja-build pkg-config libcli11-dev libyaml-cpp-dev libtomlplusplus-dev libfmt-dev libsodium-dev
  libsqlite3-dev libexpected-dev nlohmann-json3-dev libcsv-dev libutf8proc-dev libpcre2-dev libyaml-dev libeigen3-dev
  libboost-dev libgit2-dev libssl-dev libqrencode-dev libxlsxwriter-dev
  libzip-dev libexpat1-dev)

# install_packages NAME...: those that are missing.
install_packages() {
  local missing=() name as_root=()
  for name in "$@"; do
    # Node of another origin than Debian brings npm along, and conflicts with Debian's.
    if [[ $name == npm || $name == nodejs ]] && command -v node >/dev/null && command -v npm >/dev/null; then continue; fi
    [[ $(dpkg-query -W -f '${Status}' "$name" 2>/dev/null) == *' installed' ]] || missing+=("$name")
  done
  if ((${#missing[@]} == 0)); then return 0; fi
  echo "Installing: ${missing[*]}"
  if ((EUID != 0)); then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# configure FOLDER OPTION...: cmake's own words when it fails.
configure() {
  local folder=$1 log=$1/configure.log launcher=()
  shift
  if command -v ccache >/dev/null; then launcher=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache); fi
  mkdir -p "$folder"
  if cmake -B "$folder" "${launcher[@]}" "$@" >"$log" 2>&1; then return 0; fi
  grep -A 12 -m 1 '^CMake Error' "$log"
  echo "The whole log: $log"
  return 1
}

# build FOLDER TARGET...: the compiler's first error when it fails.
build() {
  local log=$1/build.log
  if ninja -C "$@" >"$log" 2>&1; then return 0; fi
  first_failure "$log"
  echo "The whole log: $log"
  return 1
}

# What ninja says of the first step that failed, without the step's command; its last lines when no step did.
first_failure() {
  if ! grep -q '^FAILED: ' "$1"; then tail -n 20 "$1"; return; fi
  awk '/^FAILED: / { if (seen++) exit; print; getline; next }
       seen && /^(\[[0-9]+\/[0-9]+\] |ninja: )/ { exit }
       seen { print }' "$1" | head -n 40
}
