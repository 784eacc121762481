#include "scenarios/trace_row.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace torntape::scenarios {
namespace {

using topology::Precedence;
using topology::Role;

topology::Network network() {
  topology::NetworkSpec spec;
  const auto ri = [](const char* letters) { return topology::RoutingIndicator::parse(letters).value(); };
  spec.stations.push_back({ri("RUEH"), true, {}, {}, {}, {}, {}});
  for (const char* letters : {"RUEHC", "RUEHOT", "RUEHABCD"}) {
    spec.stations.push_back({ri(letters), false, {}, {}, {}, {}, {}});
  }
  spec.collectives.push_back({ri("RUCNALL"), {}, {{ri("RUEHC"), {}}, {ri("RUEHOT"), {}}}, {}, {}, {}});
  topology::Problems problems;
  auto network = topology::Network::build(spec, problems);
  REQUIRE(network.has_value());
  return std::move(*network);
}

/// What a row is read as, or `column: error`.
std::string reading(const std::string& line, const topology::Network& network) {
  sim::TraceRow row;
  try {
    parse_trace_row(line, kTraceHeader, network, row);
  } catch (const RowError& error) {
    return std::to_string(error.column) + ": " + error.text;
  }
  std::string text = std::to_string(row.filed) + " from " + std::to_string(row.origin) + ' ' +
                     std::to_string(row.characters) + " characters:";
  for (const sim::Target& target : row.targets) {
    text += std::string(target.collective ? " C" : " ") + std::to_string(target.id) + '/' +
            topology::letter(target.precedence) + (target.niact ? "!" : "") + (target.role == Role::info ? "i" : "a");
  }
  return text;
}

TEST_CASE("a row of a trace, field by field") {
  const topology::Network net = network();
  CHECK(reading("12.5,RUEHOT,2000,RUEHC/O RUCNALL/P,RUEHABCD/Z", net) ==
        "12500000000 from 2 2000 characters: 1/Oa C0/Pa 3/Zi");
  CHECK(reading("0,RUEHABCD,1,,RUEH/R", net) == "0 from 3 1 characters: 0/Ri");
  CHECK(reading("0,RUEHABCD,1,RUEHC/NIACT RUEHOT/O,RUCNALL/NIACT", net) == "0 from 3 1 characters: 1/O!a 2/Oa C0/O!i");
  CHECK(reading("999999999.999999999,RUEH,4294967295,RUEHC/R,", net) ==
        "999999999999999999 from 0 4294967295 characters: 1/Ra");
  CHECK(reading("0.0000000005,RUEH,999999999,RUEHC/ROUTINE,", net) == "1 from 0 999999999 characters: 1/Ra");
  CHECK(reading("1e2,RUEH,7, RUEHC/IMMEDIATE  RUEHOT/Z ,", net) == "100000000000 from 0 7 characters: 1/Oa 2/Za");
}

TEST_CASE("fields in quotes are read as those without, and errors keep their columns") {
  const topology::Network net = network();
  const std::string bare = "12.5,RUEHOT,2000,RUEHC/O RUCNALL/P,RUEHABCD/Z";
  const std::string read = reading(bare, net);
  CHECK(reading(R"("12.5","RUEHOT","2000","RUEHC/O RUCNALL/P","RUEHABCD/Z")", net) == read);
  CHECK(reading(R"(12.5,"RUEHOT",2000,"RUEHC/O RUCNALL/P",RUEHABCD/Z)", net) == read);
  CHECK(reading(R"("0",RUEHABCD,"1","",RUEH/R)", net) == "0 from 3 1 characters: 0/Ri");
  CHECK(reading(R"(0,RUEH,1,RUEHC/R,"")", net) == "0 from 0 1 characters: 1/Ra");
  sim::TraceRow row;
  parse_trace_row(R"("0","RUEH","1","RUEHC/R","","SECRET")", kClassedTraceHeader, net, row);
  CHECK(row.classification == topology::Classification::secret);

  CHECK(reading(R"("0","RUEHX","1","RUEHC/R","")", net) == "6: from: RUEHX is no station of this network");
  CHECK(reading(R"("0","RUEH","1","RUEHC/R RUEHX/R","")", net) ==
        "25: RUEHX is neither a station nor a collective of this network");
  CHECK(reading(R"("0","RUEH","1","RUEHC/X","")", net) == "23: 'X' is no precedence; write Z, O, P or R, or NIACT");
  CHECK(reading(R"(0,RUEH,1,"RUEHC/R,)", net) == "10: the quotes that open here do not close on this line");
  CHECK(reading(R"(0,RUEH,1,RUEHC/R,")", net) == "18: the quotes that open here do not close on this line");
  CHECK(reading(R"(0,RUEH,1,"RUEHC/R,RUEHOT/R",)", net) ==
        "18: a comma within quotes; no field holds one, addresses have blanks between");
  CHECK(reading(R"(0,RUEH,1,"RUEHC"/R,)", net) == "17: behind closing quotes comes a comma or the end of the line");
  CHECK(reading(R"(0,RUEH,1,RUEHC"/R,)", net) ==
        "15: a quote within a field; put the whole field in quotes, and double this one");
  CHECK(reading(R"(0,RUEH,1,"RUEHC/""R",)", net) == "18: a quote stands here, and no field holds one");
}

// A row with a blank behind it means the same, and is never plain: both ways of reading a row are held against each
// other.
TEST_CASE("plain rows are read as every other row is") {
  const topology::Network net = network();
  std::mt19937 random(11);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  const std::string plain[] = {"12.5,RUEHOT,2000,RUEHC/O RUCNALL/P,RUEHABCD/Z", "0,RUEHABCD,17,RUEH/Z RUEHC/R,",
                               "123456789.123456789,RUEH,999999999,RUCNALL/O,RUEHOT/P RUEHC/P"};
  const std::string letters = "0123456789.,/ ZOPRUEHCNALTXe-+\r\xC9" + std::string(1, '\0');
  int read = 0;
  int refused = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string line = plain[below(3)];
    for (std::size_t edits = below(4); edits > 0 && !line.empty(); --edits) {
      const std::size_t at = below(line.size());
      switch (below(3)) {
        case 0:
          line[at] = letters[below(letters.size())];
          break;
        case 1:
          line.insert(at, 1, letters[below(letters.size())]);
          break;
        default:
          line.erase(at, 1);
      }
    }
    if (std::count(line.begin(), line.end(), ',') < 4) continue;
    const std::string expected = reading(line + ' ', net);
    if (reading(line, net) != expected)
      FAIL_CHECK('"' << line << "\" is read as " << reading(line, net) << ", not " << expected);
    (expected.find(" from ") != std::string::npos && expected.find("characters:") != std::string::npos ? read
                                                                                                       : refused) += 1;
  }
  CHECK(read > 10'000);
  CHECK(refused > 10'000);
}

}  // namespace
}  // namespace torntape::scenarios
