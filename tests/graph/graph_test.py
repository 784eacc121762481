#!/usr/bin/env python3
"""The pictures of `torntape graph`, read by the tools that they are made for: Graphviz, networkx, xmllint, a parser of HTML.

usage: graph_test.py PROGRAM SOURCE_DIR [unittest's arguments]
"""
import csv
import html.parser
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import xml.etree.ElementTree as ElementTree

import networkx

PROGRAM, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
OTTAWA = SOURCE / "scenarios/ottawa.yaml"
REGIONS = SOURCE / "scenarios/two-regions.yaml"
TELEGRAM = SOURCE / "scenarios/telegrams/ottawa.txt"
FORMATS = ("dot", "svg", "graphml", "html")
LINE = "OO RUEHGA RUEHHA RUEHQU RUEHVC"
NASTY = ["<script>alert(1)</script>\"'&", "\\N \\G ends in \\", "&lt;b&gt; &amp;", "]]> --> <!-- <![CDATA[", "{a|b} <<i>x</i>>",
         "'; DROP TABLE posts; --", "caf\u00e9 \u2603", "${alert(1)} `alert(1)` </svg></style>"]

HOSTILE = """name: '<img src=x onerror=alert(1)>'
network:
  stations:
    - {ri: RUEH, relay: true, name: '</text><script>alert(2)</script>'}
    - ri: RUEHA
      addressees:
%s
    - {ri: RUEHB}
traffic: [{trace: messages.csv}]
run: {duration: 1 h}
"""


def run(*arguments, code=0, path=None):
    environment = dict(os.environ, **({"PATH": path} if path is not None else {}))
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, env=environment, timeout=120)
    if done.returncode != code:
        raise AssertionError(f"{arguments}: exit code {done.returncode}, not {code}\n{done.stderr}")
    return done


