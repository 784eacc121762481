#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <string>
#include <vector>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

const std::string kScenario = R"(name: base
network:
  defaults: {rate: 800 bps}
  stations:
    - {ri: RUEH, relay: true}
    - {ri: RUEK, relay: true}
    - {ri: RUEHA}
    - {ri: RUEKB}
  circuits:
    - {between: [RUEH, RUEK], rate: 1200 bps}
  collectives:
    - {ri: RUCNALL, members: [RUEHA, RUEKB], expand_at: RUEH}
traffic:
  - trace: messages.csv
handling:
  preemption: flash
  bits_per_character: 8
run: {duration: 1 h, warmup: 0 s}
)";

const std::string kTrace = R"(filed_s,from,characters,to,info
0,RUEHA,100,RUEKB/O,
1.5,RUEHA,100,RUEKB/P,RUEH/R RUCNALL/R
2,RUEKB,100,RUEHA/R,RUEH/ROUTINE
)";

/// `what` in the scenario or the trace is written as `instead`; the error is to be on the line that then holds `line`.
struct Fault {
  const char* name;
  const char* what;
  const char* instead;
  const char* line;
  const char* said = "";  ///< words of the message
};

std::string replaced(std::string text, const std::string& what, const std::string& instead) {
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), instead);
}

std::string line_number(const std::string& text, const std::string& held) {
  const std::size_t at = text.find(held);
  REQUIRE(at != std::string::npos);
  return std::to_string(1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

/// The messages on stderr that have the promised form, each `file:line`.
std::vector<std::string> located_errors(const std::string& err) {
  static const std::regex form("([^\n]+):([0-9]+):([0-9]+): error: [^\n]+");
  std::vector<std::string> places;
  for (std::sregex_iterator it(err.begin(), err.end(), form), last; it != last; ++it) {
    places.push_back((*it)[1].str() + ':' + (*it)[2].str());
  }
  return places;
}

struct Inputs {
  std::string scenario = kScenario;
  std::string trace = kTrace;
};

/// Runs it, asking for every kind of output, and checks what holds for every wrong input.
Outcome refused(const TemporaryFolder& folder, const Inputs& inputs) {
  const std::string scenario = folder.write("scenario.yaml", inputs.scenario);
  folder.write("messages.csv", inputs.trace);
  const Outcome run =
      run_torntape({"run", scenario, "--json", "--deliveries", folder.path("out.csv"), "-o", folder.path("out.db")});
  INFO(run.err);
  CHECK(run.exit_code == 2);
  CHECK(run.out.empty());
  CHECK_FALSE(folder.has("out.csv"));
  CHECK_FALSE(folder.has("out.db"));
  CHECK(run_torntape({"check", scenario}).exit_code == 2);
  return run;
}

void check_located(const Outcome& run, const std::string& place, const std::string& said) {
  INFO(run.err);
  const std::vector<std::string> places = located_errors(run.err);
  CHECK_THAT(places, Catch::Matchers::VectorContains(place));
  CHECK_THAT(run.err, Catch::Matchers::Contains(said));
}

const Fault kScenarioFaults[] = {
    {"unknown indicator in a circuit", "[RUEH, RUEK]", "[RUEH, RUEX]", "RUEX", "RUEX"},
    {"no indicator in a circuit", "[RUEH, RUEK]", "[RUEH, rue1]", "rue1", "rue1"},
    {"a circuit of one end", "[RUEH, RUEK]", "[RUEH]", "between: [RUEH]"},
    {"a circuit to itself", "[RUEH, RUEK]", "[RUEH, RUEH]", "[RUEH, RUEH]"},
    {"disconnected post", "{ri: RUEKB}", "{ri: RUEKB}\n    - {ri: RUZZB}", "RUZZB", "RUZZB"},
    {"disconnected post, homing explicit", "  stations:", "  homing: explicit\n  stations:", "{ri: RUEHA}", "RUEHA"},
    {"disconnected part", "    - {between: [RUEH, RUEK], rate: 1200 bps}",
     "    - {between: [RUEH, RUEHA], rate: 1200 bps}", "ri: RUEK", "RUEK"},
    {"homing on a station that is not there",
     "  stations:", "  homing: {prefix: true, otherwise: RUEX}\n  stations:", "otherwise", "RUEX"},
    {"a fault of no circuit", "run:", "faults:\n  - {circuit: [RUEHA, RUEKB], at: 1 s, for: 1 s}\nrun:", "circuit: [",
     "no circuit between RUEHA and RUEKB"},
    {"a fault of no station", "run:", "faults:\n  - {circuit: [RUEH, RUEX], at: 1 s, for: 1 s}\nrun:", "circuit: [",
     "no station RUEX"},
    {"a fault of a post", "run:", "faults:\n  - {relay: RUEHA, at: 1 s, for: 1 s}\nrun:", "relay: RUEHA",
     "RUEHA is no relay"},
    {"a station twice", "{ri: RUEKB}", "{ri: RUEKB}\n    - {ri: RUEHA, name: AGAIN}", "AGAIN", "RUEHA"},
    {"negative rate", "1200 bps", "-1200 bps", "-1200"},
    {"rate of nothing", "1200 bps", "0 bps", "rate: 0 bps"},
    {"missing unit of a rate", "1200 bps", "1200", "1200", "bps"},
    {"missing unit of a time", "duration: 1 h", "duration: 60", "duration: 60"},
    {"unit of a time for a rate", "1200 bps", "1200 s", "1200 s"},
    {"a rate that is no number", "1200 bps", "fast bps", "fast bps"},
    {"a rate beyond all numbers", "1200 bps", "1e999 bps", "1e999"},
    {"negative time", "warmup: 0 s", "warmup: -1 s", "warmup: -1 s"},
    {"no channels", "rate: 1200 bps", "rate: 1200 bps, channels: 0", "channels: 0"},
    {"half a channel", "rate: 1200 bps", "rate: 1200 bps, channels: 1.5", "channels: 1.5"},
    {"no bits", "bits_per_character: 8", "bits_per_character: 0", "bits_per_character: 0"},
    {"missing file", "messages.csv", "nowhere.csv", "nowhere.csv", "nowhere.csv"},
    {"missing telegram", "trace: messages.csv", "telegrams: nowhere.txt", "nowhere.txt", "nowhere.txt"},
    {"a folder for a file", "messages.csv", ".", "trace: ."},
    {"duplicate key", "name: base", "name: base\nname: other", "name: other", "name"},
    {"duplicate key within", "rate: 1200 bps", "rate: 1200 bps, rate: 1200 bps", "1200 bps", "rate"},
    {"unknown key", "preemption: flash", "premption: flash", "premption", "preemption"},
    {"unknown key at the top", "handling:", "handlin:", "handlin", "handling"},
    {"unknown value", "preemption: flash", "preemption: flush", "flush", "flash"},
    {"a value for a list", "circuits:\n    - {between: [RUEH, RUEK], rate: 1200 bps}", "circuits: 5", "circuits: 5"},
    {"a list for a value", "bits_per_character: 8", "bits_per_character: [8]", "bits_per_character: [8]"},
    {"not yes and no", "relay: true", "relay: perhaps", "perhaps"},
    {"unknown member", "[RUEHA, RUEKB]", "[RUEHA, RUEKX]", "RUEKX", "RUEKX"},
    {"expanded nowhere", "expand_at: RUEH", "expand_at: RUEX", "RUEX", "RUEX"},
    {"a collective that is a station", "ri: RUCNALL", "ri: RUEKB", "ri: RUEKB, members", "RUEKB"},
    {"no YAML", "network:", "network: {", ""},
    {"a tabulator", "  defaults:", "\tdefaults:", "\tdefaults"},
};

const Fault kTraceFaults[] = {
    {"too few fields", "2,RUEKB,100,RUEHA/R,RUEH/ROUTINE", "2,RUEKB,100", "2,RUEKB,100"},
    {"too many fields", "RUEH/ROUTINE", "RUEH/ROUTINE,RUEH/R", "RUEH/ROUTINE,RUEH/R"},
    {"unknown addressee", "RUEHA/R", "RUEHX/R", "RUEHX/R", "RUEHX"},
    {"unknown origin", "2,RUEKB", "2,RUEKX", "2,RUEKX", "RUEKX"},
    {"a collective for an origin", "2,RUEKB", "2,RUCNALL", "2,RUCNALL", "RUCNALL"},
    {"no indicator", "RUEHA/R", "R2/R", "R2/R"},
    {"not sorted", "2,RUEKB", "1,RUEKB", "1,RUEKB"},
    {"no number", "2,RUEKB", "two,RUEKB", "two,RUEKB"},
    {"a number and more", "2,RUEKB", "2s,RUEKB", "2s,RUEKB"},
    {"not a number", "2,RUEKB", "nan,RUEKB", "nan,RUEKB"},
    {"infinite", "2,RUEKB", "inf,RUEKB", "inf,RUEKB"},
    {"beyond all time", "2,RUEKB", "1e300,RUEKB", "1e300,RUEKB"},
    {"negative time", "0,RUEHA", "-1,RUEHA", "-1,RUEHA"},
    {"no characters", "2,RUEKB,100", "2,RUEKB,", "2,RUEKB,,"},
    {"negative characters", "2,RUEKB,100", "2,RUEKB,-100", "2,RUEKB,-100"},
    {"a word for characters", "2,RUEKB,100", "2,RUEKB,many", "2,RUEKB,many", "many"},
    {"bad precedence", "RUEHA/R", "RUEHA/X", "RUEHA/X", "X"},
    {"bad precedence word", "RUEH/ROUTINE", "RUEH/ROUTIN", "RUEH/ROUTIN", "ROUTIN"},
    {"precedence left out after its slash", "RUEHA/R", "RUEHA/", "RUEHA/,"},
    {"no addressee", "RUEHA/R,RUEH/ROUTINE", ",", "2,RUEKB,100,,"},
    {"quotes that do not close", "2,RUEKB,100,RUEHA/R", "2,RUEKB,100,\"RUEHA/R", "\"RUEHA/R", "do not close"},
    {"a first line that is another", "filed_s,from", "time,from", "time,from", "filed_s"},
};

/// What --deliveries writes of kScenario with each of these traces.
std::vector<std::string> deliveries_of(const std::vector<std::string>& traces) {
  std::vector<std::string> outputs;
  for (const std::string& trace : traces) {
    const TemporaryFolder folder;
    folder.write("messages.csv", trace);
    const Outcome run = run_torntape(
        {"run", folder.write("scenario.yaml", kScenario), "--json", "--quiet", "--deliveries", folder.path("out.csv")});
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    outputs.push_back(read_text(folder.path("out.csv")));
  }
  return outputs;
}

}  // namespace

TEST_CASE("the input that the faults are made from is right") {
  const TemporaryFolder folder;
  const std::string scenario = folder.write("scenario.yaml", kScenario);
  folder.write("messages.csv", kTrace);
  const Outcome run = run_torntape({"run", scenario, "--json", "--quiet", "--deliveries", folder.path("out.csv")});
  INFO(run.err);
  CHECK(run.exit_code == 0);
  CHECK(run.err.empty());
  CHECK(csv_rows(read_text(folder.path("out.csv"))).size() == 6);
  CHECK(run_torntape({"check", scenario}).exit_code == 0);
}

TEST_CASE("a trace may have the line ends of another system, and none at its end") {
  std::string crlf;
  for (const char c : kTrace) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const std::vector<std::string> outputs = deliveries_of({kTrace, crlf, kTrace.substr(0, kTrace.size() - 1)});
  CHECK(outputs[1] == outputs[0]);
  CHECK(outputs[2] == outputs[0]);
}

TEST_CASE("a trace may begin with a byte order mark and have its fields in quotes") {
  std::string quoted;
  for (const std::vector<std::string>& row : csv_rows(kTrace)) {
    for (const std::string& field : row) quoted += '"' + field + "\",";
    quoted.back() = '\n';
  }
  const std::vector<std::string> outputs =
      deliveries_of({kTrace, "\xEF\xBB\xBF" + kTrace, quoted, "\xEF\xBB\xBF" + quoted});
  CHECK(outputs == std::vector<std::string>(4, outputs[0]));
}

TEST_CASE("a message to its own origin alone is told, once a trace") {
  const TemporaryFolder folder;
  const std::string scenario = folder.write("scenario.yaml", kScenario);
  const auto check = [&](const std::string& more) {
    folder.write("messages.csv", kTrace + more);
    const Outcome run = run_torntape({"check", scenario});
    CHECK(run.exit_code == 0);
    return run.err;
  };
  CHECK(check("3,RUEHA,100,RUEKB/R RUEHA/R,\n").empty());
  CHECK(check("3,RUEHA,100,RUEHA/R,\n") ==
        folder.path("messages.csv:5:1: warning: the row goes to its own origin alone; nothing is sent\n"));
  CHECK(
      check("3,RUEHA,100,,RUEHA/R\n4,RUEHA,100,RUEHA/R,RUEHA/P\n") ==
      folder.path("messages.csv:5:1: warning: 2 rows go to their own origin alone, the first of them this; nothing is "
                  "sent\n"));
}

TEST_CASE("a telegram that lacks sections is told") {
  const TemporaryFolder folder;
  const std::string scenario =
      folder.write("scenario.yaml", replaced(kScenario, "trace: messages.csv", "telegrams: sections/*.txt"));
  const auto section = [](const std::string& number) {
    return "VZCZCXRO0001\nRR RUEKB\nDE RUEHA #0001/" + number +
           " 0010000\nZNR UUUUU ZZH\nR 010000Z JAN 07\nFM ALPHA\nTO RUEKB/BRAVO\nBT\nUNCLAS SECTION " + number +
           " OF 02 ALPHA 000001\nTEXT\nBT\n#0001\nNNNN\n";
  };
  folder.write("sections/1.txt", section("01"));
  const Outcome one = run_torntape({"check", scenario});
  INFO(one.err);
  CHECK(one.exit_code == 0);
  CHECK_THAT(one.err,
             Catch::Matchers::Contains("warning: RUEHA 0001 is in 2 sections, and 1 of them is in these files"));
  folder.write("sections/2.txt", section("02"));
  const Outcome both = run_torntape({"check", scenario});
  CHECK(both.exit_code == 0);
  CHECK(both.err.empty());
}

TEST_CASE("a fault in the scenario is refused with its line") {
  for (const Fault& fault : kScenarioFaults) {
    INFO(fault.name);
    const TemporaryFolder folder;
    Inputs inputs;
    inputs.scenario = replaced(kScenario, fault.what, fault.instead);
    const Outcome run = refused(folder, inputs);
    if (*fault.line == '\0') {
      CHECK_FALSE(located_errors(run.err).empty());
    } else {
      check_located(run, folder.path("scenario.yaml") + ':' + line_number(inputs.scenario, fault.line), fault.said);
    }
  }
}

TEST_CASE("a fault in a trace is refused with its line") {
  for (const Fault& fault : kTraceFaults) {
    INFO(fault.name);
    const TemporaryFolder folder;
    Inputs inputs;
    inputs.trace = replaced(kTrace, fault.what, fault.instead);
    const Outcome run = refused(folder, inputs);
    check_located(run, folder.path("messages.csv") + ':' + line_number(inputs.trace, fault.line), fault.said);
  }
}

TEST_CASE("a cycle of homing is refused") {
  const TemporaryFolder folder;
  Inputs inputs;
  inputs.scenario = replaced(kScenario, "  stations:", "  homing: {prefix: true, otherwise: RUEHB}\n  stations:");
  inputs.scenario = replaced(inputs.scenario, "{ri: RUEKB}", "{ri: RUEKB}\n    - {ri: RUEHB, relay: true}");
  inputs.scenario = replaced(inputs.scenario, "  circuits:\n    - {between: [RUEH, RUEK], rate: 1200 bps}\n", "");
  const Outcome run = refused(folder, inputs);
  INFO(run.err);
  CHECK_FALSE(located_errors(run.err).empty());
}

TEST_CASE("files that are no scenario are refused") {
  const TemporaryFolder folder;
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 7919 + i / 13) % 256);
  std::string deep(100'000, '[');
  std::string laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; ++j) laughs += ", " + before;
    laughs += "]\n";
  }
  for (const std::string& text : {std::string(), std::string("\n\n"), std::string("5\n"), std::string("- 1\n"), bytes,
                                  std::string(100, '\0'), deep, laughs, kScenario + kScenario}) {
    INFO(text.substr(0, 40));
    const Outcome run = refused(folder, {text, kTrace});
    INFO(run.err.substr(0, 1000));
    CHECK_FALSE(located_errors(run.err).empty());
  }
  for (const std::string& text : {std::string(), bytes, std::string(100, '\0')}) {
    INFO(text.substr(0, 40));
    const Outcome run = refused(folder, {kScenario, text});
    INFO(run.err.substr(0, 1000));
    CHECK_FALSE(located_errors(run.err).empty());
  }
}

