// What a transmission costs as the traffic in the network and the network itself grow.
//
// Half the posts send and half receive, thirty posts a relay, the relays on one hub; each message has one addressee,
// drawn evenly, so that a waiting copy is a message with a message's whole memory. With few messages in the system each
// sender files at random, seldom. With many, each sender first files its share of them at once, and from then on a
// message whenever its circuit has sent as many characters as that message has: what is in the system then stays the
// same, to about one message a sender, however long the run.
//
// The cost is that of the transmissions by which a long run exceeds a short one, so that neither setting up nor the
// first filing is in it.

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include "sim/engine.hpp"
#include "sim/random.hpp"
#include "tools/benchmarks/benchmarks.hpp"

namespace torntape::tools {
namespace {

using sim::StationId;
using sim::Time;
using topology::Precedence;
using topology::RoutingIndicator;

constexpr double kPostRate = 9600;
constexpr double kMeanCharacters = 2000;
/// About what a message takes through an empty network: four transmissions, three switchings of 2 s.
constexpr double kTravel = 8.2;
constexpr std::uint32_t kPostsOfRelay = 30;

struct Ends {
  std::vector<StationId> senders;
  std::vector<StationId> receivers;
};

/// Files as the head of this file says; every draw from a counter, so that a run is always the same.
class ConstantLoad : public sim::Source {
 public:
  ConstantLoad(const Ends& ends, std::uint64_t in_system) : ends_(ends), streams_(ends.senders.size()) {
    const auto senders = static_cast<double>(streams_.size());
    const auto aim = static_cast<double>(in_system);
    const double travelling = senders * kPostRate / (8 * kMeanCharacters) * kTravel;
    saturated_ = aim > 1.5 * travelling;
    mean_gap_ = senders * kTravel / aim;
    first_burst_ = saturated_ ? static_cast<std::uint64_t>((aim - travelling) / senders + 0.5) : 0;
    for (std::uint32_t i = 0; i < streams_.size(); ++i) {
      streams_[i].next = saturated_ ? i : gap(i);
      streams_[i].characters = characters(i);
    }
  }

  std::uint32_t streams() const override { return static_cast<std::uint32_t>(streams_.size()); }
  Time next(std::uint32_t stream) const override { return streams_[stream].next; }

  StationId origin(std::uint32_t stream) const override { return ends_.senders[stream]; }

  void file(std::uint32_t stream, sim::Draft& draft) override {
    Stream& own = streams_[stream];
    const std::uint64_t bits = draw(stream, 1);
    const auto share = static_cast<double>(bits >> 32) * 0x1p-32;
    draft.precedence = share < 0.001   ? Precedence::flash
                       : share < 0.101 ? Precedence::immediate
                       : share < 0.501 ? Precedence::priority
                                       : Precedence::routine;
    draft.origin = ends_.senders[stream];
    draft.telegram = sim::kNone;
    draft.groups_used = 0;
    draft.deliveries = 1;
    draft.sections.assign(1, {1, own.characters});
    const StationId to = ends_.receivers[(bits & 0xFFFFFFFFU) * ends_.receivers.size() >> 32];
    draft.line.assign(1, {to, sim::Tag::plain(draft.precedence, sim::Role::action)});

    ++own.number;
    own.characters = characters(stream);
    if (own.number < first_burst_) {
      own.next += static_cast<Time>(streams_.size());
    } else if (saturated_) {
      own.next += static_cast<Time>(own.characters * 8 / kPostRate * 1e9);
    } else {
      own.next += gap(stream);
    }
  }

 private:
  struct Stream {
    Time next = 0;
    std::uint64_t number = 0;
    std::uint32_t characters = 0;
  };

  std::uint64_t draw(std::uint32_t stream, std::uint64_t purpose) const {
    return sim::Draws::mix(streams_[stream].number * 4 + purpose + (static_cast<std::uint64_t>(stream) << 40));
  }
  double exponential(std::uint32_t stream, std::uint64_t purpose) const {
    return -std::log(1 - static_cast<double>(draw(stream, purpose) >> 11) * 0x1p-53);
  }
  std::uint32_t characters(std::uint32_t stream) const {
    return 1 + static_cast<std::uint32_t>(kMeanCharacters * exponential(stream, 2));
  }
  Time gap(std::uint32_t stream) const { return static_cast<Time>(mean_gap_ * exponential(stream, 3) * 1e9); }

  const Ends& ends_;
  std::vector<Stream> streams_;
  bool saturated_ = false;
  double mean_gap_ = 0;
  std::uint64_t first_burst_ = 0;
};

class LoadFactory : public sim::SourceFactory {
 public:
  LoadFactory(const Ends& ends, std::uint64_t in_system) : ends_(ends), in_system_(in_system) {}
  std::unique_ptr<sim::Source> make(const sim::Draws&) const override {
    return std::make_unique<ConstantLoad>(ends_, in_system_);
  }