class Page(html.parser.HTMLParser):
    """What a page holds: its texts, the elements with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.texts, self.elements, self.within = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.within.append(tag)

    def handle_endtag(self, tag):
        if tag in self.within:
            del self.within[len(self.within) - 1 - self.within[::-1].index(tag):]

    def handle_data(self, data):
        if not {"script", "style"} & set(self.within):
            self.texts.append(data)


class Graph(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def draw(self, format, *arguments, **more):
        """The text of the picture in the format, after the format's own tool has read it."""
        path = self.folder / f"picture-{time.monotonic_ns()}.{format}"
        run("graph", *arguments, "-o", path, **more)
        if format in ("svg", "graphml"):
            subprocess.run(["xmllint", "--noout", "--nonet", path], check=True)
        if format == "dot":
            subprocess.run(["dot", "-Tcanon", path], check=True, capture_output=True)
        if format == "graphml":
            networkx.read_graphml(path)
        return path.read_text()

    def graphml(self, *arguments):
        self.draw("graphml", *arguments)
        return networkx.read_graphml(next(self.folder.glob("*.graphml")))

    def hostile(self):
        (self.folder / "messages.csv").write_text("filed_s,from,characters,to,info\n0,RUEHB,100,RUEHA/O,\n")
        path = self.folder / "hostile.yaml"
        lines = ["        - '%s'" % name.replace("'", "''") for name in NASTY]
        path.write_text(HOSTILE % "\n".join(lines))
        return path

    def test_every_format_of_every_shipped_scenario_is_read_by_its_tool(self):
        for scenario in (OTTAWA, REGIONS, SOURCE / "scenarios/starter.yaml", SOURCE / "scenarios/benchmarks/w3.yaml"):
            for format in FORMATS:
                with self.subTest(scenario=scenario.name, format=format):
                    self.draw(format, scenario)

    def test_the_ottawa_telegram_shows_the_routing_line_of_the_heading(self):
        for format in FORMATS:
            with self.subTest(format):
                text = self.draw(format, OTTAWA, "--message", "RUEHOT 0117")
                self.assertIn(LINE, text)
                self.assertIn("RUCNCCAN", text)
                self.assertRegex(text, r"SECSTATE WASHDC: action IMMEDIATE, after [0-9.]+ s")
                self.assertRegex(text, r"AMCONSUL CALGARY: info PRIORITY, after [0-9.]+ s")

    def test_the_tree_is_a_tree_with_an_arrival_for_every_addressee(self):
        graph = self.graphml(OTTAWA, "--message", "RUEHOT 0117")
        kinds = [data["kind"] for _, data in graph.nodes(data=True)]
        # As the heading has it (tests/golden/ottawa_test.cpp): 34 stations, 30 deliveries, one collective at RUEH.
        self.assertEqual({kind: kinds.count(kind) for kind in set(kinds)},
                         {"relay": 5, "post": 29, "addressee": 30, "collective": 1})
        self.assertTrue(networkx.is_arborescence(graph))
        root = [n for n, degree in graph.in_degree() if degree == 0][0]
        self.assertEqual(graph.nodes[root]["id"], "RUEHOT")
        ids = {data["id"]: n for n, data in graph.nodes(data=True)}
        self.assertIn(ids["RUCNCCAN"], graph[ids["RUEH"]])
        arrivals = [data for _, data in graph.nodes(data=True) if data["kind"] == "addressee"]
        self.assertTrue(all(data["latency_s"] > 0 and data["delivered_s"] > 6 * 3600 for data in arrivals))

    def test_a_message_of_the_warm_up_has_arrivals_too(self):
        text = self.draw("dot", REGIONS, "--message", "1")
        self.assertRegex(text, r"action [A-Z]+, after")

    def test_a_message_filed_after_the_duration_has_its_way_and_says_so(self):
        (self.folder / "messages.csv").write_text("filed_s,from,characters,to,info\n130,RUEHA,200,RUEHB/O,\n")
        path = self.folder / "late.yaml"
        path.write_text("name: late\nnetwork: {stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]}\n"
                        "traffic: [{trace: messages.csv}]\nrun: {duration: 2 min}\n")
        text = self.draw("dot", path, "--message", "1")
        self.assertIn("filed after the end of run.duration", text)
        self.assertIn("RUEH -> RUEHB, sent at", text)

    def test_what_errors_on_the_line_make_necessary_is_told_on_one_circuit(self):
        (self.folder / "messages.csv").write_text("filed_s,from,characters,to,info\n0,RUEHA,200,RUEHB/P,\n")
        path = self.folder / "noise.yaml"
        path.write_text("name: noise\nnetwork: {stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}]}\n"
                        "traffic: [{trace: messages.csv}]\nrun: {duration: 2 h}\n"
                        "faults:\n  - {circuit: [RUEHA, RUEH], garbled: 1}\n  - {circuit: [RUEH, RUEHB], lost: 1}\n")
        text = self.draw("dot", path, "--message", "1")
        self.assertEqual(text.count("RUEHA -> RUEH,"), 1)
        self.assertIn("PP RUEHB\nsent 2 times, 1 garbled", text)
        # At 9,600 bit/s 200 characters take 166.7 ms, the 250 of the request for a rerun 208.3 ms.
        self.assertIn("RUEHA -> RUEH, sent at t = 0 s (garbled), 375 ms", text)
        self.assertIn("PP RUEHB\nsent 2 times, 1 not received", text)
        self.assertIn("RUEH -> RUEHB, sent at t = 542 ms (not received), 30.0 min", text)

    def test_the_network_has_its_stations_circuits_and_addressees(self):
        graph = self.graphml(REGIONS)
        nodes = {data["id"]: data for _, data in graph.nodes(data=True)}
        self.assertEqual(sum(data["kind"] == "relay" for data in nodes.values()), 2)
        self.assertEqual(sum(data["kind"] == "post" for data in nodes.values()), 6)
        self.assertEqual({name for name in nodes if nodes[name]["kind"] == "addressee"},
                         {"RUEHCC WESTERN COMMAND", "RUEHCC WESTERN STAFF", "RUEKCC EASTERN COMMAND"})
        circuits = [data for _, _, data in graph.edges(data=True) if data["circuit"]]
        self.assertEqual(sorted(data["rate_bps"] for data in circuits), [2400.0] * 6 + [9600.0])

    def test_hostile_names_are_harmless_text(self):
        scenario = self.hostile()
        graph = self.graphml(scenario)
        names = {data["id"] for _, data in graph.nodes(data=True)}
        svg = ElementTree.fromstring(self.draw("svg", scenario))
        shown = {"".join(text.itertext()) for text in svg.iter("{http://www.w3.org/2000/svg}text")}
        page = Page(self.draw("html", scenario))
        dot = self.folder / "hostile.dot"
        dot.write_text(self.draw("dot", scenario))
        by_graphviz = ElementTree.fromstring(subprocess.run(["dot", "-Tsvg", dot], check=True, capture_output=True).stdout)
        drawn = {text.text for text in by_graphviz.iter("{http://www.w3.org/2000/svg}text")}
        for name in NASTY:
            with self.subTest(name):
                self.assertIn("RUEHA " + name, names)
                self.assertIn(name, shown)
                self.assertIn(name, page.texts)
                self.assertIn(name, drawn)
        self.assertFalse([e for e in svg.iter() if e.tag.endswith("script") or any(a.startswith("on") for a in e.attrib)])
        self.assertEqual(len([tag for tag, _ in page.elements if tag == "script"]), 1)
        self.assertFalse([tag for tag, _ in page.elements if tag in ("img", "i", "b", "link", "iframe")])
        self.assertFalse([attributes for _, attributes in page.elements if any(a.startswith("on") for a in attributes)])

    def test_hostile_names_are_one_field_of_the_csv(self):
        scenario, table = self.hostile(), self.folder / "deliveries.csv"
        run("run", scenario, "--quiet", "--deliveries", table)
        with table.open(newline="") as file:
            self.assertEqual({row["addressee"] for row in csv.DictReader(file)}, set(NASTY))

    def test_a_page_asks_nothing_of_a_network(self):
        text = self.draw("html", OTTAWA)
        page = Page(text)
        self.assertFalse([a for _, a in page.elements if {"src", "href", "action", "xlink:href"} & set(a)])
        self.assertNotRegex(re.sub(r"http://www\.w3\.org/2000/svg", "", text), r"https?://|url\(|@import|fetch\(|import\(")
        self.assertIn("default-src 'none'", text)

    def test_without_graphviz_the_picture_is_there_all_the_same(self):
        nowhere = self.folder / "empty"
        nowhere.mkdir()
        for arguments in ((OTTAWA,), (OTTAWA, "--message", "RUEHOT 0117"), (TELEGRAM,)):
            for format in ("svg", "html"):
                with self.subTest(arguments=arguments, format=format):
                    text = self.draw(format, *arguments, path=str(nowhere))
                    self.assertIn("RUEHGA" if len(arguments) == 3 or arguments[0] == OTTAWA else "RUEHC", text)

    def test_single_points_of_failure_are_marked_and_told(self):
        path = self.folder / "critical.svg"
        told = run("graph", REGIONS, "--what", "criticality", "-o", path).stdout
        self.assertRegex(told, r"(?m)^relay RUEH +4 +RUEHAA RUEHBB RUEHCC|^relay RUEH +3 +RUEHAA RUEHBB RUEHCC$")
        self.assertRegex(told, r"(?m)^circuit RUEH - RUEK +4 ")
        self.assertIn("6 more cut off one station alone", told)
        self.assertIn("cuts off 4", path.read_text())
        graph = self.graphml(REGIONS, "--what", "criticality")
        cut = {data["id"]: data["cut_off"] for _, data in graph.nodes(data=True)}
        self.assertEqual((cut["RUEHAA"], cut["RUEH"] >= 3), (0, True))

    def test_an_archive_shows_who_writes_to_whom(self):
        graph = self.graphml(TELEGRAM)
        self.assertEqual({graph.nodes[a]["id"] for a, _ in graph.edges()}, {"RUEHOT"})
        # 25 indicators of 27 address lines, the collective's among them (two lines each of RUEHBS and RUEKJCS).
        self.assertEqual(graph.number_of_edges(), 25)
        one = self.draw("svg", TELEGRAM, "--message", "RUEHOT 0117")
        self.assertIn("action IMMEDIATE", one)

    def test_what_cannot_be_is_one_line(self):
        for arguments, said in (
                ((OTTAWA, "-o", self.folder / "x.png"), ".dot, .svg, .graphml or .html"),
                ((OTTAWA, "-o", self.folder / "none/x.svg"), "no folder"),
                ((OTTAWA, TELEGRAM), "one scenario"),
                ((TELEGRAM, "--what", "criticality"), "need a scenario"),
                ((TELEGRAM, "--message", "RUEHOT 9999"), "no telegram"),
                ((self.folder / "none.txt",), "none.txt"),
                ((OTTAWA, "--message", "RUEHOT 9999"), "no such telegram"),
                ((OTTAWA, "--message", "1", "--what", "criticality"), "without"),
                ((OTTAWA, "--what", "all"), "network,criticality")):
            with self.subTest(arguments=arguments):
                done = run("graph", *arguments, code=2)
                self.assertIn(said, done.stderr)
                self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)
                self.assertEqual(done.stdout, "")

    def test_5000_posts_do_not_hang(self):
        stations = ["    - {ri: RUHA, relay: true}"]
        for relay in range(20):
            name = "RUH" + chr(65 + relay)
            if relay:
                stations.append(f"    - {{ri: {name}, relay: true}}")
            stations += [f"    - {{ri: {name}{chr(65 + i // 26)}{chr(65 + i % 26)}Q}}" for i in range(250)]
        circuits = [f"    - {{between: [RUHA, RUH{chr(65 + relay)}]}}" for relay in range(1, 20)]
        path = self.folder / "large.yaml"
        path.write_text("name: large\nnetwork:\n  stations:\n" + "\n".join(stations) + "\n  circuits:\n" + "\n".join(circuits)
                        + "\ntraffic: [{generate: {}}]\nrun: {duration: 1 s}\n")
        for format in FORMATS:
            with self.subTest(format):
                out = self.folder / f"large.{format}"
                start = time.monotonic()
                run("graph", path, "--what", "criticality", "-o", out)
                self.assertLess(time.monotonic() - start, 60)
                self.assertIn("RUHTJPQ", out.read_text())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
