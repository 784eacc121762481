#include "sim/replay.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace torntape::sim {
namespace {

class ReplaySource : public Source {
 public:
  explicit ReplaySource(const std::vector<Replayed>& telegrams) : telegrams_(telegrams) {}

  std::uint32_t streams() const override { return 1; }
  Time next(std::uint32_t) const override { return next_ < telegrams_.size() ? telegrams_[next_].filed : kNever; }
  void file(std::uint32_t, Draft& draft) override { draft = telegrams_[next_++].draft; }

 private:
  const std::vector<Replayed>& telegrams_;
  std::size_t next_ = 0;
};

/// Gathers who is reached at each station, then lays out the routing line.
class TelegramAddressing {
 public:
  TelegramAddressing(const topology::Network& network, const topology::Directory& directory,
                     std::span<const std::string> exempted, std::span<const StationId> order, Listings& listings,
                     Draft& draft)
      : network_(network),
        directory_(directory),
        exempted_(exempted),
        order_(order),
        listings_(listings),
        draft_(draft) {}

  void reach(const NamedTarget& line) {
    const Listed listed{line.addressee, line.target.precedence, line.target.role, line.target.niact};
    if (line.target.collective) {
      for (const StationId member : network_.collectives()[line.target.id].members) reach_all(member, listed, true);
      return;
    }
    stations_[line.target.id].named = true;
    if (line.addressee == kNone) {
      reach_all(line.target.id, listed, false);
    } else {
      reach_one(line.target.id, listed);
    }
  }

  void place(const NamedTarget& line) {
    if (!line.target.collective) {
      place_station(line.target.id, draft_.line);
      return;
    }
    const topology::Collective& collective = network_.collectives()[line.target.id];
    const bool here = collective.expand_at == kNone || collective.expand_at == draft_.origin;
    Group group{line.target.id, {}};
    for (const StationId member : in_order(collective.members)) {
      if (!stations_[member].named) place_station(member, here ? draft_.line : group.members);
    }
    if (group.members.empty()) return;
    auto highest = Precedence::routine;
    for (const auto& member : group.members) highest = topology::higher(highest, Tag(member.tag).precedence());
    draft_.line.push_back({collective.expand_at, Tag::group(highest, draft_.groups_used)});
    draft_.groups.push_back(std::move(group));
    ++draft_.groups_used;
  }

 private:
  struct Reached {
    std::vector<Listed> addressees;
    bool named = false;
    bool placed = false;
  };

  std::vector<StationId> in_order(std::vector<StationId> members) const {
    std::stable_sort(members.begin(), members.end(), [&](StationId a, StationId b) {
      return std::find(order_.begin(), order_.end(), a) < std::find(order_.begin(), order_.end(), b);
    });
    return members;
  }

  void reach_all(StationId station, Listed listed, bool as_member) {
    for (std::uint32_t i = 0; i < directory_.count(station); ++i) {
      listed.addressee = directory_.first(station) + i;
      const std::string& name = directory_.name(listed.addressee);
      if (as_member && std::find(exempted_.begin(), exempted_.end(), name) != exempted_.end()) continue;
      reach_one(station, listed);
    }
  }

  void reach_one(StationId station, const Listed& listed) {
    std::vector<Listed>& addressees = stations_[station].addressees;
    const auto found = std::find_if(addressees.begin(), addressees.end(),
                                    [&](const Listed& other) { return other.addressee == listed.addressee; });
    if (found == addressees.end()) {
      addressees.push_back(listed);
      return;
    }
    const bool niact = found->niact || listed.niact;
    if (std::tie(listed.precedence, listed.role) < std::tie(found->precedence, found->role)) *found = listed;
    found->niact = niact;
  }

  void place_station(StationId station, std::vector<topology::Destination>& line) {
    Reached& reached = stations_[station];
    if (reached.placed || station == draft_.origin || reached.addressees.empty()) return;
    reached.placed = true;
    auto highest = Precedence::routine;
    for (const Listed& listed : reached.addressees) highest = topology::higher(highest, listed.precedence);
    draft_.precedence = topology::higher(draft_.precedence, highest);
    draft_.deliveries += static_cast<std::uint32_t>(reached.addressees.size());
    line.push_back({station, Tag::listed(highest, listings_.add(reached.addressees))});
  }

  const topology::Network& network_;
  const topology::Directory& directory_;
  std::span<const std::string> exempted_;
  std::span<const StationId> order_;
  Listings& listings_;
  Draft& draft_;
  std::map<StationId, Reached> stations_;
};

}  // namespace

ReplayFactory::ReplayFactory(std::vector<Replayed> telegrams) : telegrams_(std::move(telegrams)) {
  std::stable_sort(telegrams_.begin(), telegrams_.end(),
                   [](const Replayed& a, const Replayed& b) { return a.filed < b.filed; });
}

std::unique_ptr<Source> ReplayFactory::make(const Draws&) const {
  return std::make_unique<ReplaySource>(telegrams_);
}

void address_telegram(const topology::Network& network, const topology::Directory& directory,
                      std::span<const NamedTarget> lines, std::span<const std::string> exempted,
                      std::span<const StationId> order, Listings& listings, Draft& draft) {
  draft.line.clear();
  draft.groups.clear();
  draft.groups_used = 0;
  draft.deliveries = 0;
  TelegramAddressing addressing(network, directory, exempted, order, listings, draft);
  for (const NamedTarget& line : lines) addressing.reach(line);
  for (const NamedTarget& line : lines) addressing.place(line);
}

}  // namespace torntape::sim
