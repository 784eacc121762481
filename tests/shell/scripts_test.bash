#!/usr/bin/env bash
# tools/quickstart and tools/test in a copy of their folder, with stand-ins for apt, sudo, cmake and ctest: what they
# install, what they call, and how they end. usage: scripts_test.bash TOOLS-FOLDER EMPTY-FOLDER
# shellcheck disable=SC2016 # what stands in single quotes is for the stand-ins
set -euo pipefail
tools=$1
work=$2
failures=0

# stub NAME: a stand-in whose body is on stdin; it notes how it was called in $work/calls.
stub() {
  {
    printf '#!/bin/bash\necho "%s $*" >>"%s"\n' "$1" "$work/calls"
    cat
  } >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

# A machine with all packages, the user being root, and everything succeeding.
prepare() {
  rm -rf "$work"
  mkdir -p "$work/bin" "$work/checkout/tools" "$work/elsewhere"
  cp "$tools"/{quickstart,test,common.bash,packages} "$work/checkout/tools"
  local command
  for command in awk bash cat dirname env grep ln mkdir nproc readlink sort tail; do
    ln -s "$(command -v "$command")" "$work/bin/$command"
  done
  stub id <<<'echo 0'
  stub dpkg-query <<<'echo installed'
  stub apt-get <<<'echo "front end $DEBIAN_FRONTEND"'
  stub ctest <<<'echo "100% tests passed"'
  stub cmake <<<'mkdir -p build/release; ln -sf "$(dirname "$0")/torntape" build/release/torntape'
  stub torntape <<<'echo "the table"'
}

# run SCRIPT ARGUMENT...: from another folder; sets status, output (stdout) and said (stderr).
run() {
  local script=$1
  shift
  : >"$work/calls"
  status=0
  output=$(cd "$work/elsewhere" && PATH=$work/bin "$work/checkout/tools/$script" "$@" 2>"$work/said" </dev/null) || status=$?
  said=$(<"$work/said")
  calls=$(<"$work/calls")
}

expect() {
  local what=$1
  shift
  if ! "$@"; then
    printf 'FAILED: %s (status %s)\nstdout: %s\nstderr: %s\ncalls: %s\n' "$what" "$status" "$output" "$said" "$calls"
    failures=$((failures + 1))
  fi
}
ended() { [[ $status == "$1" ]]; }
called() { grep --quiet --fixed-strings -- "$1" <<<"$calls"; }
not_called() { ! called "$1"; }
tells() { grep --quiet --fixed-strings -- "$1" <<<"$said"; }
last_line() { [[ $(tail -n 1 <<<"$output") == "$1" ]]; }

prepare
run quickstart
expect 'quickstart ends well' ended 0
expect 'nothing is missing: no apt' not_called 'apt-get '
expect 'the program is built alone' called 'cmake --build --preset release --target torntape'
expect 'the tests stay as they were' not_called TORNTAPE_TESTS
expect 'the scenario is run' called 'torntape run scenarios/ottawa.yaml'
expect 'stdout is the result' last_line 'the table'

mkdir -p "$work/checkout/build/release"
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$work/checkout" >"$work/checkout/build/release/CMakeCache.txt"
run quickstart
expect 'what was configured stays' not_called '--fresh'
echo "CMAKE_HOME_DIRECTORY:INTERNAL=/where/it/was" >"$work/checkout/build/release/CMakeCache.txt"
run quickstart
expect 'a moved checkout is configured from the beginning' called 'cmake --preset release --fresh'

stub torntape <<<'exit 2'
run quickstart
expect "quickstart ends with the run's status" ended 2

stub cmake <<<'echo "cannot configure"; exit 1'
run quickstart
expect 'a failed build ends with 1' ended 1
expect 'and shows what cmake said' tells 'cannot configure'

prepare
stub dpkg-query <<<'case $* in *libfmt-dev) echo not-installed;; *catch2) exit 1;; *) echo installed;; esac'
run quickstart
expect 'a package is missing: update' called ' update'
expect 'and by name, without recommendations' called 'install --yes --no-install-recommends libfmt-dev'
expect 'asking nothing' grep --quiet 'front end noninteractive' "$work/checkout/build/log/apt-install.log"
expect 'it says what it installs' tells 'installing by apt: libfmt-dev'
expect "the tests' packages are not the program's" not_called 'recommends catch2'
expect 'without Catch2 the tests are not configured' called 'TORNTAPE_TESTS=OFF'
run test
expect 'the tests need both' called 'no-install-recommends catch2 libfmt-dev'

prepare
stub dpkg-query <<<'case $* in *Provides*) echo "installed nodejs-legacy, npm";; *npm | *nodejs) exit 1;; *) echo installed;; esac'
run quickstart
expect 'what draws the report page is not asked of those who only look' not_called 'apt-get '
run test
expect 'what an installed package provides is there' called 'no-install-recommends nodejs'
expect '... and not installed' not_called 'no-install-recommends nodejs npm'

prepare
stub dpkg-query <<<'case $* in *libfmt-dev) echo not-installed;; *) echo installed;; esac'
stub apt-get <<<'[[ $* == *update* ]]'
run quickstart
expect 'apt fails: 3' ended 3
expect 'in a clear line' tells 'quickstart: error: apt-get could not install libfmt-dev'
expect 'and nothing is built' not_called 'cmake --'
stub apt-get <<<'[[ $* != *update* ]]'
run quickstart
expect 'lists that cannot be renewed are no reason to stop' ended 0

stub id <<<'echo 1000'
run quickstart
expect 'no root, no sudo: 3' ended 3
expect 'with what root would have to do' tells 'apt-get install --no-install-recommends libfmt-dev'
stub sudo <<<'shift; "$@"'
run quickstart
expect 'sudo is taken' called 'sudo --non-interactive env DEBIAN_FRONTEND=noninteractive apt-get'
expect 'and it goes on' ended 0

prepare
run test
expect 'test ends well' ended 0
expect 'with tests' called 'cmake --preset release -DTORNTAPE_TESTS=ON'
expect 'all cores' called "--parallel $(nproc)"
expect "ctest's summary is the last line" last_line '100% tests passed'
run test -- -R 'some name' -LE slow
expect 'arguments go to ctest' called '-R some name -LE slow'
run test --clang --release
expect 'presets add up' called 'ctest --test-dir build/clang'
expect 'presets add up' called 'ctest --test-dir build/release'
stub ctest <<<'[[ $* == *clang* ]] || exit 8'
run test --release --clang
expect "ctest's status is kept" ended 8

for script in quickstart test; do
  run "$script" --help
  expect "$script has help" ended 0
  expect "$script has help" grep --quiet '^usage: tools/' <<<"$output"
  run "$script" --unknown
  expect "$script refuses what it does not know" ended 2
  expect "$script says what" tells "unknown argument '--unknown'"
  expect "$script does nothing then" not_called 'cmake --'
done

rm -rf "$work"
if ((failures > 0)); then exit 1; fi
echo "all as expected"
