#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "sim/generate_spec.hpp"
#include "sim/time.hpp"
#include "topology/problem.hpp"

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

struct TrafficSpec {
  std::variant<ReplaySpec, TraceSpec, GenerateSpec> source;
  topology::Place place;
};

}  // namespace torntape::sim
