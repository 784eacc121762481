#!/usr/bin/env python3
"""The JSON Schema of scenario files, by a validator that is not ours.

usage: schema_test.py PROGRAM SOURCE_DIR
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import unittest

import jsonschema
import yaml

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
SCENARIOS = SOURCE / "scenarios"
SHIPPED = sorted(SCENARIOS.glob("*.yaml")) + sorted(SCENARIOS.glob("benchmarks/*.yaml"))
KEPT = SCENARIOS / "scenario.schema.json"
MODELINE = "# yaml-language-server: $schema="

# Broken files whose fault is one of keys and forms, and not of ranges or of what holds between keys.
REFUSED = ["a_list", "a_word", "generators", "missing_keys", "missing_keys_within", "null_document", "null_values",
           "numbers", "rates", "routing_indicators", "sources", "times", "unknown_keys", "words",
           "wrong_kinds", "wrong_kinds_within"]


class Core(yaml.SafeLoader):
    """Plain scalars as YAML 1.2 and editors have them: neither dates nor yes and no."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [("bool", r"true|false", "tf"), ("null", r"~|null|", "~n"),
                            ("int", r"[-+]?[0-9]+", "-+0123456789"),
                            ("float", r"[-+]?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?", "-+0123456789")]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=True).stdout


def read(text):
    def as_json(value):
        """Keys are texts to editors, numbers too."""
        if isinstance(value, dict):
            return {str(key): as_json(item) for key, item in value.items()}
        return [as_json(item) for item in value] if isinstance(value, list) else value

    return as_json(yaml.load(text, Core))


def example():
    """The example of the reference, as one to break."""
    text = (SOURCE / "docs/scenario.md").read_text()
    return read(text.split("```yaml\n")[1].split("```")[0])


class Schema(unittest.TestCase):
    schema = json.loads(run("schema"))
    validator = jsonschema.Draft7Validator(schema)

    def errors(self, document):
        return [f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in self.validator.iter_errors(document)]

    def test_is_a_schema_of_draft_7(self):
        jsonschema.Draft7Validator.check_schema(self.schema)

    def test_is_the_one_that_is_kept(self):
        self.assertEqual(KEPT.read_text(), run("schema"), "write it anew: torntape schema > scenarios/scenario.schema.json")

    def test_takes_every_shipped_scenario(self):
        self.assertGreaterEqual(len(SHIPPED), 6)
        for path in SHIPPED + [SOURCE / "tests/scenarios/whole/whole.yaml"]:
            with self.subTest(path.name):
                self.assertEqual(self.errors(read(path.read_text())), [])

    def test_takes_the_reference_s_example(self):
        self.assertEqual(self.errors(example()), [])

    def test_every_shipped_scenario_refers_to_it(self):
        for path in SHIPPED:
            with self.subTest(path.name):
                first = path.read_text().splitlines()[0]
                self.assertTrue(first.startswith(MODELINE), first)
                self.assertEqual((path.parent / first.removeprefix(MODELINE)).resolve(), KEPT)

    def test_refuses_broken_files(self):
        for name in REFUSED:
            with self.subTest(name):
                self.assertNotEqual(self.errors(read((SOURCE / f"tests/scenarios/broken/{name}.yaml").read_text())), [])

    def test_refuses_each_fault(self):
        def broken(*path, value):
            document = copy.deepcopy(example())
            place = document
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            return document

        for path, value in [
                (("run", "duration"), "30"), (("run", "duration"), 30), (("run", "duration"), "30 dys"),
                (("run", "duration"), "-1 day"), (("run", "duration"), "030 days"), (("run", "duration"), ["1 day"]),
                (("run", "replications"), 1.5), (("run", "replications"), "ten"), (("run", "start"), "2007-01-01"),
                (("run", "duraton"), "1 day"), (("sed",), 1), (("name",), None), (("name",), ["a"]),
                (("network", "defaults", "rate"), "9600"), (("network", "defaults", "rate"), "9600 Bps"),
                (("network", "homing"), "prefx"), (("network", "stations", 0, "ri"), "rueh"),
                (("network", "stations", 0, "ri"), "RUE"), (("network", "stations", 0, "relay"), "perhaps"),
                (("network", "stations", 0), {"relay": True}), (("network", "circuits"), [{"between": ["RUEH"]}]),
                (("traffic", 0), {"generates": {}}), (("traffic", 0, "generate", "rate"), "4 a day"),
                (("traffic", 0, "generate", "to"), "everybody"), (("traffic", 0, "generate", "to"), {"RUEHC": "much"}),
                (("traffic", 0, "generate", "characters"), {"exponentiel": 2}),
                (("traffic", 0, "generate", "precedence"), {"FLASHY": 1}), (("handling",), {"discipline": "lifo"})]:
            with self.subTest(path=path, value=value):
                self.assertNotEqual(self.errors(broken(*path, value=value)), [])
        for key, value in self.schema["properties"].items():
            if value.get("not") == {}:
                with self.subTest(not_yet=key):
                    self.assertNotEqual(self.errors(broken(key, value={})), [])
        for key in ("name", "network", "traffic", "run"):
            document = copy.deepcopy(example())
            del document[key]
            with self.subTest(missing=key):
                self.assertNotEqual(self.errors(document), [])

    def test_describes_every_key(self):
        def walk(schema, place):
            for key, value in schema.get("properties", {}).items():
                self.assertIn("description", value, f"{place}.{key}")
                walk(value, f"{place}.{key}")
                walk(value.get("items", {}), f"{place}.{key}[]")
            for alternative in schema.get("anyOf", []):
                walk(alternative, place)

        walk(self.schema, "")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
