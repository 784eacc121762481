#include <iostream>

#include "scenarios/reader.hpp"
#include "sim/time.hpp"
#include "topology/routing_indicator.hpp"
#include "topology/telegram/reader.hpp"

namespace topology = torntape::topology;

// One call into each floor; what they answer is tested elsewhere.
int main() {
  const auto post = topology::RoutingIndicator::parse("RUEHOT");
  const auto relay = topology::RoutingIndicator::parse("RUEH");
  if (!post || !relay || !post->below(*relay)) return 1;
  if (topology::read_telegrams("", "nothing").size() != 1) return 2;

  topology::Problems problems;
  if (torntape::scenarios::read_scenario_text("name: nothing else\n", "none.yaml", {}, problems)) return 3;
  if (!problems.any_error()) return 4;

  std::cout << "linked: " << post->letters() << ", " << torntape::sim::seconds(torntape::sim::kSecond) << " s\n";
  return 0;
}
