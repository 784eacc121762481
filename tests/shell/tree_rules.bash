#!/usr/bin/env bash
# The rules of the house that a script can check, on the tree at $1 (CONTRIBUTING.md gives the reasons):
# includes point only from a floor to those below it, Boost.Graph and yaml-cpp stay where they are hidden, and no file is
# too long. Prints `file:line: what is wrong` for each offence; exits 1 where there is one.
set -euo pipefail
cd "${1:?usage: tree_rules.bash TREE}"

readonly floors=(topology sim scenarios tools)
readonly graph_header=topology/graph.hpp

offences=0
offend() {
  printf '%s\n' "$*"
  offences=$((offences + 1))
}

sources_of() {
  find "$@" -type f \( -name '*.hpp' -o -name '*.cpp' \) 2>/dev/null | sort
}

# includes_in PATTERN FOLDER...: `file:line:text` of each #include of a path that matches the extended regular expression.
includes_in() {
  local pattern=$1
  shift
  sources_of "$@" | xargs --no-run-if-empty --delimiter='\n' \
    grep --extended-regexp --line-number --with-filename "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]($pattern)" || true
}

check_direction() {
  local above=(tests) floor hit i
  for ((i = ${#floors[@]} - 1; i >= 0; --i)); do
    floor=${floors[i]}
    while IFS= read -r hit; do
      offend "${hit%%:\#*}: $floor/ includes what stands above it; floors from below: ${floors[*]}"
    done < <(includes_in "([.][.]?/)*($(IFS='|' && echo "${above[*]}"))/" "$floor")
    above+=("$floor")
  done
}

# check_hidden NAME PATTERN: the library stays in at most two sources, and in no header but the graph header.
check_hidden() {
  local name=$1 hits files file
  hits=$(includes_in "$2" "${floors[@]}")
  mapfile -t files < <(cut --delimiter=: --fields=1 <<<"$hits" | sort -u | grep . || true)
  local sources=()
  for file in "${files[@]}"; do
    case $file in
      "$graph_header") if [[ $name != Boost.Graph ]]; then offend "$file: a header shows $name"; fi ;;
      *.hpp) offend "$file: a header shows $name; it stays in one or two sources" ;;
      *) sources+=("$file") ;;
    esac
  done
  if ((${#sources[@]} > 2)); then offend "${sources[*]}: $name is in more than two sources"; fi
}

check_length() {
  local file lines limit
  while IFS= read -r file; do
    case $file in
      tests/*) limit=800 ;;
      *.hpp) limit=220 ;;
      *) limit=500 ;;
    esac
    lines=$(wc -l <"$file")
    if ((lines > limit)); then offend "$file: $lines lines, more than $limit: is it one idea?"; fi
  done < <(sources_of "${floors[@]}" tests)
}

check_direction
check_hidden Boost.Graph 'boost/graph/|topology/graph[.]hpp'
check_hidden yaml-cpp 'yaml-cpp/'
check_length
if ((offences > 0)); then
  echo "offences against the rules of the tree: $offences"
  exit 1
fi
echo "the tree keeps its rules"
