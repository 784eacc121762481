#include "sim/addressing.hpp"

#include <catch2/catch.hpp>

#include "plans.hpp"

namespace torntape::sim {
namespace {

using namespace testing;

constexpr auto kFlash = Precedence::flash;
constexpr auto kImmediate = Precedence::immediate;
constexpr auto kPriority = Precedence::priority;
constexpr auto kRoutine = Precedence::routine;

/// RUEH with posts RUEHA to RUEHF; RUCNAB is RUEHA and RUEHB, RUCNBC is RUEHB and RUEHC, both to be expanded at the
/// origin; RUCNDE is RUEHD and RUEHE, RUCNEF is RUEHE and RUEHF, both to be expanded at RUEH. RUEHC has two addressees.
struct Desk {
  std::unique_ptr<Plan> plan = plan_of(
      "name: addressing\n"
      "network:\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB}, {ri: RUEHC, addressees: [ONE, TWO]}, "
      "{ri: RUEHD}, {ri: RUEHE}, {ri: RUEHF}]\n"
      "  collectives:\n"
      "    - {ri: RUCNAB, members: [RUEHA, RUEHB]}\n"
      "    - {ri: RUCNBC, members: [RUEHB, RUEHC]}\n"
      "    - {ri: RUCNDE, members: [RUEHD, RUEHE], expand_at: RUEH}\n"
      "    - {ri: RUCNEF, members: [RUEHE, RUEHF], expand_at: RUEH}\n"
      "traffic: [{generate: {rate: 1 per day}}]\n"
      "run: {duration: 1 h}\n");
  Addressing addressing{plan->network, plan->directory};
  Draft draft;

  Target to(std::string_view letters, Precedence precedence, Role role = Role::action) const {
    const auto collective = plan->network.collective(topology::RoutingIndicator::parse(letters).value());
    if (collective) return {true, *collective, precedence, role};
    return {false, station(plan->network, letters), precedence, role};
  }
  Target info(std::string_view letters, Precedence precedence) const { return to(letters, precedence, Role::info); }

