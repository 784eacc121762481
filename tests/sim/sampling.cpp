#include "sampling.hpp"

#include <numeric>

namespace torntape::sim::testing {

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance(const std::vector<double>& values) {
  const double middle = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  return squares / static_cast<double>(values.size() - 1);
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean(a);
  const double mean_b = mean(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean_a) * (b[i] - mean_b);
  return sum / static_cast<double>(a.size() - 1) / std::sqrt(variance(a) * variance(b));
}

std::unique_ptr<Plan> generating(const std::string& keys, int posts, const std::string& network,
                                 const std::string& file) {
  std::string stations;
  for (int i = 0; i < posts; ++i) stations += std::string(", {ri: RUEH") + static_cast<char>('A' + i) + "}";
  return plan_of("name: generator\n" + file + "network: {stations: [{ri: RUEH, relay: true}" + stations + "]" +
                 network + "}\ntraffic: [{generate: {from: [RUEHA], " + keys +
                 "}}]\n"
                 "run: {duration: 26000 days, drain: 0 s}\n");
}

std::string roles_of(const Draft& draft) {
  std::string text;
  for (const auto& destination : draft.line) {
    const Tag tag(destination.tag);
    text += (text.empty() ? "" : " ") + std::string(1, topology::letter(tag.precedence())) +
            (tag.role() == Role::action ? 'a' : 'i');
  }
  return text;
}

}  // namespace torntape::sim::testing
