#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/time.hpp"

namespace torntape::scenarios {

/// A value read from a text, or why there is none: what is wrong with the text, and what would be right.
template <class Value>
struct Parsed {
  std::optional<Value> value;
  std::string error;
};

// Numbers are decimal, in plain ASCII: `12`, `0.25`, `1e-4`. Without sign but `-` (refused where a value must not be
// negative), leading zeros (`010` is eight to some readers of YAML), separators (`1_000`), `.5`, `5.`, hexadecimal,
// infinities and NaN. Between a number and its unit stand blanks or nothing.

/// A whole number from `least` to `most`, digits alone: `1e3` is refused.
Parsed<std::uint64_t> parse_whole(std::string_view text, std::uint64_t least, std::uint64_t most);

/// A number, correctly rounded.
Parsed<double> parse_number(std::string_view text);

/// A share: a number, or a number of hundredths with a percent sign.
Parsed<double> parse_share(std::string_view text);

/// A length of time with its unit (ns us ms s min h days), from 0, to the nearest nanosecond; one that is not 0 but
/// below half a nanosecond is refused, and one of `kNever` (73 years) or more.
Parsed<sim::Time> parse_time(std::string_view text);

/// A bit rate with its unit, in bits a second: bps kbps Mbps Gbps in powers of 1,000, baud as bps, cps (characters a
/// second) times `bits_per_character`. From 0.001 to 1e15.
Parsed<double> parse_bit_rate(std::string_view text, double bits_per_character);

/// How often messages are filed, in messages a second: `4 per day`. From one in 1,000 years to 1e9 a second.
Parsed<double> parse_message_rate(std::string_view text);

// The spellings of the units that the three take, of a message rate what stands after `per`.
std::vector<std::string_view> time_units();
std::vector<std::string_view> bit_rate_units();
std::vector<std::string_view> message_rate_units();

/// An instant in UTC in the form of ISO 8601, `2007-01-01T00:00Z` or with seconds, in seconds since 1970-01-01T00:00Z.
/// Years 1900 to 2199.
Parsed<std::int64_t> parse_instant(std::string_view text);

}  // namespace torntape::scenarios
