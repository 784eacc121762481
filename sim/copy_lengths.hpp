#pragma once

#include <cstdint>
#include <vector>

#include "sim/filing.hpp"
#include "sim/plan.hpp"

namespace torntape::sim {

/// How long copies are that carry their headings: what all copies of a section have in common, and format line 2 with
/// the indicators that the copy is for.
class CopyLengths {
 public:
  explicit CopyLengths(const Plan& plan);

  /// Characters of `copy` with its routing line as it stands. Its message must have particulars. O(destinations).
  std::uint32_t characters(MessageStore& store, Copy& copy) const;

 private:
  const Plan& plan_;
  std::vector<std::uint8_t> stations_;     ///< letters of the indicator, by station
  std::vector<std::uint8_t> collectives_;  ///< by collective
};

}  // namespace torntape::sim
