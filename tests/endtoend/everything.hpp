#pragma once

#include <cstdint>
#include <string>

namespace torntape::endtoend {

/// A scenario file with every rule at work at once, the same for the same `seed` on every machine: relays in a mesh,
/// some manual, posts, some with hours, collectives, generated traffic of about so many messages, errors on the line,
/// random outages of circuits and relays, and each knob of handling drawn. One circuit between relays at most is not
/// approved for every class; all messages can be delivered.
std::string everything_at_once(std::uint64_t seed, std::uint64_t messages);

}  // namespace torntape::endtoend
