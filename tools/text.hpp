#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace torntape::tools {

/// A length of time as people read it: `850 ms`, `12.3 s`, `4.1 min`, `2.5 h`, `3.2 days`.
std::string readable_seconds(double seconds);

/// A length of time that the user gave: in the largest unit that it is a whole number of, `90 min`, `1 day`.
std::string readable_span(double seconds);

/// A whole number with commas between thousands.
std::string readable_count(std::uint64_t count);

/// `1 message`, `2,345 messages`.
std::string plural(std::uint64_t count, const std::string& word);

/// Keys and values: `run.seed=2, handling.preemption=flash`.
std::string readable_settings(const std::vector<std::pair<std::string, std::string>>& settings);

/// A share as a percentage: `99.2 %`; never 100 % where something is missing, nor 0 % where something is there.
std::string readable_share(double share);

}  // namespace torntape::tools
