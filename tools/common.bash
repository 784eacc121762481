# Shared by tools/quickstart and tools/test; sourced, never run.
# The sourcing script has set `set -euo pipefail` and gone to the root of the checkout.

# shellcheck disable=SC2034 # for the scripts that source this
readonly exit_usage=2
readonly exit_machine=3

# say TEXT...: one line of progress on stderr, with the time since the script began.
say() {
  printf '[%d:%02d] %s\n' $((SECONDS / 60)) $((SECONDS % 60)) "$*" >&2
}

# die STATUS TEXT...: one line saying what is wrong and what to do, then the end.
die() {
  local status=$1
  shift
  printf '%s: error: %s\n' "${0##*/}" "$*" >&2
  exit "$status"
}

# quietly NAME COMMAND...: runs the command with its output in build/log/NAME.log, the end of which is shown if it fails.
quietly() {
  local log=build/log/$1.log
  shift
  mkdir -p build/log || die $exit_machine "cannot write to $PWD/build: is the checkout writable?"
  "$@" >"$log" 2>&1 </dev/null && return
  local status=$?
  tail -n 40 "$log" >&2
  printf '(all of it: %s)\n' "$PWD/$log" >&2
  return "$status"
}

# packages_of GROUP...: the package names that tools/packages lists under these groups, each once.
packages_of() {
  local group
  for group in "$@"; do
    awk -v group="$group" '$1 == group { print $2 }' tools/packages
  done | sort -u
}

# missing_packages GROUP...: those of packages_of that are not installed, nor provided by one that is (as a nodejs from
# elsewhere brings its npm).
missing_packages() {
  local package provided
  # shellcheck disable=SC2016 # the ${} is dpkg-query's
  provided=$(dpkg-query --show --showformat='${db:Status-Status} ${Provides}\n' 2>/dev/null | grep '^installed ' || true)
  for package in $(packages_of "$@"); do
    # shellcheck disable=SC2016
    dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep --quiet --line-regexp installed ||
      grep --quiet --extended-regexp "[ ,]$package(,| \\(|\$)" <<<"$provided" || echo "$package"
  done
}

# as_root COMMAND...: runs the command as root, through sudo where the user is not root.
as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif [[ -t 0 ]]; then
    sudo "$@"
  else
    sudo --non-interactive "$@"
  fi
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get --option DPkg::Lock::Timeout=120 --option Acquire::Retries=3 --quiet "$@"
}

# need GROUP...: installs the packages of these groups that are missing; does nothing where there are none.
# Ends the script with status 3 where it cannot.
need() {
  if ! command -v dpkg-query >/dev/null; then
    say "this is not Debian: taking for granted what tools/packages lists under $*"
    return
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    say "all packages are there"
    return
  fi
  if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
    die $exit_machine "packages are missing and neither root nor sudo is at hand; as root run:" \
      "apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "installing by apt: ${missing[*]}"
  quietly apt-update apt update ||
    say "apt-get update failed; going on with the package lists that are there"
  quietly apt-install apt install --yes --no-install-recommends "${missing[@]}" ||
    die $exit_machine "apt-get could not install ${missing[*]}: see the lines above (network? package sources? rights?)"
}

# configure PRESET ARGUMENT...: cmake --preset with further arguments; from the beginning where the checkout was moved.
configure() {
  local preset=$1 fresh=()
  shift
  local cache=build/$preset/CMakeCache.txt
  if [[ -e $cache ]] && ! grep --quiet --line-regexp --fixed-strings "CMAKE_HOME_DIRECTORY:INTERNAL=$PWD" "$cache"; then
    fresh=(--fresh)
  fi
  say "configuring build/$preset"
  quietly "configure-$preset" cmake --preset "$preset" "${fresh[@]}" "$@" || die 1 "cmake --preset $preset failed"
}

# build PRESET ARGUMENT...: builds, with ninja's one moving line on a terminal and without a word elsewhere.
build() {
  local preset=$1
  shift
  say "building build/$preset on $(nproc) cores"
  if [[ -t 1 && -t 2 ]]; then
    cmake --build --preset "$preset" "$@" >&2 || die 1 "the build of preset $preset failed"
  else
    quietly "build-$preset" cmake --build --preset "$preset" "$@" || die 1 "the build of preset $preset failed"
  fi
}
