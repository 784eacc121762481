#!/usr/bin/env bash
# What helps while a scenario or a command line is written: init, shell completion, the manual page.
#
#   editors_test.bash PROGRAM
set -euo pipefail
program=$(readlink -f "$1")
work=$(mktemp --directory)
trap 'rm -rf "$work"' EXIT
cd "$work"
ln -s "$program" torntape
PATH=$work:$PATH

failures=0
fail() {
  printf 'failed: %s\n' "$*"
  failures=$((failures + 1))
}

# init: a scenario that check accepts and run runs, and no file lost.
torntape init 2>/dev/null || fail "init writes nothing"
[[ $(torntape check scenario.yaml 2>&1) == ok ]] || fail "init's scenario does not check"
[[ $(torntape run scenario.yaml --quiet --replications 1 --set "run.duration=3 h") == *ROUTINE* ]] ||
  fail "init's scenario does not run"
[[ $(torntape init -) == "$(cat scenario.yaml)" ]] || fail "init - prints another scenario"
grep --quiet '^# yaml-language-server' scenario.yaml && fail "init names a schema that is not there"
echo mine >mine.yaml
status=0
said=$(torntape init mine.yaml 2>&1) || status=$?
[[ $status == 2 && $said == *mine.yaml:*--force* && $(cat mine.yaml) == mine ]] || fail "init over a file: $status, $said"
torntape init mine.yaml --force 2>/dev/null || fail "init --force fails"
cmp --silent mine.yaml scenario.yaml || fail "init --force does not write"

# by_bash WORD...: what bash would offer for the last of the words.
by_bash() {
  bash --norc -c 'compopt() { :; }; source <(torntape completion bash); COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _torntape; printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
[[ $(by_bash torntape ru) == run ]] || fail "bash: commands"
[[ $(by_bash torntape run --for) == $'--format\n--force' ]] || fail "bash: options: $(by_bash torntape run --for)"
[[ $(by_bash torntape run --format m) == markdown ]] || fail "bash: words of an option"
[[ $(by_bash torntape run --set handling.pre) == handling.preemption= ]] || fail "bash: keys of --set"
[[ $(by_bash torntape completion z) == zsh ]] || fail "bash: words of an argument"
[[ $(by_bash torntape run scen) == "" ]] || fail "bash: files are left to the shell"

# by_fish LINE: what fish would offer at its end.
by_fish() {
  # shellcheck disable=SC2016 # the variable is fish's
  HOME=$work fish --no-config -c 'torntape completion fish | source; complete -C "$argv[1]"' -- "$1" | cut --fields=1
}
[[ $(by_fish "torntape ru") == run ]] || fail "fish: commands: $(by_fish "torntape ru")"
[[ $(by_fish "torntape run --form") == --format ]] || fail "fish: options: $(by_fish "torntape run --form")"
[[ $(by_fish "torntape run --format m") == markdown ]] || fail "fish: words of an option"
[[ $(by_fish "torntape run s") == scenario.yaml ]] || fail "fish: files: $(by_fish "torntape run s")"
[[ $(by_fish "torntape schema s") == "" ]] || fail "fish: files where none belongs: $(by_fish "torntape schema s")"

torntape completion zsh >_torntape
zsh -n _torntape || fail "zsh cannot read its completion"
grep --quiet "'run:" _torntape || fail "zsh: commands"
grep --quiet -- "'--format\[.*:WORD:(table json csv markdown)'" _torntape || fail "zsh: words of an option"

# The manual page: no warnings of groff, every command and option that --help lists.
torntape man >torntape.1
warnings=$(groff -man -Tutf8 -ww -z torntape.1 2>&1)
[[ $warnings == "" ]] || fail "man: $warnings"
groff -man -Tutf8 -P-c torntape.1 | sed 's/.\x08//g' >page
mapfile -t commands < <(torntape --help | sed -n '/^Subcommands:/,$ s/^  \([a-z]*\) .*/\1/p')
for command in "${commands[@]}"; do
  grep --quiet "^ *$command" page || fail "man: no command $command"
  while IFS= read -r option; do
    grep --quiet --fixed-strings -- "$option" page || fail "man: no $option of $command"
  done < <(torntape "$command" --help | sed -n 's/^  \(-.,\)\?\(--[a-z-]*\).*/\2/p')
done

((failures == 0)) && echo "init, completion and the manual page do what they say"
