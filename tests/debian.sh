#!/usr/bin/env bash
# Runs a command in a copy of the tree, /mloc, on a Debian of its own in a folder, as root: what a bare machine of that release lacks
# is lacking there, too. It has this machine's certificates and settings of apt and npm, and its own /proc, /tmp and packages.
#
#   bash tests/debian.sh [--fresh] RELEASE COMMAND...       RELEASE: bookworm is Debian 12, trixie is 13
#
# The folder is kept under MLOC_DEBIANS (~/.cache/mloc) for a week, with the packages that were installed in it, and shares this
# machine's cache of the compiler. With --fresh another one is made, for this run alone.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$top/tests/build.sh"
fresh=0
if [[ $1 == --fresh ]]; then
  fresh=1
  shift
fi
release=$1
shift
kept=${MLOC_DEBIANS:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/mloc}
root=$kept/$release
if ((fresh)); then root+=.fresh; fi

# The release's folder, whole or not at all.
make_root() {
  rm -rf "$root" "$root.new"
  echo "Making a Debian in $root"
  debootstrap --variant=minbase "$release" "$root.new" >"$root.log" 2>&1 || { tail -n 5 "$root.log"; return 1; }
  local main=$root.new/etc/apt/sources.list
  sed "s,/debian\b,&-security,; s/ $release / $release-security /" "$main" >"$root.new/etc/apt/sources.list.d/security.list"
  printf '#!/bin/sh\nexit 101\n' >"$root.new/usr/sbin/policy-rc.d"  # no service starts here
  chmod +x "$root.new/usr/sbin/policy-rc.d"
  echo force-unsafe-io >"$root.new/etc/dpkg/dpkg.cfg.d/disposable"  # no waiting for the disk
  mv "$root.new" "$root"
}

# What lets this machine reach its packages.
hand_on_settings() {
  cp /etc/resolv.conf /etc/hosts "$root/etc/"
  apt-config dump | grep '^Acquire::' >"$root/etc/apt/apt.conf.d/90machine"
  mkdir -p "$root/etc/ssl/certs" "$root/usr/local/share/ca-certificates"
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
  cp -r /usr/local/share/ca-certificates/. "$root/usr/local/share/ca-certificates/"
  cat /usr/etc/npmrc /etc/npmrc ~/.npmrc >"$root/root/.npmrc" 2>/dev/null || true
}

copy_tree() {
  rm -rf "${root:?}/mloc"
  mkdir "$root/mloc"
  tar -C "$top" --exclude='./build*' --exclude=node_modules --exclude=.git -cf - . | tar -C "$root/mloc" -xf -
}

share_compiler_cache() {
  local folder
  chroot "$root" sh -c 'command -v ccache >/dev/null || { apt-get update -qq && apt-get install -y -qq ccache >/dev/null; }'
  for folder in /root/.cache/ccache /root/.config/ccache; do
    mkdir -p "$folder" "$root$folder"
    mount --bind "$folder" "$root$folder"
  done
}

# Copies of this machine's devices: whatever a test does to /dev/null, it does it to its own.
put_devices() {
  local number
  mount -t tmpfs -o mode=755 devices "$root/dev"
  cp -ax /dev/. "$root/dev"
  for number in {8..31}; do
    if [[ ! -e $root/dev/loop$number ]]; then mknod "$root/dev/loop$number" b 7 "$number"; fi
  done
  mkdir -p "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=666,mode=620 terminals "$root/dev/pts"
  ln -sf pts/ptmx "$root/dev/ptmx"
  mount -t tmpfs -o mode=1777 shared "$root/dev/shm"
}

# In namespaces of its own: what is mounted goes, and what was started ends, with this command.
enter() {
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  put_devices
  mount --rbind /sys "$root/sys"
  export HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  unset TMPDIR
  export -n root fresh
  export -fn enter put_devices share_compiler_cache
  chroot "$root" dpkg --configure -a
  if ((!fresh)); then share_compiler_cache; fi
  exec chroot "$root" bash -c 'cd /mloc && exec "$@"' bash "$@"
}

if ((EUID != 0)); then
  echo "SKIPPED a Debian in a folder needs root"
  exit
fi
install_packages debootstrap
mkdir -p "$kept"
exec 9>"$root.lock"
flock 9
if ((fresh)) || [[ ! -d $root || -n $(find "$root/etc/apt/sources.list" -mtime +7) ]]; then make_root; fi
hand_on_settings
rm -rf "${root:?}/tmp"
mkdir -m 1777 "$root/tmp"
copy_tree
export root fresh
export -f enter put_devices share_compiler_cache
unshare --mount --propagation private --pid --fork --kill-child bash -euo pipefail -c 'enter "$@"' bash "$@" &
trap 'kill -KILL $!' INT TERM  # it takes no gentler word, and all that runs inside ends with it
wait $!
