#!/usr/bin/env bash
# What `run` prints to a terminal (that of script(1)) and elsewhere: colours, width, the formats.
#
#   terminal_test.bash PROGRAM SCENARIO
set -euo pipefail
program=$1
scenario=$2
arguments=(run "$scenario" --quiet --replications 2 --set "run.duration=3 h")
escape=$'\033'

failures=0
fail() {
  printf 'failed: %s\n' "$*"
  failures=$((failures + 1))
}

# on_terminal VARIABLE=VALUE...: what the program prints to a terminal under these variables, CR taken off.
on_terminal() {
  local command
  printf -v command '%q ' "$program" "${arguments[@]}"
  env --unset=NO_COLOR TERM=xterm LC_ALL=C.UTF-8 SHELL=/bin/bash "$@" \
    script --quiet --return --command "$command" /dev/null </dev/null | tr --delete '\r'
}

# The longest line that begins with a precedence or a circuit, in characters.
longest() {
  grep --extended-regexp '^(precedence|FLASH|IMMEDIATE|PRIORITY|ROUTINE|busiest|RUE)' |
    LC_ALL=C.UTF-8 wc --max-line-length
}

coloured=$(on_terminal COLUMNS=200)
[[ $coloured == *"${escape}[1mprecedence${escape}[0m"* ]] || fail "no colour on a terminal"
[[ $coloured == *█* ]] || fail "no bars of blocks on a terminal of UTF-8"
[[ $(on_terminal COLUMNS=200 LC_ALL=C) != *█* ]] || fail "blocks where the locale has none"
[[ $(on_terminal NO_COLOR=1) != *"$escape"* ]] || fail "colour under NO_COLOR"
[[ $(on_terminal TERM=dumb) != *"$escape"* ]] || fail "colour on a dumb terminal"
for width in 60 80 100 132 200; do
  size=$(on_terminal NO_COLOR=1 "COLUMNS=$width" | longest)
  ((size <= width)) || fail "lines of $size characters on $width columns"
done
[[ $(on_terminal NO_COLOR=1 COLUMNS=80) == *"(no room for "*"p90"*")"* ]] || fail "columns go without a word"

elsewhere=$(TERM=xterm COLUMNS=40 LC_ALL=C.UTF-8 "$program" "${arguments[@]}")
[[ $elsewhere != *"$escape"* && $elsewhere != *█* ]] || fail "no plain text in a pipe"
[[ $elsewhere == *"95 % interval"*"max"*"#####"* && $elsewhere != *"no room"* ]] || fail "columns missing in a pipe"

csv=$("$program" "${arguments[@]}" --format csv)
[[ $(head -n 1 <<<"$csv") == precedence,role,n,mean_s,ci95_low_s,ci95_high_s,p50_s,p90_s,p95_s,p99_s,max_s,objective_s,within_objective ]] ||
  fail "another header of the CSV"
[[ $(awk -F , 'NF != 13' <<<"$csv") == "" ]] || fail "a row of the CSV has other than 13 fields"
grep --quiet '^ROUTINE,all,' <<<"$csv" || fail "the CSV has no ROUTINE,all"
same=$(diff <("$program" "${arguments[@]}" --format json | grep --invert-match wall_s) \
  <("$program" "${arguments[@]}" --json | grep --invert-match wall_s)) || fail "--json is not --format json: $same"
[[ $("$program" "${arguments[@]}" --format markdown) == *"| precedence | role |"*"|---|---|---:|"* ]] || fail "no Markdown"
status=0
said=$("$program" "${arguments[@]}" --format xml 2>&1) || status=$?
[[ $status == 2 && $said == *table*json*csv*markdown* ]] || fail "an unknown format: $status, $said"

((failures == 0)) && echo "the terminal gets what it can show"
