#include "sim/generator.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>

#include "sampling.hpp"

// The seeds are fixed, so each of these tests always passes or always fails. Bounds are four standard errors,
// chi-square and Kolmogorov-Smirnov values those exceeded once in a thousand.

namespace torntape::sim {
namespace {

using namespace testing;

constexpr std::size_t kMany = 40'000;

std::vector<Filed> many(const Plan& plan, std::size_t count = kMany) {
  return messages_of(plan, 0, "RUEHA", count);
}

std::vector<double> sizes_of(const std::string& characters) {
  std::vector<double> sizes;
  for (const Filed& message : many(*generating("rate: 1 per second, characters: " + characters))) {
    REQUIRE(message.draft.sections.size() == 1);
    sizes.push_back(message.draft.sections[0].characters);
  }
  return sizes;
}

/// Checks that a share `p` of `values`, give or take four standard errors, is at most `value`.
void check_share(const std::vector<double>& values, double value, double p) {
  const auto n = static_cast<double>(values.size());
  const auto below = std::count_if(values.begin(), values.end(), [&](double x) { return x <= value; });
  CAPTURE(value, p);
  CHECK(std::abs(static_cast<double>(below) / n - p) < 4 * std::sqrt(p * (1 - p) / n));
}

TEST_CASE("fixed sizes are fixed") {
  const auto sizes = sizes_of("{fixed: 1234}");
  CHECK(std::set<double>(sizes.begin(), sizes.end()) == std::set<double>{1234});
}

TEST_CASE("exponential sizes have their mean, deviation and quantiles") {
  const auto sizes = sizes_of("{exponential: 2000}");
  CHECK(std::abs(mean(sizes) - 2000) < 4 * 2000 / std::sqrt(kMany));
  CHECK(std::sqrt(variance(sizes)) == Approx(2000).epsilon(4 * std::sqrt(2.0 / kMany)));
  // A size is rounded: what is at most 200 was at most 200.5.
  for (const double size : {20.0, 200.0, 1386.0, 4605.0, 9210.0}) {
    check_share(sizes, size, 1 - std::exp(-(size + 0.5) / 2000));
  }
  CHECK(*std::min_element(sizes.begin(), sizes.end()) >= 1);
}

TEST_CASE("no message is shorter than one character") {
  const auto sizes = sizes_of("{exponential: 1}");
  CHECK(*std::min_element(sizes.begin(), sizes.end()) == 1);
  check_share(sizes, 1, 1 - std::exp(-1.5));
  check_share(sizes, 2, 1 - std::exp(-2.5));
}

TEST_CASE("lognormal sizes have their median, mean and quantiles") {
  const auto sizes = sizes_of("{lognormal: {median: 1500, sigma: 0.8}}");
  const double expected = 1500 * std::exp(0.32);
  const double deviation = expected * std::sqrt(std::exp(0.64) - 1);
  CHECK(std::abs(mean(sizes) - expected) < 4 * deviation / std::sqrt(kMany));
  for (const double size : {233.0, 538.0, 1500.0, 4182.0, 9645.0}) {
    check_share(sizes, size, std::erfc(-std::log((size + 0.5) / 1500) / 0.8 / std::sqrt(2)) / 2);
  }
}

TEST_CASE("empirical sizes come as often as their weights say") {
  std::map<double, double> counted;
  for (const double size : sizes_of("{empirical: [[500, 2], [1000, 6], [40, 1], [9000, 1]]}")) ++counted[size];
  CHECK(chi_square(counted, {{500, 0.2}, {1000, 0.6}, {40, 0.1}, {9000, 0.1}}) < 16.27);
}

TEST_CASE("messages are filed as a Poisson process") {
  const auto messages = many(*generating("rate: 2 per second"));
  std::vector<double> gaps;
  double last = 0;
  for (const Filed& message : messages) {
    gaps.push_back(seconds(message.filed) - last);
    last = seconds(message.filed);
  }
  CHECK(std::abs(mean(gaps) - 0.5) < 4 * 0.5 / std::sqrt(kMany));

  // The number in each of many windows has a variance as large as its mean.
  constexpr double kWindow = 10;
  std::vector<double> counts(static_cast<std::size_t>(last / kWindow), 0);
  for (const Filed& message : messages) {
    const auto window = static_cast<std::size_t>(seconds(message.filed) / kWindow);
    if (window < counts.size()) ++counts[window];
  }
  const double error = std::sqrt(2 / static_cast<double>(counts.size()));
  CHECK(std::abs(variance(counts) / mean(counts) - 1) < 4 * error);

  CHECK(kolmogorov(gaps, [](double gap) { return 1 - std::exp(-2 * gap); }) < 1.95);
}

TEST_CASE("each precedence has its share, and none where the share is 0") {
  std::map<Precedence, double> counted;
  const auto plan = generating("rate: 1 per day, precedence: {FLASH: 0.05, IMMEDIATE: 0.15, PRIORITY: 0.8}");
  for (const Filed& message : many(*plan)) ++counted[message.draft.precedence];
  CHECK(chi_square(counted, {{Precedence::flash, 0.05}, {Precedence::immediate, 0.15}, {Precedence::priority, 0.8}}) <
        13.82);
}

TEST_CASE("the figures of a message have nothing to do with each other, nor with those of the next") {
  const auto plan = generating(
      "rate: 1 per second, precedence: {FLASH: 0.5, ROUTINE: 0.5}, characters: {exponential: 1000}, "
      "addressees: {geometric: 3}",
      20);
  constexpr std::size_t kFigures = 5;
  const std::array<const char*, kFigures> names{"gap", "size", "precedence", "count", "first addressee"};
  std::array<std::vector<double>, 2 * kFigures> figures;  // of a message, then of the next
  Time last = 0;
  for (const Filed& message : many(*plan)) {
    const std::array<double, kFigures> own{
        seconds(message.filed - last), static_cast<double>(message.draft.sections[0].characters),
        static_cast<double>(message.draft.precedence), static_cast<double>(message.draft.line.size()),
        static_cast<double>(message.draft.line[0].station)};
    for (std::size_t i = 0; i < kFigures; ++i) {
      if (last > 0) figures[kFigures + i].push_back(own[i]);
      figures[i].push_back(own[i]);
    }
    last = message.filed;
  }
  for (std::size_t i = 0; i < kFigures; ++i) figures[i].pop_back();
  for (std::size_t i = 0; i < kFigures; ++i) {
    for (std::size_t j = i + 1; j < 2 * kFigures; ++j) {
      CAPTURE(names[i], names[j % kFigures], j >= kFigures);
      CHECK(std::abs(correlation(figures[i], figures[j])) < 4 / std::sqrt(kMany));
    }
  }
}

TEST_CASE("a geometric number of addressees has its mean") {
  const auto plan = generating("rate: 1 per day, addressees: {geometric: 1.5}", 26);
  std::vector<double> counts;
  for (const Filed& message : many(*plan)) counts.push_back(static_cast<double>(message.draft.line.size()));
  CHECK(std::abs(mean(counts) - 1.5) < 4 * std::sqrt(0.75 / kMany));
  CHECK(variance(counts) == Approx(0.75).epsilon(0.1));
}

TEST_CASE("a geometric number of addressees is capped at the candidates") {
  // Four candidates besides the origin: P(k) = (2/3)^(k-1) / 3 for k from 1 to 3, the rest is 4.
  std::map<std::size_t, double> counted;
  for (const Filed& message : many(*generating("rate: 1 per day, addressees: {geometric: 3}"))) {
    ++counted[message.draft.line.size()];
  }
  CHECK(chi_square(counted, {{1, 1 / 3.0}, {2, 2 / 9.0}, {3, 4 / 27.0}, {4, 8 / 27.0}}) < 16.27);
}

TEST_CASE("a mean of one addressee is always one") {
  for (const Filed& message : many(*generating("rate: 1 per day, addressees: {geometric: 1}"), 1000)) {
    REQUIRE(message.draft.line.size() == 1);
  }
}

TEST_CASE("addressees are drawn without repeats, never the origin, each as often") {
  const auto plan = generating("rate: 1 per day, addressees: 3");
  const StationId origin = station(plan->network, "RUEHA");
  std::map<std::set<StationId>, double> counted;
  for (const Filed& message : many(*plan)) {
    std::set<StationId> reached;
    for (const auto& destination : message.draft.line) reached.insert(destination.station);
    if (message.draft.line.size() != 3 || reached.size() != 3 || reached.contains(origin)) FAIL("a line is wrong");
    if (message.draft.deliveries != 3) FAIL("deliveries: " << message.draft.deliveries);
    ++counted[reached];
  }
  CHECK(counted.size() == 4);
  std::map<std::set<StationId>, double> shares;
  for (const auto& [reached, count] : counted) shares[reached] = 0.25;
  CHECK(chi_square(counted, shares) < 16.27);
}

TEST_CASE("all candidates are reached where all are wanted, in every order") {
  const auto plan = generating("rate: 1 per day, addressees: 4");
  std::map<std::vector<StationId>, double> counted;
  for (const Filed& message : many(*plan)) {
    std::vector<StationId> order;
    for (const auto& destination : message.draft.line) order.push_back(destination.station);
    ++counted[order];
  }
  std::map<std::vector<StationId>, double> shares;
  for (const auto& [order, count] : counted) {
    shares[order] = 1 / 24.0;
    CHECK(std::set<StationId>(order.begin(), order.end()).size() == 4);
  }
  CHECK(counted.size() == 24);
  CHECK(chi_square(counted, shares) < 49.73);
}

TEST_CASE("addressees are drawn by their weights, the next among those left") {
  const auto plan = generating("rate: 1 per day, addressees: 2, to: {RUEHA: 4, RUEHB: 1, RUEHC: 2, RUEHD: 5}");
  const std::map<StationId, double> weights{
      {station(plan->network, "RUEHB"), 1}, {station(plan->network, "RUEHC"), 2}, {station(plan->network, "RUEHD"), 5}};
  std::map<std::pair<StationId, StationId>, double> shares;
  for (const auto& [first, weight] : weights) {
    for (const auto& [second, other] : weights) {
      if (first != second) shares[{first, second}] = weight / 8 * other / (8 - weight);
    }
  }
  std::map<std::pair<StationId, StationId>, double> counted;
  for (const Filed& message : many(*plan)) {
    ++counted[{message.draft.line.at(0).station, message.draft.line.at(1).station}];
  }
  CHECK(chi_square(counted, shares) < 20.52);
}

TEST_CASE("one overwhelming weight leaves the others their shares") {
  const auto plan = generating("rate: 1 per day, addressees: 2, to: {RUEHB: 100000000, RUEHC: 1, RUEHD: 3}");
  const StationId heavy = station(plan->network, "RUEHB");
  std::map<StationId, double> counted;
  for (const Filed& message : many(*plan, 10'000)) {
    if (message.draft.line.at(0).station == heavy) ++counted[message.draft.line.at(1).station];
  }
  CHECK(chi_square(counted, {{station(plan->network, "RUEHC"), 0.25}, {station(plan->network, "RUEHD"), 0.75}}) <
        10.83);
}

TEST_CASE("the first addressees are action, the rest info, one step lower where it is said") {
  const auto roles = [](const std::string& keys) {
    std::set<std::string> seen;
    for (const Filed& message : many(*generating("rate: 1 per day, addressees: 3, " + keys), 200)) {
      seen.insert(roles_of(message.draft));
    }
    return seen;
  };
  const std::string mix = "precedence: {FLASH: 0.4, PRIORITY: 0.3, ROUTINE: 0.3}";
  CHECK(roles(mix) == std::set<std::string>{"Za Za Za", "Pa Pa Pa", "Ra Ra Ra"});
  CHECK(roles(mix + ", info_precedence: lower") == std::set<std::string>{"Za Za Za", "Pa Pa Pa", "Ra Ra Ra"});
  CHECK(roles(mix + ", action: 2") == std::set<std::string>{"Za Za Zi", "Pa Pa Pi", "Ra Ra Ri"});
  CHECK(roles(mix + ", action: 1, info_precedence: lower") ==
        std::set<std::string>{"Za Oi Oi", "Pa Ri Ri", "Ra Ri Ri"});
  CHECK(roles(mix + ", action: 3, info_precedence: same") == std::set<std::string>{"Za Za Za", "Pa Pa Pa", "Ra Ra Ra"});
  CHECK(roles(mix + ", action: 9") == std::set<std::string>{"Za Za Za", "Pa Pa Pa", "Ra Ra Ra"});
}

TEST_CASE("every addressee of a station counts as a delivery") {
  const auto plan = plan_of(
      "name: addressees\n"
      "network: {stations: [{ri: RUEH, relay: true}, {ri: RUEHA}, {ri: RUEHB, addressees: [ONE, TWO, THREE]}]}\n"
      "traffic: [{generate: {from: [RUEHA], rate: 1 per day, to: [RUEHB]}}]\n"
      "run: {duration: 1 h}\n");
  CHECK(many(*plan, 1).at(0).draft.deliveries == 3);
}

}  // namespace
}  // namespace torntape::sim
