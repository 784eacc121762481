#include <utility>

#include "scenarios/sections.hpp"
#include "topology/precedence.hpp"

namespace torntape::scenarios {
namespace {

using sim::Handling;

template <topology::Precedence precedence>
void read_objective(const Values& values, const YamlNode& node, Handling& handling) {
  take(values.positive_time(node), handling.objectives[static_cast<std::size_t>(precedence)]);
}
constexpr Field<Handling> kObjectives[] = {
    {{"FLASH", "time", "10 min", "speed of service"}, read_objective<topology::Precedence::flash>},
    {{"IMMEDIATE", "time", "30 min", "speed of service"}, read_objective<topology::Precedence::immediate>},
    {{"PRIORITY", "time", "3 h", "speed of service"}, read_objective<topology::Precedence::priority>},
    {{"ROUTINE", "time", "6 h", "speed of service"}, read_objective<topology::Precedence::routine>},
};

constexpr Field<Handling> kHandling[] = {
    {{"discipline", "precedence or fifo", "precedence",
      "how waiting copies are taken: by precedence, or in order of arrival"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       static constexpr Choice<sim::Discipline> kWords[] = {{"precedence", sim::Discipline::precedence},
                                                            {"fifo", sim::Discipline::fifo}};
       take(values.choice(node, kWords), handling.discipline);
     }},
    {{"preemption", "none, flash or acp127", "none", "which copy breaks a transmission in progress, to be repeated"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       static constexpr Choice<sim::Preemption> kWords[] = {
           {"none", sim::Preemption::none}, {"flash", sim::Preemption::flash}, {"acp127", sim::Preemption::acp127}};
       take(values.choice(node, kWords), handling.preemption);
     }},
    {{"cancel_time", "time", "0 s", "for which a broken transmission's channel is busy with the cancelling"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.time(node), handling.cancel_time);
     }},
    {{"extra_long", "time", "none is", "a transmission that takes longer may be broken by PRIORITY (acp127)"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.positive_time(node), handling.extra_long);
     }},
    {{"split_flash", "true or false", "false", "whether the originator sends what is below FLASH apart"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.truth(node), handling.split_flash);
     }},
    {{"reroute_from", "none, FLASH, IMMEDIATE, PRIORITY or ROUTINE", "none",
      "copies from this up take an alternate route where there is one"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       static constexpr Choice<std::optional<topology::Precedence>> kWords[] = {
           {"none", std::nullopt},
           {"FLASH", topology::Precedence::flash},
           {"IMMEDIATE", topology::Precedence::immediate},
           {"PRIORITY", topology::Precedence::priority},
           {"ROUTINE", topology::Precedence::routine}};
       take(values.choice(node, kWords), handling.reroute_from);
     }},
    {{"reroute_after", "time", "0 s", "for which a circuit is out before its copies are rerouted"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.time(node), handling.reroute_after);
     }},
    {{"reroute_backlog", "whole number", "none", "where so many copies wait for a circuit, further ones are rerouted"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.whole(node, 1, 1'000'000'000), handling.reroute_backlog);
     }},
    {{"copy_precedence", "message or copy", "message",
      "what a copy shows: the message's highest precedence, or the highest of its own addressees"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       static constexpr Choice<sim::CopyPrecedence> kWords[] = {{"message", sim::CopyPrecedence::message},
                                                                {"copy", sim::CopyPrecedence::copy}};
       take(values.choice(node, kWords), handling.copy_precedence);
     }},
    {{"header", "none or formatted", "none",
      "how long a copy is: as its message says, or as its heading makes it, with its own routing line"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       static constexpr Choice<sim::Header> kWords[] = {{"none", sim::Header::none},
                                                        {"formatted", sim::Header::formatted}};
       take(values.choice(node, kWords), handling.header);
     }},
    {{"section_lines", "whole number", "100 where headings are formatted",
      "lines of text in a section, beyond which a generated or traced message is split"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.whole(node, 1, 1'000'000'000), handling.section_lines);
     }},
    {{"routing_line_limit", "whole number", "unlimited",
      "indicators on one transmission, beyond which there is a second"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.whole(node, 1, 1'000'000'000), handling.routing_line_limit);
     }},
    {{"silence", "time", "30 min", "with nothing received after a lost transmission until the station sends a check"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.positive_time(node), handling.silence);
     }},
    {{"service_characters", "whole number", "250", "of each service message that errors on the line call for"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.whole(node, 1, 1'000'000), handling.service_characters);
     }},
    {{"bits_per_character", "number", "8", "on the circuit, start and stop bits included, up to 64"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       take(values.number(node, 0, false, 64), handling.bits_per_character);
     }},
    {{"objectives", "map", "", "speed of service, from filed to delivered, by precedence"},
     [](const Values& values, const YamlNode& node, Handling& handling) {
       read_map<Handling>(values, node, kObjectives, handling);
     }},
};

}  // namespace

void read_handling(const Values& values, const YamlNode& node, Handling& handling) {
  if (!read_map<Handling>(values, node, kHandling, handling)) return;
  if (handling.preemption == sim::Preemption::acp127 && handling.discipline == sim::Discipline::fifo) {
    values.refuse(*node.find("preemption"), "it goes by precedence, and discipline is fifo; leave one of the two out");
  }
}

std::vector<Table> handling_tables() {
  return {describe<Handling>("handling", kHandling), describe<Handling>("handling.objectives", kObjectives)};
}

}  // namespace torntape::scenarios
