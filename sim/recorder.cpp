#include "sim/recorder.hpp"

#include <algorithm>
#include <tuple>

#include "sim/delivery_order.hpp"

namespace torntape::sim {

Recorder::Recorder(const Plan& plan, std::uint32_t number, const Recording& recording, Time limit)
    : plan_(plan),
      rows_(recording.deliveries),
      waits_(recording.waits),
      watching_(recording.message || recording.telegram),
      each_(rows_ || plan.hours.any()),
      duration_(plan.window.duration),
      pulse_(recording.pulse),
      limit_(limit),
      begin_(plan.window.warmup),
      objectives_(plan.handling.objectives) {
  addressees_.push_back(0);
  for (StationId id = 0; id < plan.network.stations().size(); ++id) {
    letters_.push_back(plan.network.stations()[id].ri.bits());
    addressees_.push_back(addressees_.back() + plan.directory.count(id));
  }
  result_.number = number;
  result_.circuits.resize(plan.network.circuits().size());
  result_.addressees.resize(plan.directory.size());
  if (plan.hours.any()) result_.network.emplace();
  if (!recording.stretches) return;
  stretch_ = stretch_length(begin_, duration_);
  stretches_a_nanosecond_ = 1 / static_cast<double>(stretch_);
  stretches_.resize(kRows * kStretches);
}

std::uint64_t Recorder::note(const Draft& draft, Time now) {
  auto whole = static_cast<std::uint64_t>(now);
  std::uint64_t characters = draft.text;
  if (characters == 0) {
    for (const Section& section : draft.sections) characters += section.characters;
  }
  whole = whole * 0x9E3779B97F4A7C15ULL + characters;
  std::uint64_t addressed = 0;
  const auto add = [&](const topology::Destination& destination) {
    addressed += letters_[destination.station] ^ destination.tag >> 27;
    expect(destination);
  };
  for (const topology::Destination& destination : draft.line) {
    if (!Tag(destination.tag).is_group()) add(destination);
  }
  for (std::uint32_t i = 0; i < draft.groups_used; ++i) {
    for (const topology::Destination& member : draft.groups[i].members) add(member);
  }
  whole += addressed * 0xD6E8FEB86659FD93ULL;
  return Draws::mix(whole ^ letters_[draft.origin]);
}

void Recorder::expect(const topology::Destination& destination) {
  const Tag tag(destination.tag);
  if (!tag.is_listed()) {
    due_[tag.precedence_and_role()] += addressees_[destination.station + 1] - addressees_[destination.station];
    return;
  }
  for (const Listed& listed : plan_.listings[tag.index()]) {
    ++due_[Tag(Tag::plain(listed.precedence, listed.role)).precedence_and_role()];
  }
}

void Recorder::beat(Time now) {
  if (pulse_->stop != nullptr && pulse_->stop->load(std::memory_order_relaxed)) throw Cancelled();
  show(now);
}

void Recorder::show(Time now) {
  pulse_->clock.store(now, std::memory_order_relaxed);
  pulse_->transmissions.fetch_add(result_.all_transmissions - shown_transmissions_, std::memory_order_relaxed);
  shown_transmissions_ = result_.all_transmissions;
}

void Recorder::deliver_each(const Message& message, const topology::Destination& destination, Time at,
                            std::uint16_t hops) {
  const auto one = [&](const Listed& listed) {
    const Time delivered = handed_over(listed, destination.station, at);
    if (delivered > limit_) return;
    if (result_.network) {
      const auto p = static_cast<std::size_t>(listed.precedence);
      (*result_.network)[p][static_cast<std::size_t>(listed.role)].add(at - message.filed, 1, objectives_[p]);
    }
    const Time latency = delivered - message.filed;
    const Time objective = deliver(Tag(Tag::plain(listed.precedence, listed.role)), message.filed, latency);
    result_.addressees[listed.addressee].add(latency, objective);
    if (!rows_) return;
    result_.rows.push_back({message.filed, delivered, message.number, message.origin, listed.addressee, hops,
                            listed.precedence, listed.role});
  };
  const Tag tag(destination.tag);
  if (tag.is_listed()) {
    for (const Listed& listed : plan_.listings[tag.index()]) one(listed);
    return;
  }
  for (topology::AddresseeId id = addressees_[destination.station]; id < addressees_[destination.station + 1]; ++id) {
    one({id, tag.precedence(), tag.role(), tag.is_niact()});
  }
}

Time Recorder::handed_over(const Listed& listed, StationId station, Time at) const {
  const OpeningHours* hours = plan_.hours.of(station);
  if (hours == nullptr || listed.niact || listed.precedence == Precedence::flash) return at;
  return hours->next_open(at);
}

void Recorder::broken(Cause cause, const Message& message, topology::CircuitId id, CircuitState& circuit, Time joined,
                      Time started, Time now) {
  const auto waited = static_cast<double>(started - joined);
  circuit.waited += waited;
  if (now > duration_ && message.counted == 0) return;
  mix(now, message.number, ~id);
  if (message.counted == 0) return;
  (cause == Cause::higher ? result_.preempted : result_.lost) += 1;
  circuit.sent_waited += waited;
  if (waits_) note_wait(id, started - joined);
  CircuitTally& tally = result_.circuits[id];
  ++tally.broken;
  tally.wasted += now - started;
}

RoutingLineRow& Recorder::routing_line(const Message& message, const Particulars& particulars, const Copy& copy,
                                       topology::CircuitId id, std::span<const topology::Destination> line,
                                       std::span<const topology::Destination> groups, Time sent) {
  RoutingLineRow row{message.number,
                     particulars.telegram,
                     particulars.sections[copy.marks.section].number,
                     id,
                     static_cast<Precedence>(copy.marks.precedence),
                     {},
                     sent,
                     Fate::right};
  for (const topology::Destination& destination : line) {
    const Tag tag(destination.tag);
    row.indicators.push_back(tag.is_group() ? plan_.network.collectives()[groups[2 * tag.index() + 1].station].ri
                                            : plan_.network.stations()[destination.station].ri);
  }
  return result_.routing_lines.emplace_back(std::move(row));
}

void Recorder::end_window(const std::vector<Reading>& readings, std::span<const CircuitState> circuits) {
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    CircuitTally& tally = result_.circuits[i];
    tally.busy = readings[i].busy - at_start_[i].busy;
    tally.queue_area = readings[i].queue_area - at_start_[i].queue_area;
    tally.most_waiting = circuits[i].most_waiting;
  }
}

