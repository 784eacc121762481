#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/event_list.hpp"
#include "sim/plan.hpp"
#include "sim/source.hpp"

namespace torntape::sim {

/// All streams of a replication's traffic as one: the messages in order of filing, at one instant in order of stream.
class Streams {
 public:
  /// Nothing filed after `limit` comes.
  Streams(const Plan& plan, std::uint32_t number, Time limit) : limit_(limit) {
    const Draws draws(plan.seed, number);
    for (const auto& factory : plan.traffic) {
      sources_.push_back(factory->make(draws));
      for (std::uint32_t i = 0; i < sources_.back()->streams(); ++i) streams_.push_back({sources_.back().get(), i});
    }
    events_ = EventList(static_cast<std::uint32_t>(streams_.size()));
    for (std::uint32_t slot = 0; slot < streams_.size(); ++slot) schedule(slot);
    find_next();
  }

  /// When the next message is filed; kNever where there is none.
  Time next() const { return next_; }

  /// The station that files it, where that is known; else kNone.
  StationId next_origin() {
    const Stream& stream = streams_[events_.first()];
    return stream.source->origin(stream.stream);
  }

  /// Puts the next message into `draft`.
  void file(Draft& draft) {
    const std::uint32_t slot = events_.first();
    draft.groups_used = 0;
    draft.placed = false;
    streams_[slot].source->file(streams_[slot].stream, draft);
    schedule(slot);
    find_next();
  }

 private:
  struct Stream {
    Source* source;
    std::uint32_t stream;
  };

  void schedule(std::uint32_t slot) {
    const Time time = streams_[slot].source->next(streams_[slot].stream);
    events_.set(slot, time > limit_ ? kNever : time);
  }
  void find_next() { next_ = events_.due(events_.first()); }

  Time limit_;
  Time next_ = kNever;
  EventList events_{2};
  std::vector<std::unique_ptr<Source>> sources_;
  std::vector<Stream> streams_;
};

}  // namespace torntape::sim
