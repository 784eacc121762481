#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace torntape::tools {

/// A length of time as people read it, three figures of it or, from 100 on, one decimal: `32.5 us`, `850 ms`, `12.3 s`,
/// `4.10 min`, `2.50 h`, `3.20 days`. Less than half a nanosecond, the step of the clock, is `0 s`.
std::string readable_seconds(double seconds);

/// An interval of a mean length of time, which begins at 0 where it reaches below: `0 s to 6.06 min`; `-` where there
/// is none.
std::string readable_interval(const std::optional<std::pair<double, double>>& interval);

/// A length of time that the user gave: in the largest unit that it is a whole number of, `90 min`, `1 day`.
std::string readable_span(double seconds);

/// A whole number with commas between thousands.
std::string readable_count(std::uint64_t count);

/// The same of things that have a plural in s: `1 message`, `2,345 messages`.
std::string readable_count(std::uint64_t count, const std::string& noun);

/// Keys and values: `run.seed=2, handling.preemption=flash`.
std::string readable_settings(const std::vector<std::pair<std::string, std::string>>& settings);

/// A share as a percentage: `99.2 %`; never 100 % where something is missing, nor 0 % where something is there.
std::string readable_share(double share);

}  // namespace torntape::tools
