#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

constexpr std::array<const char*, 4> kWords{"FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE"};
constexpr std::array<double, 4> kShares{0.1, 0.2, 0.3, 0.4};
constexpr int kReplications = 30;
constexpr double kStudent = 2.045229642;  // 0.975 quantile at 29 degrees of freedom

/// One circuit with a mean transmission of 1 s.
struct Line {
  const char* characters;  ///< the key's value, mean 20,000
  double variation;        ///< squared coefficient of variation of the transmission: 1 exponential, 0 fixed
  int channels = 1;
  double load = 0.5;         ///< of each channel
  int duration_s = 100'000;  ///< of one replication
};

std::string scenario_of(const Line& line) {
  const double rate = line.load * line.channels;
  return "name: one circuit\nnetwork:\n  stations: [{ri: RUEH, relay: true}, {ri: RUEHA}]\n"
         "  circuits:\n    - {between: [RUEH, RUEHA], rate: 160 kbps, channels: " +
         std::to_string(line.channels) +
         "}\ntraffic:\n  - generate:\n      from: [RUEHA]\n      to: {RUEH: 1}\n      addressees: 1\n      rate: " +
         std::to_string(rate) + " per second\n      characters: " + line.characters +
         "\n      precedence: {FLASH: 0.1, IMMEDIATE: 0.2, PRIORITY: 0.3, ROUTINE: 0.4}\n"
         "run: {duration: " +
         std::to_string(line.duration_s) + " s, warmup: 5000 s, replications: " + std::to_string(kReplications) + "}\n";
}

/// The chance that all channels are busy: the load with one, Erlang's second formula with more.
double chance_of_waiting(int channels, double load) {
  const double offered = load * channels;
  double term = 1;
  double sum = 0;
  for (int k = 0; k < channels; ++k) {
    sum += term;
    term *= offered / (k + 1);
  }
  const double last = term / (1 - load);
  return last / (sum + last);
}

/// Mean time from filing to delivery by precedence: Cobham 1954, non-preemptive priorities, one common distribution of
/// transmission times. Exact for one channel, and for several where the distribution is exponential.
std::array<double, 4> cobham(const Line& line) {
  const double remaining = chance_of_waiting(line.channels, line.load) * (1 + line.variation) / 2 / line.channels;
  std::array<double, 4> means{};
  double above = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    const double to_here = above + line.load * kShares[k];
    means[k] = remaining / ((1 - above) * (1 - to_here)) + 1;
    above = to_here;
  }
  return means;
}

/// Fails where the mean of a precedence is more than 5 standard errors from the exact one (chance 3e-5 in a correct
/// program), and where 7 standard errors are more than 2 % of it, so that an error of 2 % might not show.
void compare_with_theory(const Line& line) {
  const TemporaryFolder folder;
  const Outcome run =
      run_torntape({"run", folder.write("scenario.yaml", scenario_of(line)), "--json", "--quiet"}, 1200);
  INFO(run.err);
  REQUIRE(run.exit_code == 0);
  const nlohmann::json json = nlohmann::json::parse(run.out);
  CHECK(json.at("undelivered") == 0);
  std::map<std::string, nlohmann::json> rows;
  for (const nlohmann::json& row : json.at("latency")) {
    if (row.at("role") == "action") rows[row.at("precedence")] = row;
  }
  const std::array<double, 4> exact = cobham(line);
  for (std::size_t k = 0; k < 4; ++k) {
    const nlohmann::json& row = rows.at(kWords[k]);
    const double low = row.at("ci95_s").at(0).get<double>();
    const double high = row.at("ci95_s").at(1).get<double>();
    const double error = (high - low) / 2 / kStudent;
    INFO(line.characters << ", load " << line.load << ", channels " << line.channels << ": " << row.dump());
    CHECK(std::abs((low + high) / 2 - exact[k]) < 5 * error);
    CHECK(row.at("mean_s").get<double>() == Approx(exact[k]).epsilon(0.02));
    CHECK(7 * error < 0.02 * exact[k]);
  }
}

}  // namespace

TEST_CASE("the formulas give the textbook's figures") {
  // M/M/1 at load 0.5 without classes: 2 s; the classes' mean, by shares, is the same by the conservation law.
  const std::array<double, 4> means = cobham({"", 1});
  double mean = 0;
  for (std::size_t k = 0; k < 4; ++k) mean += kShares[k] * means[k];
  CHECK(mean == Approx(2));
  CHECK(means[0] == Approx(1 + 0.5 / 0.95));
  // M/D/1 waits half as long as M/M/1.
  CHECK(cobham({"", 0})[3] - 1 == Approx((means[3] - 1) / 2));
  // M/M/2, each channel at 0.5: Erlang C is 1/3.
  CHECK(chance_of_waiting(2, 0.5) == Approx(1.0 / 3));
  CHECK(chance_of_waiting(1, 0.9) == Approx(0.9));
}

TEST_CASE("one circuit at half load agrees with Cobham's formula") {
  compare_with_theory({"{exponential: 20000}", 1, 1, 0.5, 250'000});
  compare_with_theory({"{fixed: 20000}", 0});
}

TEST_CASE("one circuit at load 0.9 agrees with Cobham's formula", "[.slow]") {
  compare_with_theory({"{exponential: 20000}", 1, 1, 0.9, 3'200'000});
  compare_with_theory({"{fixed: 20000}", 0, 1, 0.9, 1'500'000});
}

TEST_CASE("two channels agree with Erlang's and Cobham's formulas", "[.slow]") {
  compare_with_theory({"{exponential: 20000}", 1, 2, 0.5, 100'000});
  compare_with_theory({"{exponential: 20000}", 1, 2, 0.9, 1'500'000});
}

}  // namespace torntape::endtoend
