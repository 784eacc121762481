#!/usr/bin/env python3
"""What the README says that torntape prints, and the commands that scenarios give, against the program.

usage: answers_test.py PROGRAM SOURCE_DIR
"""
import functools
import pathlib
import re
import shlex
import subprocess
import sys
import unittest

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
README = (SOURCE / "README.md").read_text()
# A year takes its time and has a test of its own; the starter speaks of the user's FILE.
TOO_LONG = ["state-2007.yaml"]


@functools.lru_cache(maxsize=None)
def printed(command, folder):
    """What `torntape ARGUMENTS...` prints, run in `folder`."""
    words = shlex.split(command)
    assert pathlib.Path(words[0]).name == "torntape", command
    result = subprocess.run([PROGRAM, *words[1:]], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}: exit {result.returncode}: {result.stderr}"
    return result.stdout


class Answers(unittest.TestCase):
    def test_blocks_of_the_readme_are_what_the_program_prints(self):
        blocks = re.findall(r"^```\n\$ build/release/(torntape .*)\n((?:.*\n)*?)```$", README, re.MULTILINE)
        self.assertGreaterEqual(len(blocks), 2)
        for command, block in blocks:
            # `...` at the end of a line, or of the block, leaves out what follows there.
            lines = block.rstrip("\n").split("\n")
            got = printed(command, SOURCE).rstrip("\n").split("\n")
            if lines[-1] == "...":
                lines.pop()
                got = got[:len(lines)]
            for i, line in enumerate(lines):
                if line.endswith(" ...") and i < len(got) and got[i].startswith(line[:-3]):
                    got[i] = line
            self.assertEqual(got, lines, command)

    def test_figures_of_the_answers_are_what_the_program_prints(self):
        section = README.split("\n## What it answers\n")[1].split("\n## ")[0]
        figures = 0
        for item in section.split("\n- "):
            answer = " ".join(item.split("\n\n")[0].split())
            said = re.findall(r"[0-9.]+ (?:ms|s|min|h) (?:sooner|later) \([^)]*\)", answer)
            said += re.findall(r"[0-9.]+ % instead of [0-9.]+ %", answer)
            if not said:
                continue
            commands = re.findall(r"`(torntape [^`]*)`", answer)
            got = "".join(printed(command, SOURCE) for command in commands)
            for figure in said:
                self.assertIn(figure, got, answer)
            figures += len(said)
        self.assertGreater(figures, 10)

    def test_commands_of_the_scenarios_run(self):
        commands = 0
        for path in sorted((SOURCE / "scenarios").glob("*.yaml")):
            if path.name in TOO_LONG:
                continue
            for command in re.findall(rf"^#   (torntape .*{path.name}.*)$", path.read_text(), re.MULTILINE):
                self.assertTrue(printed(command, path.parent), command)
                commands += 1
        self.assertGreater(commands, 7)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
