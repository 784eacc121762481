// To whom generated messages go, at what precedence, in how many sections; and what MINIMIZE leaves of them.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "sampling.hpp"

namespace torntape::sim {
namespace {

using namespace testing;

constexpr std::size_t kMany = 40'000;

std::vector<Filed> many(const Plan& plan, std::size_t count = kMany) {
  return messages_of(plan, 0, "RUEHA", count);
}

double below(double value, double median, double sigma) {
  return std::erfc(-std::log(value / median) / sigma / std::sqrt(2)) / 2;
}

TEST_CASE("a lognormal number of addressees is one to the nearest whole number") {
  std::map<std::size_t, double> counted;
  for (const Filed& message :
       many(*generating("rate: 1 per hour, addressees: {lognormal: {median: 5, sigma: 0.82}}", 26))) {
    ++counted[message.draft.line.size()];
  }
  std::map<std::size_t, double> shares;
  for (std::size_t n = 1; n <= 25; ++n) {
    const auto number = static_cast<double>(n);
    shares[n] = (n == 25 ? 1 : below(number + 0.5, 5, 0.82)) - (n == 1 ? 0 : below(number - 0.5, 5, 0.82));
  }
  CHECK(chi_square(counted, shares) < 51.18);  // 24 degrees of freedom
}

TEST_CASE("an empirical number of addressees comes as often as its weight says") {
  std::map<std::size_t, double> counted;
  for (const Filed& message :
       many(*generating("rate: 1 per hour, addressees: {empirical: [[1, 2], [3, 1], [99, 1]]}"))) {
    ++counted[message.draft.line.size()];
  }
  CHECK(chi_square(counted, {{1, 0.5}, {3, 0.25}, {4, 0.25}}) < 13.82);  // 99 are capped at four
}

TEST_CASE("the number of action addressees may be drawn") {
  std::map<std::string, double> counted;
  for (const Filed& message : many(*generating("rate: 1 per hour, precedence: {PRIORITY: 1}, addressees: 3, action: "
                                               "{empirical: [[1, 6], [2, 3], [7, 1]]}"))) {
    ++counted[roles_of(message.draft)];
  }
  CHECK(chi_square<std::string>(counted, {{"Pa Pi Pi", 0.6}, {"Pa Pa Pi", 0.3}, {"Pa Pa Pa", 0.1}}) < 13.82);
}

TEST_CASE("info precedences are drawn by the message's, each for itself") {
  std::map<std::string, double> counted;
  for (const Filed& message : many(*generating(
           "rate: 1 per hour, precedence: {FLASH: 0.2, IMMEDIATE: 0.8}, addressees: 3, action: 1, info_precedence: "
           "{IMMEDIATE: {IMMEDIATE: 0.2, PRIORITY: 0.3, ROUTINE: 0.5}}"))) {
    ++counted[roles_of(message.draft)];
  }
  std::map<std::string, double> shares{{"Za Zi Zi", 0.2}};
  const std::map<std::string, double> own{{"Oi", 0.2}, {"Pi", 0.3}, {"Ri", 0.5}};
  for (const auto& [first, share] : own) {
    for (const auto& [second, other] : own) shares["Oa " + first + " " + second] = 0.8 * share * other;
  }
  CHECK(chi_square(counted, shares) < 27.88);  // 9 degrees of freedom
}

TEST_CASE("observed info precedences") {
  std::map<std::string, double> counted;
  for (const Filed& message : many(*generating(
           "rate: 1 per hour, precedence: observed, addressees: 2, action: 1, info_precedence: observed"))) {
    ++counted[roles_of(message.draft)];
  }
  CHECK(chi_square<std::string>(counted, {{"Za Zi", 0.0002},
                                          {"Oa Oi", 0.319 * 0.23},
                                          {"Oa Pi", 0.319 * 0.33},
                                          {"Oa Ri", 0.319 * 0.44},
                                          {"Pa Pi", 0.409 / 2},
                                          {"Pa Ri", 0.409 / 2},
                                          {"Ra Ri", 0.2718}}) < 22.46);
}

TEST_CASE("sections come as often as their weights say, and share the length") {
  std::map<std::size_t, double> counted;
  const auto whole = many(*generating("rate: 1 per hour, characters: {exponential: 20}"));
  const auto split = many(*generating("rate: 1 per hour, characters: {exponential: 20}, sections: {1: 5, 2: 3, 7: 2}"));
  for (std::size_t i = 0; i < split.size(); ++i) {
    const std::vector<Section>& sections = split[i].draft.sections;
    std::uint32_t sum = 0;
    for (std::size_t k = 0; k < sections.size(); ++k) {
      if (sections[k].number != k + 1) FAIL("a section's number");
      if (sections[k].characters == 0) FAIL("an empty section");
      if (sections[k].characters + 1 < sections[0].characters || sections[k].characters > sections[0].characters) {
        FAIL("sections as long as each other to one character");
      }
      sum += sections[k].characters;
    }
    if (sum != whole[i].draft.sections.at(0).characters) FAIL("the length is another");
    if (sum >= 7) ++counted[sections.size()];
    if (sum < sections.size()) FAIL("more sections than characters");
  }
  CHECK(chi_square(counted, {{1, 0.5}, {2, 0.3}, {7, 0.2}}) < 13.82);
}

TEST_CASE("sections as observed") {
  std::map<std::size_t, double> counted;
  for (const Filed& message : many(*generating("rate: 1 per hour, characters: 5000, sections: observed"))) {
    const std::size_t count = message.draft.sections.size();
    ++counted[count > 10 ? 11 : count > 5 ? 6 : count];
  }
  CHECK(chi_square(counted, {{1, .255}, {2, .365}, {3, .21}, {4, .095}, {5, .041}, {6, .028}, {11, .006}}) < 22.46);
}

TEST_CASE("action and info addressees are drawn by weights of their own, nobody twice") {
  // Action: RUEHB 3, RUEHC 1. Info: RUEHC 2, RUEHD 1, RUEHE 1, RUEHA never, for it is the origin.
  const auto plan = generating(
      "rate: 1 per hour, precedence: {ROUTINE: 1}, addressees: 3, action: 1, to: {RUEHA: 9, RUEHB: 3, RUEHC: 1}, "
      "info_to: {RUEHA: 5, RUEHC: 2, RUEHD: 1, RUEHE: 1}");
  std::map<std::string, double> counted;
  for (const Filed& message : many(*plan)) ++counted[line_text(plan->network, message.draft)];
  std::map<std::string, double> shares;
  const std::map<char, double> info{{'C', 2}, {'D', 1}, {'E', 1}};
  for (const auto& [action, chance] : std::map<char, double>{{'B', 0.75}, {'C', 0.25}}) {
    double total = 0;
    for (const auto& [ri, weight] : info) total += ri == action ? 0 : weight;
    for (const auto& [first, weight] : info) {
      for (const auto& [second, other] : info) {
        if (first == action || second == action || first == second) continue;
        shares[std::string("RUEH") + action + "/Ra RUEH" + first + "/Ri RUEH" + second + "/Ri"] =
            chance * weight / total * other / (total - weight);
      }
    }
  }
  CHECK(shares.size() == 8);
  CHECK(chi_square(counted, shares) < 24.32);  // 7 degrees of freedom
}

TEST_CASE("so many messages carry a collective, by weight, expanded where it is said") {
  const std::string network =
      ", collectives: [{ri: RUCNA, members: [RUEHA, RUEHB, RUEHC], expand_at: RUEH}, {ri: RUCNB, members: [RUEHD]}]";
  const auto plan = generating(
      "rate: 1 per hour, precedence: {PRIORITY: 1}, info_precedence: lower, addressees: 1, action: 1, to: [RUEHB], "
      "collectives: {share: 60 %, of: {RUCNA: 3, RUCNB: 1}}",
      5, network);
  std::map<std::string, double> counted;
  for (const Filed& message : many(*plan)) {
    ++counted[line_text(plan->network, message.draft)];
    const std::size_t reached = message.draft.line.size();
    if (message.draft.deliveries != reached) FAIL("deliveries: " << message.draft.deliveries);
  }
  // RUEHA is the origin and RUEHB is named by itself.
  CHECK(chi_square<std::string>(
            counted, {{"RUEHB/Pa", 0.4}, {"RUEHB/Pa RUCNA/R@RUEH(RUEHC/Ri)", 0.45}, {"RUEHB/Pa RUEHD/Ri", 0.15}}) <
        13.82);
}

TEST_CASE("a collective changes nothing else of a message") {
  const std::string network = ", collectives: [{ri: RUCNA, members: [RUEHB, RUEHC]}]";
  const auto without = many(*generating("rate: 1 per hour, sections: 2"), 500);
  const auto with = many(*generating("rate: 1 per hour, sections: 2, collectives: 50 %", 5, network), 500);
  for (std::size_t i = 0; i < without.size(); ++i) {
    const auto& own = without[i].draft.line;
    if (without[i].filed != with[i].filed || own.size() > with[i].draft.line.size()) FAIL("message " << i);
    for (std::size_t k = 0; k < own.size(); ++k) {
      if (own[k].station != with[i].draft.line[k].station) FAIL("message " << i);
    }
  }
}

TEST_CASE("MINIMIZE keeps the shares that it is to keep, while it holds, and leaves what it keeps as it was") {
  const std::string keys = "rate: 100 per hour, precedence: {FLASH: 0.1, IMMEDIATE: 0.2, PRIORITY: 0.3, ROUTINE: 0.4}";
  const auto all = many(*generating(keys));
  const auto kept =
      many(*generating(keys, 5, "", "minimize: {at: 50 h, for: 200 h, keep: {PRIORITY: 60 %, ROUTINE: 20 %}}\n"));
  std::map<Time, const Filed*> before;
  for (const Filed& message : all) before[message.filed] = &message;
  std::array<double, 4> filed{};
  std::array<double, 4> cut{};
  const Time from = 50 * 3600 * kSecond;
  const Time until = 250 * 3600 * kSecond;
  std::size_t outside = 0;
  for (const Filed& message : all) {
    if (message.filed < from || (message.filed >= until && message.filed <= 300 * 3600 * kSecond)) ++outside;
    if (message.filed >= from && message.filed < until) ++filed[static_cast<std::size_t>(message.draft.precedence)];
  }
  for (const Filed& message : kept) {
    if (message.filed > all.back().filed) continue;
    if (!before.contains(message.filed)) FAIL("filed only under MINIMIZE");
    const Draft& draft = before.at(message.filed)->draft;
    if (line_text(generating(keys)->network, draft) != line_text(generating(keys)->network, message.draft)) {
      FAIL("changed under MINIMIZE");
    }
    if (message.filed < from || (message.filed >= until && message.filed <= 300 * 3600 * kSecond)) --outside;
    if (message.filed >= from && message.filed < until) ++cut[static_cast<std::size_t>(message.draft.precedence)];
    if (message.filed > 300 * 3600 * kSecond) break;
  }
  CHECK(outside == 0);
  CHECK(cut[0] == filed[0]);
  CHECK(cut[1] == filed[1]);
  CHECK(std::abs(cut[2] - 0.6 * filed[2]) < 4 * std::sqrt(0.24 * filed[2]));
  CHECK(std::abs(cut[3] - 0.2 * filed[3]) < 4 * std::sqrt(0.16 * filed[3]));
}

TEST_CASE("under stress a share of each precedence moves up one step, and is kept by the new one") {
  const std::string keys = "rate: 1 per hour, precedence: {FLASH: 0.1, IMMEDIATE: 0.2, PRIORITY: 0.3, ROUTINE: 0.4}";
  const auto mix = [&](const std::string& minimize) {
    std::map<Precedence, double> counted;
    for (const Filed& message : many(*generating(keys, 5, "", "minimize: " + minimize + "\n"))) {
      ++counted[message.draft.precedence];
    }
    return counted;
  };
  const std::map<Precedence, double> raised{{Precedence::flash, 0.1 + 0.02},
                                            {Precedence::immediate, 0.18 + 0.03},
                                            {Precedence::priority, 0.27 + 0.04},
                                            {Precedence::routine, 0.36}};
  CHECK(chi_square(mix("{raise: 10 %}"), raised) < 16.27);
  std::map<Precedence, double> shares{{Precedence::flash, 0.1},
                                      {Precedence::immediate, 0.2},
                                      {Precedence::priority, (0.3 + 0.2) / 2},
                                      {Precedence::routine, 0.2 / 10}};
  double sum = 0;
  for (const auto& [precedence, share] : shares) sum += share;
  for (auto& [precedence, share] : shares) share /= sum;
  CHECK(chi_square(mix("{raise: {ROUTINE: 50 %}, keep: {PRIORITY: 50 %, ROUTINE: 10 %}}"), shares) < 16.27);
}

/// How many messages RUEHA files in 100 hours at 100 an hour.
double filed_under(const std::string& minimize) {
  const std::string network =
      "network: {stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEK, relay: true}, {ri: RUEKA}], circuits: "
      "[{between: [RUEH, RUEK]}]}\n";
  const auto plan =
      plan_of("name: orders\n" + network + "traffic: [{generate: {from: [RUEHA], rate: 100 per hour}}]\n" + minimize +
              "run: {duration: 100 h}\n");
  const auto source = plan->traffic[0]->make(Draws(1, 1));
  Draft draft;
  double filed = 0;
  for (; source->next(0) < 100 * 3600 * kSecond; ++filed) source->file(0, draft);
  return filed;
}

TEST_CASE("MINIMIZE binds whom it names") {
  const double all = filed_under("");
  CHECK(all > 9000);
  CHECK(filed_under("minimize: {from: [RUEKA, RUEK*, RUEH], keep: 0}\n") == all);
  CHECK(filed_under("minimize: {from: [RUEHA], keep: 0}\n") == 0);
  CHECK(filed_under("minimize: {from: [RUE*], keep: 0}\n") == 0);
  CHECK(filed_under("minimize: {at: 50 h, from: [RUEH*], keep: 0}\n") == Approx(all / 2).epsilon(0.05));
}

TEST_CASE("where two orders hold, each cuts what the first left") {
  const double all = filed_under("");
  const double kept = filed_under("minimize: [{keep: 50 %}, {keep: 40 %}, {at: 200 h, keep: 0}]\n");
  CHECK(std::abs(kept - 0.2 * all) < 4 * std::sqrt(all * 0.16));
  // The second order alone draws the same numbers as beside the first.
  CHECK(kept <= filed_under("minimize: [{keep: 1}, {keep: 40 %}]\n"));
  CHECK(filed_under("minimize: [{keep: 1}, {keep: 40 %}]\n") < 0.45 * all);
}

}  // namespace
}  // namespace torntape::sim
