#!/usr/bin/env bash
# tools/bench in a copy of its folder, with stand-ins for cmake, the benchmarks and valgrind: what it calls, what it
# makes of callgrind's counts, and how it ends. usage: bench_test.bash TOOLS-FOLDER EMPTY-FOLDER
# shellcheck disable=SC2016 # what stands in single quotes is for the stand-ins
set -euo pipefail
tools=$1
work=$2
failures=0

# stub NAME: a stand-in whose body is on stdin; it notes how it was called in $work/calls.
stub() {
  {
    printf '#!/bin/bash\necho "%s $*" >>"%s"\n' "${1##*/}" "$work/calls"
    cat
  } >"$work/$1"
  chmod +x "$work/$1"
}

# counts ENGINE READER: what callgrind writes of a run in which sim/engine.cpp cost ENGINE instructions, a third of them
# inlined into a function of another file, and a library's READER.
counts() {
  cat <<TEXT
version: 1
events: Ir
ob=(1) torntape_bench
fl=(1) $work/checkout/sim/engine.cpp
fn=(1) torntape::sim::Engine::run()
10 $(($1 / 3))
+2 $(($1 / 3))
calls=1 5
cfi=(2) $work/checkout/sim/other.cpp
* 123456789

fl=(2)
fn=(2) torntape::sim::other()
20 1000
fe=(1)
-3 $(($1 / 3))
cob=(2) libm.so
cfn=(3) log
calls=7 0
20 987654321

ob=(2)
fl=(3) ???
fn=(3)
0 $2
summary: 1
totals: 1
TEXT
}

rm -rf "$work"
mkdir -p "$work"/{bin,checkout/tools,checkout/docs,checkout/build/release,checkout/build/profile}
cp -r "$tools"/{bench,benchmarks,common.bash,packages} "$work/checkout/tools"
rm -rf "$work/checkout/tools/benchmarks/instructions"
stub bin/dpkg-query <<<'echo installed'
stub bin/cmake <<<''
stub bin/c++ <<<'case $* in *-dumpfullversion*) echo 12.2.0;; esac'
stub checkout/build/release/torntape_bench <<<'echo "| W3 | the table |"'
stub checkout/build/profile/torntape_bench <<<''
stub bin/valgrind <<<'for i in "$@"; do case $i in --callgrind-out-file=*) cp counts "${i#*=}";; esac; done'
for preset in release profile; do
  printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nCMAKE_CXX_COMPILER:FILEPATH=%s\n' "$work/checkout" "$work/bin/c++" \
    >"$work/checkout/build/$preset/CMakeCache.txt"
done

# run ARGUMENT...: sets status, output (stdout), said (stderr) and calls.
run() {
  : >"$work/calls"
  status=0
  output=$(PATH=$work/bin:$PATH "$work/checkout/tools/bench" "$@" 2>"$work/said" </dev/null) || status=$?
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
tells() { grep --quiet --fixed-strings -- "$1" <<<"$said"; }
prints() { grep --quiet --fixed-strings -- "$1" <<<"$output"; }
silent() { ! prints "$1"; }

run W3 scale
expect 'named benchmarks are run' ended 0
expect 'by the release preset' called 'cmake --build --preset release --target torntape_bench'
expect 'and no others' called 'torntape_bench scenarios/benchmarks/ W3 scale'
run --write
expect 'the page is written' grep --quiet '| W3 | the table |' "$work/checkout/docs/benchmarks.md"
expect 'with the compiler' grep --quiet 'g++-12.2.0, preset' "$work/checkout/docs/benchmarks.md"
for wrong in W4 --fast '--write W3' '--accept' '--check scale'; do
  # shellcheck disable=SC2086 # two arguments
  run $wrong
  expect "refused: $wrong" ended 2
done
run --help
expect 'help' prints 'usage: tools/bench'

counts 900000 300000 >"$work/checkout/counts"
run --check
expect 'nothing recorded: 1' ended 1
expect 'and what to do' tells 'no counts of g++-12.2.0 are recorded'
run --check --accept
expect 'counts are recorded' ended 0
run --check
expect 'the same counts: 0' ended 0
expect 'calls are not counted twice' prints '1201000 instructions, +0.00 % against the recorded 1201000'
counts 930000 300000 >"$work/checkout/counts"
run --check
expect 'a little more is no matter' ended 0
counts 960000 300000 >"$work/checkout/counts"
run --check
expect 'more than 5 %: 1' ended 1
expect 'the file is told, what is inlined from it too' prints 'grew by 6.7 %: file sim/engine.cpp: 960000 instructions'
expect 'and the function' prints 'grew by 6.7 %: function torntape::sim::Engine::run(): 640000'
expect 'what did not grow is not told' silent 'log'
counts 600000 330000 >"$work/checkout/counts"
run --check
expect 'growth is told though the whole shrank' prints 'grew by 10.0 %: file libraries: 330000 instructions'
expect 'with 1' ended 1
stub bin/valgrind <<<'echo "no such tool"; exit 1'
run --check
expect 'a run that fails: 1' ended 1
expect 'with what valgrind said' tells 'no such tool'

rm -rf "$work"
if ((failures > 0)); then exit 1; fi
echo "all as expected"
