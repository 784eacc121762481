#include "topology/directory.hpp"

#include <catch2/catch.hpp>

#include "specs.hpp"

namespace torntape::topology {
namespace {

using namespace testing;

Network three_stations() {
  NetworkSpec spec;
  spec.stations = {relay("RUEH"), post("RUEHBS"), post("RUEHC")};
  spec.stations[1].addressees = {"AMEMBASSY BRUSSELS", "USEU BRUSSELS"};
  spec.stations[2].addressees = {"SECSTATE WASHDC"};
  return built(spec);
}

TEST_CASE("a directory lists every station's addressees in their order") {
  const Network network = three_stations();
  const Directory directory(network);
  CHECK(directory.size() == 4);
  CHECK(directory.count(0) == 1);
  CHECK(directory.count(1) == 2);
  CHECK(directory.count(2) == 1);
  CHECK(directory.name(directory.first(0)) == "RUEH");
  CHECK(directory.name(directory.first(1)) == "AMEMBASSY BRUSSELS");
  CHECK(directory.name(directory.first(1) + 1) == "USEU BRUSSELS");
  CHECK(directory.name(directory.first(2)) == "SECSTATE WASHDC");
  for (AddresseeId id = 0; id < directory.size(); ++id) {
    const StationId station = directory.station(id);
    CHECK(id >= directory.first(station));
    CHECK(id < directory.first(station) + directory.count(station));
  }
}

TEST_CASE("a name that a station does not list is added once, beside its own") {
  const Network network = three_stations();
  Directory directory(network);
  CHECK(directory.find_or_add(1, "USEU BRUSSELS") == directory.first(1) + 1);
  CHECK(directory.size() == 4);
  const AddresseeId added = directory.find_or_add(1, "USNATO");
  CHECK(added == 4);
  CHECK(directory.station(added) == 1);
  CHECK(directory.name(added) == "USNATO");
  CHECK(directory.find_or_add(1, "USNATO") == added);
  const AddresseeId elsewhere = directory.find_or_add(2, "USNATO");
  CHECK(elsewhere != added);
  CHECK(directory.station(elsewhere) == 2);
  CHECK(directory.find_or_add(1, "usnato") != added);
  CHECK(directory.count(1) == 2);
  CHECK(directory.count(2) == 1);
}

}  // namespace
}  // namespace torntape::topology
