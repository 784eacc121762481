#include "endtoend/json_checks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "endtoend/program.hpp"
#include "endtoend/scenario_text.hpp"

namespace torntape::endtoend {
namespace {

using oracle::Delivery;

char precedence_letter(const std::string& word) {
  for (const char letter : {'Z', 'O', 'P', 'R'}) {
    if (precedence_word(letter) == word) return letter;
  }
  throw std::runtime_error("no precedence word: " + word);
}

Delivery delivery_of(const std::vector<std::string>& row) {
  if (row.size() != 11) throw std::runtime_error("a delivery of " + std::to_string(row.size()) + " fields");
  if (row[5] != "action" && row[5] != "info") throw std::runtime_error("no role: " + row[5]);
  const Delivery delivery{std::stoull(row[1]),
                          row[2],
                          row[3],
                          row[4],
                          row[5] == "info",
                          precedence_letter(row[6]),
                          nanoseconds(row[7]),
                          nanoseconds(row[8]),
                          std::stoi(row[10])};
  if (nanoseconds(row[9]) != delivery.delivered - delivery.filed) throw std::runtime_error("latency_s is not the rest");
  return delivery;
}

using Key = std::pair<std::string, std::string>;  ///< precedence, role

std::map<Key, std::vector<std::int64_t>> latencies_of(const std::vector<Delivery>& deliveries) {
  std::map<Key, std::vector<std::int64_t>> latencies;
  for (const Delivery& one : deliveries) {
    for (const std::string role : {one.info ? "info" : "action", "all"}) {
      latencies[{precedence_word(one.precedence), role}].push_back(one.delivered - one.filed);
    }
  }
  for (auto& [key, values] : latencies) std::sort(values.begin(), values.end());
  return latencies;
}

/// Nearest rank: the smallest value that at least `share` of all do not exceed.
double quantile(const std::vector<std::int64_t>& sorted, int percent) {
  const std::size_t rank = (sorted.size() * static_cast<std::size_t>(percent) + 99) / 100;
  return static_cast<double>(sorted[std::max<std::size_t>(rank, 1) - 1]) / 1e9;
}

class RowCheck {
 public:
  RowCheck(const nlohmann::json& row, const std::vector<std::int64_t>& latencies, std::vector<std::string>& faults)
      : row_(row), latencies_(latencies), faults_(faults) {}

  void all() {
    near("n", static_cast<double>(latencies_.size()), 0);
    long double sum = 0;
    for (const std::int64_t latency : latencies_) sum += static_cast<long double>(latency);
    near("mean_s", static_cast<double>(sum / 1e9L / static_cast<long double>(latencies_.size())), 1e-9);
    for (const auto& [name, percent] : {std::pair("p50_s", 50), {"p90_s", 90}, {"p95_s", 95}, {"p99_s", 99}}) {
      near(name, quantile(latencies_, percent), 0.01);
    }
    near("max_s", static_cast<double>(latencies_.back()) / 1e9, 1e-12);
    static const std::map<std::string, double> objectives{
        {"FLASH", 600}, {"IMMEDIATE", 1800}, {"PRIORITY", 10800}, {"ROUTINE", 21600}};
    const double objective = objectives.at(row_.at("precedence").get<std::string>());
    near("objective_s", objective, 0);
    const auto inside = std::count_if(latencies_.begin(), latencies_.end(), [&](std::int64_t latency) {
      return static_cast<double>(latency) <= objective * 1e9;
    });
    near("within_objective", static_cast<double>(inside) / static_cast<double>(latencies_.size()), 1e-15);
    const nlohmann::json& interval = row_.at("ci95_s");
    if (interval.is_null()) return;
    if (latencies_.size() < 1000) faults_.push_back("an interval of too few deliveries: " + row_.dump());
    const double middle = (interval.at(0).get<double>() + interval.at(1).get<double>()) / 2;
    if (std::abs(middle - row_.at("mean_s").get<double>()) > 1e-9 * middle) {
      faults_.push_back("an interval beside the mean: " + row_.dump());
    }
  }

 private:
  void near(const char* name, double expected, double relative) {
    const double got = row_.at(name).get<double>();
    if (std::abs(got - expected) <= relative * std::abs(expected)) return;
    faults_.push_back(std::string(name) + " is " + row_.at(name).dump() + ", should be " +
                      nlohmann::json(expected).dump() + " in " + row_.dump());
  }

  const nlohmann::json& row_;
  const std::vector<std::int64_t>& latencies_;
  std::vector<std::string>& faults_;
};

}  // namespace

std::vector<Delivery> read_deliveries(const std::string& csv) {
  auto rows = csv_rows(csv);
  const std::vector<std::string> header{"replication", "message", "origin",      "ri",        "addressee", "role",
                                        "precedence",  "filed_s", "delivered_s", "latency_s", "hops"};
  if (rows.empty() || rows.front() != header) throw std::runtime_error("the columns are not as promised");
  std::vector<Delivery> deliveries;
  for (std::size_t i = 1; i < rows.size(); ++i) deliveries.push_back(delivery_of(rows[i]));
  return deliveries;
}

std::vector<std::string> faults_of_json(const std::string& json, const std::vector<Delivery>& deliveries) {
  std::vector<std::string> faults;
  const nlohmann::json object = nlohmann::json::parse(json);
  auto expected = latencies_of(deliveries);
  for (const nlohmann::json& row : object.at("latency")) {
    const auto found = expected.find({row.at("precedence").get<std::string>(), row.at("role").get<std::string>()});
    if (found == expected.end()) {
      faults.push_back("a row without a delivery, or twice: " + row.dump());
      continue;
    }
    RowCheck(row, found->second, faults).all();
    expected.erase(found);
  }
  for (const auto& [key, latencies] : expected) faults.push_back("no row for " + key.first + ' ' + key.second);
  if (object.at("deliveries") != deliveries.size()) faults.push_back("deliveries is " + object["deliveries"].dump());
  return faults;
}

}  // namespace torntape::endtoend
