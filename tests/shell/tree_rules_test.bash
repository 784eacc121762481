#!/usr/bin/env bash
# tree_rules.bash finds each offence in a small tree made for it, and nothing in a tree without one.
# usage: tree_rules_test.bash RULES EMPTY-FOLDER
set -euo pipefail
rules=$1
work=$2
rm -rf "$work"
mkdir -p "$work"
failures=0

# tree [FILE TEXT]...: a tree that keeps the rules, with these files besides; its path.
tree() {
  local root
  root=$(mktemp -d "$work/tree.XXXXXX")
  mkdir -p "$root"/{topology,sim,scenarios,tools,tests}
  printf '#include <boost/graph/adjacency_list.hpp>\n' >"$root/topology/graph.hpp"
  printf '#include "topology/graph.hpp"\n#include <boost/graph/dijkstra_shortest_paths.hpp>\n' >"$root/topology/routes.cpp"
  printf '#include "topology/routes.hpp"\n#include <vector>\n' >"$root/sim/engine.cpp"
  printf '#include "sim/engine.hpp"\n#include "topology/network.hpp"\n#include <yaml-cpp/yaml.h>\n' >"$root/scenarios/reader.cpp"
  printf '#include "scenarios/reader.hpp"\n#include "sim/engine.hpp"\n' >"$root/tools/main.cpp"
  printf '#include "tools/format.hpp"\n' >"$root/tests/format_test.cpp"
  while (($# > 0)); do
    printf '%b' "$2" >"$root/$1"
    shift 2
  done
  echo "$root"
}

lines() { printf '// a line\\n%.0s' $(seq "$1"); }

keeps() {
  local name=$1 output
  shift
  if ! output=$("$rules" "$(tree "$@")"); then
    printf 'FAILED: %s: refused:\n%s\n' "$name" "$output"
    failures=$((failures + 1))
  fi
}

offends() {
  local name=$1 expected=$2 output
  shift 2
  if output=$("$rules" "$(tree "$@")"); then
    echo "FAILED: $name: passed"
    failures=$((failures + 1))
  elif ! grep --quiet --fixed-strings -- "$expected" <<<"$output"; then
    printf 'FAILED: %s: expected "%s" in:\n%s\n' "$name" "$expected" "$output"
    failures=$((failures + 1))
  fi
}

keeps 'a good tree'
keeps 'a floor that includes itself' sim/queue.hpp '#include "sim/time.hpp"\n'
keeps 'two sources with the graph' topology/drawing.cpp '#include "topology/graph.hpp"\n'
keeps 'lengths at the limit' topology/a.hpp "$(lines 220)" sim/a.cpp "$(lines 500)" tests/a.cpp "$(lines 800)"
keeps 'a word in a comment' topology/a.cpp '// as sim/ does: #include "sim/time.hpp"\n'

for pair in topology:sim topology:scenarios topology:tools sim:scenarios sim:tools scenarios:tools tools:tests; do
  low=${pair%:*} high=${pair#*:}
  offends "$low includes $high" "$low/bad.hpp:2: $low/ includes" "$low/bad.hpp" "\n#include \"$high/x.hpp\"\n"
done
offends 'an include in angle brackets' 'sim/bad.cpp:1:' sim/bad.cpp '# include <scenarios/x.hpp>\n'
offends 'an include by way of ..' 'sim/bad.cpp:1:' sim/bad.cpp '#include "../scenarios/x.hpp"\n'
offends 'a header with Boost.Graph' 'topology/bad.hpp: a header shows Boost.Graph' \
  topology/bad.hpp '#include <boost/graph/graph_traits.hpp>\n'
offends 'a header with the graph header' 'topology/bad.hpp: a header shows Boost.Graph' \
  topology/bad.hpp '#include "topology/graph.hpp"\n'
offends 'a header with yaml-cpp' 'scenarios/bad.hpp: a header shows yaml-cpp' scenarios/bad.hpp '#include <yaml-cpp/node.h>\n'
offends 'three sources with the graph' 'Boost.Graph is in more than two sources' \
  topology/a.cpp '#include "topology/graph.hpp"\n' tools/b.cpp '#include <boost/graph/graphviz.hpp>\n'
offends 'three sources with yaml-cpp' 'yaml-cpp is in more than two sources' \
  scenarios/a.cpp '#include <yaml-cpp/yaml.h>\n' scenarios/b.cpp '#include <yaml-cpp/yaml.h>\n'
offends 'a long header' 'topology/a.hpp: 221 lines' topology/a.hpp "$(lines 221)"
offends 'a long source' 'tools/a.cpp: 501 lines' tools/a.cpp "$(lines 501)"
offends 'a long test' 'tests/a.cpp: 801 lines' tests/a.cpp "$(lines 801)"

rm -rf "$work"
if ((failures > 0)); then exit 1; fi
echo "all as expected"
