#include "sim/delivery_order.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <tuple>

#include "plans.hpp"

namespace torntape::sim {
namespace {

/// Stations whose order is not that of their indicators, one with addressees whose order is not that of their names.
std::unique_ptr<Plan> plan() {
  return testing::plan_of(
      "name: order\n"
      "network:\n"
      "  stations: [{ri: RUEH, relay: true}, {ri: RUEHZ}, {ri: RUEHB, addressees: [TWO, ONE, THREE]}, {ri: RUEHA}]\n"
      "traffic:\n  - generate: {from: posts, to: posts, rate: 1 per day}\nrun: {duration: 1 h}\n");
}

using Key = std::tuple<Time, std::uint32_t, std::string, std::string>;

std::vector<Key> keys_of(const std::vector<DeliveryRow>& rows, const Plan& plan) {
  std::vector<Key> keys;
  for (const DeliveryRow& row : rows) {
    keys.emplace_back(row.delivered, row.message,
                      plan.network.stations()[plan.directory.station(row.addressee)].ri.letters(),
                      plan.directory.name(row.addressee));
  }
  return keys;
}

TEST_CASE("deliveries come in order of time, message, station's indicator and addressee's name") {
  const auto plan = sim::plan();
  std::mt19937_64 random(5);
  // Spread over time and nearly in order, all at one instant, few instants, many, none, one; one of them far from all
  // others.
  for (const auto& [count, spread, instants] :
       std::vector<std::tuple<std::uint32_t, Time, Time>>{{5000, 10 * kSecond, kNever / 2},
                                                          {5000, 1, 1},
                                                          {3000, 7, 7},
                                                          {2000, 3600 * kSecond, 100},
                                                          {20000, 10 * kSecond, kNever / 2},
                                                          {20000, 10000 * kSecond, 1000},
                                                          {0, 1, 1},
                                                          {1, 1, 1}}) {
    CAPTURE(count, spread, instants);
    std::vector<DeliveryRow> rows;
    for (std::uint32_t i = 0; i < count; ++i) {
      DeliveryRow row;
      row.delivered = static_cast<Time>(random()) % spread & kNever;
      if (instants > 1000) row.delivered += static_cast<Time>(i) * kSecond;
      row.delivered -= row.delivered % (instants > 1000 ? 1 : std::max<Time>(spread / instants, 1));
      row.message = static_cast<std::uint32_t>(random() % 40);
      row.addressee = static_cast<topology::AddresseeId>(random() % plan->directory.size());
      row.filed = static_cast<Time>(random() >> 8);
      rows.push_back(row);
    }
    if (count > 100) rows[50].delivered = kNever;
    std::vector<Key> expected = keys_of(rows, *plan);
    std::sort(expected.begin(), expected.end());
    std::vector<Time> filed;
    for (const DeliveryRow& row : rows) filed.push_back(row.filed);
    std::sort(filed.begin(), filed.end());

    for (const bool backwards : {false, true}) {
      CAPTURE(backwards);
      std::vector<DeliveryRow> ordered = rows;
      if (backwards) std::reverse(ordered.begin(), ordered.end());
      put_in_order(ordered, plan->network, plan->directory);
      CHECK(keys_of(ordered, *plan) == expected);
      std::vector<Time> kept;
      for (const DeliveryRow& row : ordered) kept.push_back(row.filed);
      std::sort(kept.begin(), kept.end());
      CHECK(kept == filed);
    }
  }
}

}  // namespace
}  // namespace torntape::sim
