#include "scenarios/quantity.hpp"

#include <catch2/catch.hpp>
#include <utility>

namespace torntape::scenarios {
namespace {

sim::Time time_of(std::string_view text) {
  const Parsed<sim::Time> parsed = parse_time(text);
  INFO(text << " " << parsed.error);
  REQUIRE(parsed.value.has_value());
  return *parsed.value;
}

TEST_CASE("times in every unit, singular and plural, with and without a blank") {
  constexpr std::pair<const char*, sim::Time> kCases[] = {{"7 ns", 7},
                                                          {"7ns", 7},
                                                          {"1 nanosecond", 1},
                                                          {"2 us", 2'000},
                                                          {"2 microseconds", 2'000},
                                                          {"15 ms", 15'000'000},
                                                          {"1 millisecond", 1'000'000},
                                                          {"3   s", 3 * sim::kSecond},
                                                          {"1 second", sim::kSecond},
                                                          {"2 seconds", 2 * sim::kSecond},
                                                          {"30 min", 1800 * sim::kSecond},
                                                          {"1 minute", 60 * sim::kSecond},
                                                          {"2 minutes", 120 * sim::kSecond},
                                                          {"3 h", 10800 * sim::kSecond},
                                                          {"1 hour", 3600 * sim::kSecond},
                                                          {"2hours", 7200 * sim::kSecond},
                                                          {"1 day", 86400 * sim::kSecond},
                                                          {"30 days", 2592000 * sim::kSecond},
                                                          {"0 s", 0},
                                                          {"-0 s", 0}};
  for (const auto& [text, time] : kCases) CHECK(time_of(text) == time);
}

TEST_CASE("decimal times are exact to the nanosecond, and to the nearest beyond it") {
  CHECK(time_of("0.1 s") == 100'000'000);
  CHECK(time_of("1.000000001 s") == 1'000'000'001);
  CHECK(time_of("9007199.254740993 s") == 9'007'199'254'740'993);  // beyond what a double holds
  CHECK(time_of("0.1 days") == 8'640'000'000'000);
  CHECK(time_of("1.5e3 ms") == 1'500'000'000);
  CHECK(time_of("1e-3 s") == 1'000'000);
  CHECK(time_of("25E+2 us") == 2'500'000);
  CHECK(time_of("0.33333333333333333333333333 s") == 333'333'333);
  CHECK(time_of("0.66666666666666666666666666 s") == 666'666'667);
  CHECK(time_of("0.5 ns") == 1);
  CHECK(time_of("1.4999 ns") == 1);
  CHECK(time_of("0.000000e300 s") == 0);
  CHECK(time_of("2305843009213693950 ns") == sim::kNever - 1);
}

TEST_CASE("times beyond what there is are refused") {
  for (const char* text : {"2305843009213693951 ns", "9223372036854775807 ns", "9223372036854775808 ns", "26688 days",
                           "1e18 s", "1e999999999999 s", "0.49 ns", "1e-400 s", "1e-999999999999 days", "-1 ns",
                           "99999999999999999999999999999999 h"}) {
    INFO(text);
    CHECK_FALSE(parse_time(text).value.has_value());
  }
}

TEST_CASE("bit rates in powers of a thousand, correctly rounded") {
  const auto rate_of = [](std::string_view text) { return parse_bit_rate(text, 7.5).value.value_or(-1); };
  CHECK(rate_of("9600 bps") == 9600);
  CHECK(rate_of("64 kbps") == 64e3);
  CHECK(rate_of("2.4 kbps") == 2400);
  CHECK(rate_of("1.544 Mbps") == 1'544'000);
  CHECK(rate_of("10 Gbps") == 10e9);
  CHECK(rate_of("45.45 baud") == 45.45);
  CHECK(rate_of("10 cps") == 75);
  CHECK(rate_of("0.001 bps") == 1e-3);
  CHECK(rate_of("1e15bps") == 1e15);
  for (const char* text :
       {"9600", "-1 bps", "0 cps", "0.00099 bps", "2e15 bps", "inf bps", "nan bps", "1e999 Mbps", "9600 b"}) {
    INFO(text);
    CHECK(rate_of(text) == -1);
  }
}

TEST_CASE("message rates by what they count by") {
  const auto rate_of = [](std::string_view text) { return parse_message_rate(text).value.value_or(-1); };
  CHECK(rate_of("4 per day") == 4.0 / 86400);
  CHECK(rate_of("4per day") == 4.0 / 86400);
  CHECK(rate_of("0.5 per second") == 0.5);
  CHECK(rate_of("6 per minute") == 0.1);
  CHECK(rate_of("360 per  hour") == 0.1);
  for (const char* text :
       {"4", "4 day", "4 per", "4 per days", "0 per day", "-4 per day", "1e-9 per day", "2e9 per second", "per day"}) {
    INFO(text);
    CHECK(rate_of(text) == -1);
  }
}

TEST_CASE("whole numbers are digits alone, within their range") {
  constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  const auto whole = [](std::string_view text) { return parse_whole(text, 0, kMost).value; };
  CHECK(whole("0") == 0U);
  CHECK(whole("42") == 42U);
  CHECK(whole("18446744073709551615") == kMost);
  CHECK(parse_whole("7", 7, 7).value == 7U);
  for (const char* text : {"", "-1", "+1", "1.0", "1e3", "010", "00", "0x10", "1_000", "1,000", " 1", "1 ",
                           "18446744073709551616", "one", "\xEF\xBC\x91"}) {
    INFO(text);
    CHECK_FALSE(whole(text).has_value());
  }
  CHECK_FALSE(parse_whole("6", 7, 8).value.has_value());
  CHECK_FALSE(parse_whole("9", 7, 8).value.has_value());
}

TEST_CASE("numbers and shares") {
  CHECK(parse_number("0.499").value == 0.499);
  CHECK(parse_number("1e-4").value == 1e-4);
  CHECK(parse_number("-2.5").value == -2.5);
  CHECK(parse_share("40 %").value == 0.4);
  CHECK(parse_share("49.9%").value == 0.499);
  CHECK(parse_share("0.25").value == 0.25);
  for (const char* text :
       {"", "-", ".", "e5", "5.", ".5", "1e400", "1e-400", "nan", "inf", ".inf", "1 2", "0x1p3", "007", "1e5e5"}) {
    INFO(text);
    CHECK_FALSE(parse_number(text).value.has_value());
    CHECK_FALSE(parse_share(text).value.has_value());
    CHECK_FALSE(parse_number(text).error.empty());
  }
  CHECK_FALSE(parse_share("%").value.has_value());
  CHECK_FALSE(parse_share("4 0 %").value.has_value());
}

TEST_CASE("instants of the calendar in UTC") {
  CHECK(parse_instant("1970-01-01T00:00Z").value == 0);
  CHECK(parse_instant("2007-01-01T00:00Z").value == 1'167'609'600);
  CHECK(parse_instant("2008-02-29T23:59:59Z").value == 1'204'329'599);
  CHECK(parse_instant("1900-01-01T00:00Z").value == -2'208'988'800);
  for (const char* text :
       {"2007-02-29T00:00Z", "2007-13-01T00:00Z", "2007-01-01T24:00Z", "2007-01-01T00:60Z", "2007-01-01T00:00:60Z",
        "2007-01-01T00:00", "2007-01-01 00:00Z", "2007-1-1T00:00Z", "2007-01-01T00:00+01:00", "1899-12-31T00:00Z",
        "2200-01-01T00:00Z", "2007-01-00T00:00Z", ""}) {
    INFO(text);
    CHECK_FALSE(parse_instant(text).value.has_value());
  }
}

}  // namespace
}  // namespace torntape::scenarios
