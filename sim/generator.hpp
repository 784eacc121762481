#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/source.hpp"
#include "sim/traffic_spec.hpp"
#include "topology/directory.hpp"

namespace torntape::sim {

/// A generator with its stations found: what its messages are drawn from.
struct GeneratorModel {
  struct Origin {
    StationId station = kNone;
    std::uint64_t entity = 0;         ///< names its random numbers; made of its letters and its place in the traffic
    std::uint32_t candidate = kNone;  ///< its own place among the candidates, where it is one
  };
  std::vector<Origin> origins;
  std::vector<StationId> candidates;                        ///< whom messages go to; never the origin itself
  std::vector<double> weights;                              ///< cumulative, the last 1; empty: uniform
  std::vector<std::uint32_t> addressees_at;                 ///< by candidate: how many addressees the station serves
  double mean_gap = 0;                                      ///< nanoseconds between an origin's messages
  SizeSpec characters;                                      ///< weights of an empirical size cumulative, the last 1
  std::array<double, topology::kPrecedences> precedence{};  ///< cumulative, FLASH first, the last 1
  CountSpec addressees;
  std::optional<std::uint32_t> action;
  bool info_lower = false;
};

/// Poisson traffic: each origin files messages at exponential gaps; every random figure of a message is the quantile of
/// a number of its own, so that a change of one distribution leaves the others' draws as they were.
class GeneratorFactory : public SourceFactory {
 public:
  explicit GeneratorFactory(GeneratorModel model) : model_(std::move(model)) {}
  std::unique_ptr<Source> make(const Draws& draws) const override;

 private:
  GeneratorModel model_;
};

/// The entity of an origin: 40 bits for up to eight letters, then its item's place in the traffic.
std::uint64_t origin_entity(topology::RoutingIndicator ri, std::uint32_t traffic_item);

}  // namespace torntape::sim
