#pragma once

#include <cstdint>
#include <memory>

#include "sim/draft.hpp"
#include "sim/random.hpp"
#include "sim/time.hpp"

namespace torntape::sim {

/// Gives messages, one after the other, on one or more independent streams; the engine never knows of which kind.
class Source {
 public:
  virtual ~Source() = default;

  /// How many streams there are. Messages filed at one instant are numbered in order of stream.
  virtual std::uint32_t streams() const = 0;
  /// When `stream` files its next message; kNever where it has no more. Never earlier than its last.
  virtual Time next(std::uint32_t stream) const = 0;
  /// The station that files the next message of `stream`, where that is known beforehand; else kNone.
  virtual StationId origin(std::uint32_t /*stream*/) const { return kNone; }
  /// Hands over the message that `stream` files at next(), and moves on to the one after it.
  virtual void file(std::uint32_t stream, Draft& draft) = 0;
};

/// Makes a replication's own source of one item of the traffic. Shared by threads; makes no use of what it made.
class SourceFactory {
 public:
  virtual ~SourceFactory() = default;
  virtual std::unique_ptr<Source> make(const Draws& draws) const = 0;
};

}  // namespace torntape::sim
