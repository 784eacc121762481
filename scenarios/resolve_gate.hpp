#pragma once

#include <map>
#include <optional>

#include "scenarios/scenario.hpp"
#include "sim/generator.hpp"
#include "sim/plan.hpp"
#include "topology/problem.hpp"

namespace torntape::scenarios {

/// Finds messages that some addressee cannot have, because no circuits approved for their class lead there.
class GateCheck {
 public:
  /// `plan` outlives the check.
  explicit GateCheck(const sim::Plan& plan) : plan_(plan) {}

  /// A way that a message would have to go and cannot.
  struct Gap {
    topology::StationId from = topology::kNone;
    topology::StationId to = topology::kNone;
    topology::CollectiveId collective = topology::kNone;  ///< as whose member, or towards whose expansion
  };
  /// The first destination of a message that it cannot reach.
  std::optional<Gap> gap(const sim::Draft& draft);
  /// Reports what messages of a generator cannot reach, by class.
  void report(const sim::GenerateSpec& spec, const sim::GeneratorModel& model, topology::Problems& problems);

  /// "RUEHOT cannot send SECRET to RUEHGA: ...", with what would be right.
  std::string text(const Gap& gap, topology::Classification classification) const;

 private:
  const topology::Reach& reach(topology::Classification classification);
  bool reaches(topology::Classification classification, topology::StationId from, topology::StationId to) {
    return plan_.gate.routes(classification) == nullptr || reach(classification).reaches(from, to);
  }
  struct Gaps;
  void look(topology::Classification classification, const Gap& way, Gaps& gaps);
  Gaps gaps_of(const sim::GeneratorModel& model, topology::Classification classification);

  const sim::Plan& plan_;
  std::map<topology::Classification, topology::Reach> reaches_;
};

}  // namespace torntape::scenarios
