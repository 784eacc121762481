#pragma once

#include <cstdint>
#include <string>

namespace torntape::endtoend {

/// A scenario file with every rule at work at once, the same for the same `seed` on every machine: relays in a mesh,
/// posts, collectives, generated traffic of about so many messages, random outages of circuits and relays, and each
/// knob of handling drawn. Relays' circuits are approved for every class but some; all messages can be delivered.
std::string everything_at_once(std::uint64_t seed, std::uint64_t messages);

}  // namespace torntape::endtoend
