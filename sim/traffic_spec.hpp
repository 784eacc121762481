#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/time.hpp"
#include "topology/precedence.hpp"
#include "topology/problem.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::sim {

/// Telegrams to be replayed, each filed at its filing time.
struct ReplaySpec {
  struct File {
    std::string path;
    topology::Place place;
  };
  std::vector<File> files;  ///< patterns expanded, in alphabetical order within each pattern
  std::optional<Time> at;   ///< when the earliest is filed; 0 where it is not said
};

/// Messages row by row from a CSV file: filed_s,from,characters,to,info.
struct TraceSpec {
  std::string path;
  topology::Place place;
};

/// How long messages are, in characters.
struct FixedSize {
  double characters;
};
struct ExponentialSize {
  double mean;
};
struct LognormalSize {
  double median, sigma;
};
struct EmpiricalSize {
  std::vector<std::pair<double, double>> values;
};  ///< (characters, weight)
using SizeSpec = std::variant<FixedSize, ExponentialSize, LognormalSize, EmpiricalSize>;

/// How many addressees (stations) a message has.
struct FixedCount {
  std::uint32_t count;
};
struct GeometricCount {
  double mean;
};  ///< at least 1, capped at the number of candidates
using CountSpec = std::variant<FixedCount, GeometricCount>;

/// One station drawn from, with its weight and where the user wrote it.
struct Candidate {
  topology::RoutingIndicator ri;
  double weight = 1;
  topology::Place place;
};

/// Messages drawn at random, Poisson at each origin.
struct GenerateSpec {
  bool from_posts = true;       ///< every station that is not a relay; else the list
  std::vector<Candidate> from;  ///< weights unused
  double rate = 0;              ///< messages a second, each origin, more than 0
  SizeSpec characters = FixedSize{2000};
  std::array<double, topology::kPrecedences> precedence{0, 0, 0, 1};  ///< shares, sum 1
  CountSpec addressees = FixedCount{1};
  std::optional<std::uint32_t> action;  ///< so many are action, the rest info; none: all are action
  bool info_lower = false;              ///< info addressees one step below the action precedence
  bool to_posts = true;
  std::vector<Candidate> to;
};

struct TrafficSpec {
  std::variant<ReplaySpec, TraceSpec, GenerateSpec> source;
  topology::Place place;
};

}  // namespace torntape::sim