Replication Recorder::finish(std::span<const CircuitState> circuits) {
  for (std::size_t i = 0; i < circuits.size(); ++i) {
    result_.circuits[i].transmissions = circuits[i].sent;
    result_.circuits[i].waited = circuits[i].sent_waited;
    result_.transmissions += circuits[i].sent;
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    const std::size_t precedence = row / topology::kRoles;
    const std::size_t role = row % topology::kRoles;
    result_.undelivered_by[precedence][role] = due_[row] - latencies_[row].n;
    result_.latencies[precedence][role] = std::move(latencies_[row]);
    if (stretch_ == 0) continue;
    const auto begin = stretches_.begin() + static_cast<std::ptrdiff_t>(row * kStretches);
    result_.stretches[precedence][role].assign(begin, begin + kStretches);
  }
  result_.undelivered = outstanding_;
  result_.deliveries = expected_ - outstanding_;
  if (pulse_ != nullptr) show(limit_);
  put_in_order(result_.rows, plan_.network, plan_.directory);
  std::stable_sort(result_.routing_lines.begin(), result_.routing_lines.end(), [](const auto& a, const auto& b) {
    return std::tie(a.sent, a.message, a.section, a.circuit) < std::tie(b.sent, b.message, b.section, b.circuit);
  });
  return std::move(result_);
}

}  // namespace torntape::sim
