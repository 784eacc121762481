#include "sim/replay.hpp"

#include <catch2/catch.hpp>

#include "plans.hpp"

namespace torntape::sim {
namespace {

using namespace testing;

constexpr auto kImmediate = Precedence::immediate;
constexpr auto kPriority = Precedence::priority;
constexpr auto kRoutine = Precedence::routine;

/// RUEH with posts RUEHA to RUEHE; RUEHB serves B ONE and B TWO. RUCNBCD is RUEHB, RUEHC and RUEHD, expanded at RUEH.
struct Office {
  std::unique_ptr<Plan> plan = plan_of(
      "name: telegrams\n"
      "network:\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB, addressees: [B ONE, B TWO]}, "
      "{ri: RUEHC, addressees: [C]}, {ri: RUEHD, addressees: [D]}, {ri: RUEHE, addressees: [E]}]\n"
      "  collectives: [{ri: RUCNBCD, members: [RUEHB, RUEHC, RUEHD], expand_at: RUEH}]\n"
      "traffic: [{generate: {rate: 1 per day}}]\n"
      "run: {duration: 1 h}\n");
  std::vector<std::string> exempted;
  std::vector<StationId> order;
  Draft draft;

  NamedTarget line(std::string_view letters, std::string_view name, Precedence precedence, Role role) {
    const StationId id = station(plan->network, letters);
    return {{false, id, precedence, role}, plan->directory.find_or_add(id, name)};
  }
  NamedTarget collective(Precedence precedence, Role role) const { return {{true, 0, precedence, role}, kNone}; }

  void address(const std::vector<NamedTarget>& lines) {
    draft.origin = station(plan->network, "RUEHA");
    address_telegram(plan->network, plan->directory, lines, exempted, order, plan->listings, draft);
  }

  std::string text(const topology::Destination& destination) const {
    const Tag tag(destination.tag);
    std::string text =
        plan->network.stations()[destination.station].ri.letters() + '/' + topology::letter(tag.precedence()) + '[';
    for (const Listed& listed : plan->listings[tag.index()]) {
      if (text.back() != '[') text += ", ";
      text += plan->directory.name(listed.addressee) + ' ' + topology::letter(listed.precedence) +
              (listed.role == Role::action ? 'a' : 'i');
    }
    return text + ']';
  }
  std::string text() const {
    std::string all;
    for (const auto& destination : draft.line) {
      const Tag tag(destination.tag);
      if (!all.empty()) all += ' ';
      if (!tag.is_group()) {
        all += text(destination);
        continue;
      }
      all += std::string("RUCNBCD/") + topology::letter(tag.precedence()) + '(';
      for (const auto& member : draft.groups.at(tag.index()).members) {
        all += (all.back() == '(' ? "" : " ") + text(member);
      }
      all += ')';
    }
    return all;
  }
};

TEST_CASE("an address line reaches its addressee alone, declared or not") {
  Office office;
  office.address(
      {office.line("RUEHB", "B TWO", kPriority, Role::info), office.line("RUEHC", "NEW", kRoutine, Role::info)});
  CHECK(office.text() == "RUEHB/P[B TWO Pi] RUEHC/R[NEW Ri]");
  CHECK(office.draft.deliveries == 2);
}

TEST_CASE("two lines for one station make one entry at the higher precedence, each addressee keeping its own") {
  Office office;
  office.address({office.line("RUEHB", "B TWO", kPriority, Role::info), office.line("RUEHC", "C", kRoutine, Role::info),
                  office.line("RUEHB", "B ONE", kImmediate, Role::action),
                  office.line("RUEHB", "B TWO", kPriority, Role::action)});
  CHECK(office.text() == "RUEHB/O[B TWO Pa, B ONE Oa] RUEHC/R[C Ri]");
  CHECK(office.draft.deliveries == 3);
}

TEST_CASE("a line without a name reaches all addressees of its station") {
  Office office;
  NamedTarget all = office.line("RUEHB", "B ONE", kRoutine, Role::action);
  all.addressee = kNone;
  office.address({all});
  CHECK(office.text() == "RUEHB/R[B ONE Ra, B TWO Ra]");
  CHECK(office.draft.deliveries == 2);
}

TEST_CASE("a collective reaches all addressees of its members, in the order of the telegram's routing line") {
  Office office;
  office.address({office.collective(kPriority, Role::info), office.line("RUEHE", "E", kImmediate, Role::action)});
  CHECK(office.text() == "RUCNBCD/P(RUEHB/P[B ONE Pi, B TWO Pi] RUEHC/P[C Pi] RUEHD/P[D Pi]) RUEHE/O[E Oa]");
  CHECK(office.draft.deliveries == 5);
  office.order = {station(office.plan->network, "RUEHD"), station(office.plan->network, "RUEHC")};
  office.address({office.collective(kPriority, Role::info)});
  CHECK(office.text() == "RUCNBCD/P(RUEHD/P[D Pi] RUEHC/P[C Pi] RUEHB/P[B ONE Pi, B TWO Pi])");
}

TEST_CASE("an exempted name is left out of a collective, its station only where nobody else is left there") {
  Office office;
  office.exempted = {"B ONE", "D", "E"};
  office.address({office.collective(kPriority, Role::info), office.line("RUEHE", "E", kRoutine, Role::action)});
  CHECK(office.text() == "RUCNBCD/P(RUEHB/P[B TWO Pi] RUEHC/P[C Pi]) RUEHE/R[E Ra]");
  CHECK(office.draft.deliveries == 3);
}

TEST_CASE("a member that a line names leaves the collective and keeps all that reach it") {
  Office office;
  office.address({office.collective(kPriority, Role::info), office.line("RUEHB", "B TWO", kRoutine, Role::action)});
  CHECK(office.text() == "RUCNBCD/P(RUEHC/P[C Pi] RUEHD/P[D Pi]) RUEHB/P[B ONE Pi, B TWO Pi]");
  CHECK(office.draft.deliveries == 4);
}

TEST_CASE("an address at the origin is dropped") {
  Office office;
  office.address(
      {office.line("RUEHA", "RUEHA", kImmediate, Role::action), office.line("RUEHC", "C", kRoutine, Role::info)});
  CHECK(office.text() == "RUEHC/R[C Ri]");
  CHECK(office.draft.deliveries == 1);
}

TEST_CASE("telegrams are filed in order of time, equal times in the order given") {
  std::vector<Replayed> telegrams(4);
  const Time times[] = {30, 10, 30, 20};
  for (std::uint32_t i = 0; i < 4; ++i) {
    telegrams[i].filed = times[i];
    telegrams[i].draft.telegram = i;
  }
  const ReplayFactory factory(telegrams);
  const auto source = factory.make(Draws(1, 1));
  REQUIRE(source->streams() == 1);
  std::vector<std::uint32_t> order;
  std::vector<Time> filed;
  while (source->next(0) != kNever) {
    Draft draft;
    filed.push_back(source->next(0));
    source->file(0, draft);
    order.push_back(draft.telegram);
  }
  CHECK(order == std::vector<std::uint32_t>{1, 3, 0, 2});
  CHECK(filed == std::vector<Time>{10, 20, 30, 30});
}

}  // namespace
}  // namespace torntape::sim