TEST_CASE("a scenario that is not there is refused") {
  const TemporaryFolder folder;
  for (const std::string& path : {folder.path("nowhere.yaml"), folder.path("")}) {
    const Outcome run = run_torntape({"run", path, "--json", "--deliveries", folder.path("out.csv")});
    INFO(run.err);
    CHECK(run.exit_code == 2);
    CHECK(run.out.empty());
    CHECK_THAT(run.err, Catch::Matchers::Contains(path) && Catch::Matchers::Contains("error: "));
    CHECK_FALSE(folder.has("out.csv"));
  }
}

TEST_CASE("all faults are told at once, in the order of the file") {
  const TemporaryFolder folder;
  Inputs inputs;
  inputs.scenario = replaced(kScenario, "1200 bps", "1200");
  inputs.scenario = replaced(inputs.scenario, "800 bps", "800");
  inputs.scenario = replaced(inputs.scenario, "preemption", "premption");
  const Outcome run = refused(folder, inputs);
  const std::string file = folder.path("scenario.yaml");
  CHECK(located_errors(run.err) == std::vector<std::string>{file + ":3", file + ":10", file + ":16"});
}

TEST_CASE("a wrong command line is refused") {
  const TemporaryFolder folder;
  const std::string scenario = folder.write("scenario.yaml", kScenario);
  folder.write("messages.csv", kTrace);
  const std::vector<std::vector<std::string>> lines{
      {"run"},
      {"run", scenario, "--nonsense"},
      {"run", scenario, "--replications", "0"},
      {"run", scenario, "--replications", "many"},
      {"run", scenario, "--jobs", "-1"},
      {"run", scenario, "--set", "handling.premption=flash"},
      {"run", scenario, "--set", "handling.preemption=flush"},
      {"run", scenario, "--set", "handling.preemption"},
      {"run", scenario, "--set", "network.circuits[RUEH-RUEX].rate=9600 bps"},
      {"run", scenario, "--set", "network.circuits[RUEH-RUEK].rate=-9600 bps"},
      {"nonsense"},
  };
  for (const std::vector<std::string>& line : lines) {
    const Outcome run = run_torntape(line);
    INFO(line.back() << "\n" << run.err);
    CHECK(run.exit_code == 2);
    CHECK(run.out.empty());
    CHECK_FALSE(run.err.empty());
  }
}

TEST_CASE("a disk that is full is the machine's fault") {
  const TemporaryFolder folder;
  const std::string scenario = folder.write("scenario.yaml", kScenario);
  folder.write("messages.csv", kTrace);
  const Outcome run = run_torntape({"run", scenario, "--quiet", "--deliveries", "/dev/full"});
  INFO(run.err);
  CHECK(run.exit_code == 3);
  CHECK_THAT(run.err, Catch::Matchers::Contains("/dev/full"));
}

}  // namespace torntape::endtoend
