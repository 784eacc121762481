#include "plans.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"

namespace torntape::sim::testing {

std::unique_ptr<Plan> plan_of(const std::string& text) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario_text(text, "test.yaml", {}, problems);
  std::unique_ptr<Plan> plan;
  if (scenario) plan = scenarios::resolve(*scenario, problems);
  for (const topology::Problem& problem : problems.sorted()) {
    if (problem.severity == topology::Problem::Severity::error) FAIL_CHECK(topology::line_of(problem));
  }
  REQUIRE(plan);
  return plan;
}

StationId station(const topology::Network& network, std::string_view letters) {
  const auto id = network.station(topology::RoutingIndicator::parse(letters).value());
  if (!id) throw std::invalid_argument("no station: " + std::string(letters));
  return *id;
}

std::vector<Filed> messages_of(const Plan& plan, std::size_t item, std::string_view letters, std::size_t count,
                               std::uint32_t replication) {
  const StationId origin = station(plan.network, letters);
  const auto source = plan.traffic.at(item)->make(Draws(plan.seed, replication));
  for (std::uint32_t stream = 0; stream < source->streams(); ++stream) {
    std::vector<Filed> messages;
    Filed message;
    message.filed = source->next(stream);
    source->file(stream, message.draft);
    if (message.draft.origin != origin) continue;
    messages.push_back(message);
    while (messages.size() < count) {
      message.filed = source->next(stream);
      source->file(stream, message.draft);
      if (message.filed < messages.back().filed) FAIL("a message is filed before the one before it");
      messages.push_back(message);
    }
    return messages;
  }
  throw std::invalid_argument("no origin: " + std::string(letters));
}

namespace {

std::string destination_text(const topology::Network& network, const topology::Destination& destination) {
  const Tag tag(destination.tag);
  return network.stations()[destination.station].ri.letters() + '/' + topology::letter(tag.precedence()) +
         (tag.role() == Role::action ? 'a' : 'i');
}

}  // namespace

std::string line_text(const topology::Network& network, const Draft& draft) {
  std::string text;
  for (const topology::Destination& destination : draft.line) {
    const Tag tag(destination.tag);
    if (!text.empty()) text += ' ';
    if (!tag.is_group()) {
      text += destination_text(network, destination);
      continue;
    }
    const Group& group = draft.groups.at(tag.index());
    text += network.collectives()[group.collective].ri.letters() + '/' + topology::letter(tag.precedence()) + '@' +
            network.stations()[destination.station].ri.letters() + '(';
    for (std::size_t i = 0; i < group.members.size(); ++i) {
      text += (i == 0 ? "" : " ") + destination_text(network, group.members[i]);
    }
    text += ')';
  }
  return text;
}

}  // namespace torntape::sim::testing
