#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/addressing.hpp"
#include "sim/source.hpp"
#include "topology/directory.hpp"

namespace torntape::sim {

/// A telegram to be filed at a given time.
struct Replayed {
  Time filed = 0;
  Draft draft;
};

/// Files telegrams, each at its time; equal times in the order given.
class ReplayFactory : public SourceFactory {
 public:
  explicit ReplayFactory(std::vector<Replayed> telegrams);
  std::unique_ptr<Source> make(const Draws& draws) const override;

 private:
  std::vector<Replayed> telegrams_;
};

/// One address line of a telegram: a target and, where the line names one addressee there, that one alone.
struct NamedTarget {
  Target target;
  topology::AddresseeId addressee = kNone;
};

/// As Addressing, for address lines that name addressees: each line reaches its addressee alone, a collective all
/// addressees of its members but those whose names are `exempted` (format line 9, XMT; domain rule for ACP 127(G) 221:
/// an exempted name does not take its station off the line while another addressee there remains). Fills deliveries,
/// line and groups of `draft`, whose origin is set, and raises its precedence to the highest among them. A collective's
/// members stand in its place, those in `order` first and in that order.
void address_telegram(const topology::Network& network, const topology::Directory& directory,
                      std::span<const NamedTarget> lines, std::span<const std::string> exempted,
                      std::span<const StationId> order, Listings& listings, Draft& draft);

}  // namespace torntape::sim
