#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

/// An invented heading: relay copy `serial` of a telegram to HOME and one collective, for `routing_line`.
std::string heading(const std::string& serial, const std::string& routing_line) {
  return "VZCZCXRO" + serial + "\nRR " + routing_line + "\nDE RUEHAA #" + serial +
         " 0110944\nZNR UUUUU ZZH\nR 110944Z JAN 07\nFM POST ALPHA\nTO RUEHH/HOME OFFICE " + serial +
         "\nINFO RUCNISL/ALL ISLANDS COLLECTIVE\nBT\nUNCLAS POST 00" + serial + "\nINVENTED TEXT\nBT\nNNNN\n";
}

const char* const kScenario = R"(name: archive
network:
  homing: {prefix: true, otherwise: RUEH}
  telegrams: [archive.txt]
  stations: [{ri: RUEH, relay: true}]
traffic: [{telegrams: [telegram.txt]}]
run: {duration: 1 h}
)";

}  // namespace

TEST_CASE("a network comes out of headings: stations, addressees, and a collective with the members that relays name") {
  const TemporaryFolder folder;
  // Two of three copies list RUEHBB, one RUEHCC (less than half); an archive's own indicator is no evidence.
  folder.write("archive.txt", heading("0001", "RUEHBB") + heading("0002", "RUEHBB RUEHDD") +
                                  heading("0003", "RUEHCC RUEHDD") + heading("0004", "RUEHWEB"));
  folder.write("telegram.txt", heading("0005", "RUEHWEB"));
  const std::string csv = folder.path("deliveries.csv");
  const Outcome run = run_torntape({"run", folder.write("scenario.yaml", kScenario), "--json", "--deliveries", csv});
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  std::set<std::string> delivered;
  for (const auto& row : csv_rows(read_text(csv))) delivered.insert(row.at(3) + "/" + row.at(4));
  delivered.erase("ri/addressee");
  CHECK(delivered == std::set<std::string>{"RUEHH/HOME OFFICE", "RUEHBB/RUEHBB", "RUEHDD/RUEHDD"});
  CHECK(nlohmann::json::parse(run.out)["routing_lines"][0]["routing_line"] == "RR RUEHH RUEHBB RUEHDD");
}

}  // namespace torntape::endtoend