  std::string line(std::string_view origin, const std::vector<Target>& targets) {
    draft.origin = station(plan->network, origin);
    addressing.address(targets, draft);
    return line_text(plan->network, draft);
  }
};

TEST_CASE("a line has each station once, in order of first mention") {
  Desk desk;
  CHECK(desk.line("RUEHF", {desk.to("RUEHC", kRoutine), desk.info("RUEHA", kPriority)}) == "RUEHC/Ra RUEHA/Pi");
  CHECK(desk.draft.precedence == kPriority);
  CHECK(desk.draft.deliveries == 3);
}

TEST_CASE("a station addressed twice counts at the higher precedence, at equal ones as action") {
  Desk desk;
  CHECK(desk.line("RUEHF", {desk.to("RUEHA", kRoutine), desk.to("RUEHB", kRoutine), desk.info("RUEHA", kPriority)}) ==
        "RUEHA/Pi RUEHB/Ra");
  CHECK(desk.line("RUEHF", {desk.to("RUEHA", kImmediate), desk.info("RUEHA", kPriority)}) == "RUEHA/Oa");
  CHECK(desk.line("RUEHF", {desk.to("RUEHA", kPriority), desk.info("RUEHA", kPriority)}) == "RUEHA/Pa");
  CHECK(desk.line("RUEHF", {desk.info("RUEHA", kPriority), desk.to("RUEHA", kPriority)}) == "RUEHA/Pa");
  CHECK(desk.draft.deliveries == 1);
}

TEST_CASE("the origin is dropped, and its line does not count for the message's precedence") {
  Desk desk;
  CHECK(desk.line("RUEHA", {desk.to("RUEHA", kFlash), desk.to("RUEHB", kRoutine)}) == "RUEHB/Ra");
  CHECK(desk.draft.precedence == kRoutine);
  CHECK(desk.draft.deliveries == 1);
  CHECK(desk.line("RUEHA", {desk.to("RUEHA", kFlash)}).empty());
  CHECK(desk.draft.deliveries == 0);
}

TEST_CASE("one call leaves nothing behind for the next") {
  Desk desk;
  desk.line("RUEHF", {desk.to("RUEHA", kFlash), desk.to("RUCNDE", kFlash)});
  CHECK(desk.line("RUEHB", {desk.info("RUEHA", kRoutine)}) == "RUEHA/Ri");
  CHECK(desk.draft.precedence == kRoutine);
  CHECK(desk.draft.groups_used == 0);
  CHECK(desk.draft.deliveries == 1);
}

TEST_CASE("a collective expanded at the origin has its members in its place, with its line's role and precedence") {
  Desk desk;
  CHECK(desk.line("RUEHF", {desk.to("RUEHD", kRoutine), desk.info("RUCNBC", kPriority), desk.to("RUEHE", kRoutine)}) ==
        "RUEHD/Ra RUEHB/Pi RUEHC/Pi RUEHE/Ra");
  CHECK(desk.draft.deliveries == 5);
  CHECK(desk.draft.groups_used == 0);
}

TEST_CASE("a collective to be expanded elsewhere stands on the line at its members' highest precedence") {
  Desk desk;
  CHECK(desk.line("RUEHA", {desk.info("RUCNDE", kPriority), desk.to("RUEHB", kImmediate)}) ==
        "RUCNDE/P@RUEH(RUEHD/Pi RUEHE/Pi) RUEHB/Oa");
  CHECK(desk.draft.groups_used == 1);
  CHECK(desk.draft.deliveries == 3);
}

TEST_CASE("a collective is expanded at the origin where that is the place") {
  Desk desk;
  CHECK(desk.line("RUEH", {desk.info("RUCNDE", kPriority), desk.to("RUEHB", kImmediate)}) ==
        "RUEHD/Pi RUEHE/Pi RUEHB/Oa");
  CHECK(desk.draft.groups_used == 0);
}

TEST_CASE("a member that is also addressed by itself leaves the collective and keeps the higher precedence") {
  Desk desk;
  CHECK(desk.line("RUEHA", {desk.info("RUCNDE", kPriority), desk.to("RUEHD", kRoutine)}) ==
        "RUCNDE/P@RUEH(RUEHE/Pi) RUEHD/Pi");
  CHECK(desk.line("RUEHA", {desk.to("RUEHE", kFlash), desk.info("RUCNDE", kPriority)}) ==
        "RUEHE/Za RUCNDE/P@RUEH(RUEHD/Pi)");
  CHECK(desk.line("RUEHF", {desk.info("RUCNAB", kPriority), desk.to("RUEHA", kPriority)}) == "RUEHB/Pi RUEHA/Pa");
  CHECK(desk.draft.deliveries == 2);
}

TEST_CASE("a collective whose members are all addressed by themselves leaves the line") {
  Desk desk;
  CHECK(desk.line("RUEHA", {desk.info("RUCNDE", kPriority), desk.to("RUEHD", kRoutine), desk.to("RUEHE", kRoutine)}) ==
        "RUEHD/Pi RUEHE/Pi");
  CHECK(desk.draft.groups_used == 0);
  CHECK(desk.draft.deliveries == 2);
}

TEST_CASE("the origin is left out of a collective") {
  Desk desk;
  CHECK(desk.line("RUEHA", {desk.to("RUCNAB", kRoutine)}) == "RUEHB/Ra");
  CHECK(desk.line("RUEHD", {desk.to("RUCNDE", kRoutine)}) == "RUCNDE/R@RUEH(RUEHE/Ra)");
  CHECK(desk.draft.deliveries == 1);
}

TEST_CASE("a member of two collectives belongs to the first, at the higher precedence") {
  Desk desk;
  CHECK(desk.line("RUEHF", {desk.info("RUCNAB", kRoutine), desk.to("RUCNBC", kPriority)}) ==
        "RUEHA/Ri RUEHB/Pa RUEHC/Pa");
  CHECK(desk.line("RUEHA", {desk.info("RUCNDE", kRoutine), desk.to("RUCNEF", kPriority)}) ==
        "RUCNDE/P@RUEH(RUEHD/Ri RUEHE/Pa) RUCNEF/P@RUEH(RUEHF/Pa)");
  CHECK(desk.draft.groups_used == 2);
  CHECK(desk.draft.deliveries == 3);
  CHECK(desk.draft.precedence == kPriority);
}

TEST_CASE("the same collective twice is one") {
  Desk desk;
  CHECK(desk.line("RUEHA", {desk.info("RUCNDE", kPriority), desk.to("RUCNDE", kRoutine)}) ==
        "RUCNDE/P@RUEH(RUEHD/Pi RUEHE/Pi)");
}

}  // namespace
}  // namespace torntape::sim