 private:
  const Ends& ends_;
  std::uint64_t in_system_;
};

RoutingIndicator indicator(std::uint32_t relay, std::uint32_t post) {
  const auto letter = [](std::uint32_t i) { return static_cast<char>('A' + i % 26); };
  std::string text{'R', 'H', letter(relay / 676), letter(relay / 26), letter(relay)};
  if (post < kPostsOfRelay) text += {letter(post / 26), letter(post)};
  return RoutingIndicator::parse(text).value();
}

topology::NetworkSpec network_of(std::uint32_t stations) {
  topology::NetworkSpec spec;
  spec.rate = kPostRate;
  spec.switching = 2 * sim::kSecond;
  const auto hub = RoutingIndicator::parse("RUHUB").value();
  topology::StationSpec station{hub, true, {}, {}, {}, {}, {}};
  spec.stations.push_back(station);
  const std::uint32_t relays = std::max(1U, stations / (kPostsOfRelay + 1));
  for (std::uint32_t relay = 0; relay < relays; ++relay) {
    station = {indicator(relay, kPostsOfRelay), true, {}, {}, {}, {}, {}};
    spec.stations.push_back(station);
    spec.links.push_back({hub, station.ri, {}, {}, {512'000, {}, {}, {}}});
    station.relay = false;
    for (std::uint32_t post = 0; post < kPostsOfRelay; ++post) {
      station.ri = indicator(relay, post);
      station.circuit = topology::CircuitSpec{post % 2 == 0 ? kPostRate : 4 * kPostRate, {}, {}, {}};
      spec.stations.push_back(station);
    }
  }
  return spec;
}

struct Case {
  std::uint32_t stations;
  std::uint64_t in_system;
};

Measured run_case(const Case& one) {
  topology::Problems problems;
  auto network = topology::Network::build(network_of(one.stations), problems);
  auto routes = network ? topology::Routes::build(*network, problems) : std::nullopt;
  if (!routes) throw std::runtime_error("the network of the benchmark cannot be built");
  sim::Plan plan(std::move(*network), std::move(*routes));
  Ends ends;
  for (StationId id = 0; id < plan.network.stations().size(); ++id) {
    if (plan.network.stations()[id].relay) continue;
    (ends.senders.size() > ends.receivers.size() ? ends.receivers : ends.senders).push_back(id);
  }
  plan.traffic.push_back(std::make_unique<LoadFactory>(ends, one.in_system));

  constexpr double kLead = 60;
  constexpr double kTransmissions = 4e6;
  const auto senders = static_cast<double>(ends.senders.size());
  const double sent_by_all = senders * kPostRate / (8 * kMeanCharacters);
  const double filed = std::min(sent_by_all, static_cast<double>(one.in_system) / kTravel);
  double left = 0;
  const auto run = [&](double duration) {
    plan.window.duration = static_cast<Time>(duration * 1e9);
    return timed([&] {
      const sim::Replication result = sim::simulate(plan, 1, {});
      left = static_cast<double>(result.undelivered);
      return static_cast<double>(result.all_transmissions);
    });
  };
  const double before = resident_megabytes();
  Measured measured = measure(
      [&] {
        const Work lead = run(kLead);
        const Work all = run(kLead + kTransmissions / (4 * filed));
        return Work{all.units - lead.units, all.seconds - lead.seconds};
      },
      3);
  measured.more[0] = left;
  measured.more[1] = std::max(measured.megabytes - before, 0.0);
  return measured;
}

double cost(const Measured& measured) {
  return 1e9 / measured.rate;
}

}  // namespace

void bench_scale(const Bench& bench) {
  const std::vector<Case> cases{{250, 1'000},   {250, 10'000},   {250, 100'000},     {250, 1'000'000},
                                {2'500, 1'000}, {25'000, 1'000}, {25'000, 1'000'000}};
  std::vector<Measured> results;
  for (const Case& one : cases) {
    results.push_back(apart([&] { return run_case(one); }));
    const Measured& result = results.back();
    const double growth = results.front().ratio / result.ratio;
    bench.tell(fmt::format("{} stations, {:.0f} messages in the system", one.stations, result.more[0]), "transmissions",
               result, fmt::format("{:.0f} ns each, {:.2f} times the first", cost(result), growth));
  }
  const Measured& few = results[0];
  const Measured& many = results[3];
  Measured memory = many;
  memory.rate = memory.ratio = 0;
  bench.tell("memory of a waiting copy", "", memory,
             fmt::format("{:.0f} bytes (aim: at most 64)",
                         (many.more[1] - few.more[1]) * 1048576 / (many.more[0] - few.more[0])));
  bench.tell("growth of the cost", "", {},
             fmt::format("10^3 to 10^6 messages {:.2f} (aim: at most 1.5), 250 to 25,000 stations {:.2f} (2.5), both "
                         "{:.2f} (3)",
                         few.ratio / many.ratio, few.ratio / results[5].ratio, few.ratio / results[6].ratio));
}

}  // namespace torntape::tools
