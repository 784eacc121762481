#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/candidates.hpp"
#include "sim/filing_clock.hpp"
#include "sim/generate_spec.hpp"
#include "sim/source.hpp"
#include "topology/directory.hpp"

namespace torntape::sim {

/// What of a generator goes beyond a constant rate and stations drawn alike for all; a generator without any of it is
/// spared the work.
struct GeneratorFeatures {
  /// A MINIMIZE order, with whom it binds found.
  struct Order {
    Time from = 0;
    Time until = kNever;
    Mix keep{1, 1, 1, 1};
    Mix raise{};
    std::vector<bool> binds;  ///< by origin
  };
  RateShape shape;
  Time from = 0;  ///< nothing is filed before this, or from `until` on
  Time until = kNever;
  std::vector<Order> orders;
  std::vector<std::pair<double, double>> sections;  ///< (number, cumulative weight), the last 1; empty: one section
  std::optional<ClassMix> classes;                  ///< cumulative, the last 1; none: UNCLASSIFIED all
  std::optional<InfoMix> info_precedence;           ///< by the message's, each cumulative, the last 1
  std::optional<CountSpec> action;                  ///< the number of action addressees; none: all
  std::optional<Candidates> info;                   ///< whom info addressees are; none: as action addressees
  double niact = 0;                                 ///< share of IMMEDIATE messages
  double collective_share = 0;
  std::vector<topology::CollectiveId> collectives;
  std::vector<double> collective_weights;  ///< cumulative, the last 1
};

/// A generator with its stations found: what its messages are drawn from. Empirical weights are cumulative, the last 1.
struct GeneratorModel {
  struct Origin {
    StationId station = kNone;
    std::uint64_t entity = 0;         ///< names its random numbers; made of its letters and its place in the traffic
    std::uint32_t candidate = kNone;  ///< its own place among the candidates, where it is one
    double mean_gap = 0;              ///< nanoseconds between its messages
  };
  std::vector<Origin> origins;
  Candidates candidates;  ///< whom messages go to; never the origin itself
  SizeSpec characters;
  Mix precedence{};  ///< cumulative, FLASH first, the last 1
  CountSpec addressees;
  std::optional<std::uint32_t> action;
  bool info_lower = false;
  std::optional<GeneratorFeatures> features;  ///< takes the place of `action`
};

/// Poisson traffic: each origin files messages at exponential gaps; every random figure of a message is the quantile of
/// a number of its own, so that a change of one distribution leaves the others' draws as they were.
class GeneratorFactory : public SourceFactory {
 public:
  /// Network and directory are used where the model has features, and outlive the factory.
  GeneratorFactory(GeneratorModel model, const topology::Network& network, const topology::Directory& directory)
      : model_(std::move(model)), network_(network), directory_(directory) {}
  std::unique_ptr<Source> make(const Draws& draws) const override;

 private:
  GeneratorModel model_;
  const topology::Network& network_;
  const topology::Directory& directory_;
};

/// A source of a model that has features.
std::unique_ptr<Source> make_featured_generator(const GeneratorModel& model, const topology::Network& network,
                                                const topology::Directory& directory, const Draws& draws);

/// The entity of an origin: 40 bits for up to eight letters, then its item's place in the traffic.
std::uint64_t origin_entity(topology::RoutingIndicator ri, std::uint32_t traffic_item);

}  // namespace torntape::sim
