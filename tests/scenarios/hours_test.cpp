#include <catch2/catch.hpp>

#include "scenarios/read_hours.hpp"
#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"

namespace torntape::scenarios {
namespace {

using sim::DailyHours;

TEST_CASE("opening hours as a notice on the door has them") {
  const auto hours = [](std::string_view text) {
    const auto parsed = parse_daily_hours(text);
    INFO(text << ": " << parsed.error);
    REQUIRE(parsed.value.has_value());
    return *parsed.value;
  };
  CHECK(hours("0800-1700 Mon-Fri") == DailyHours{480, 540, 0b0011111});
  CHECK(hours("0800-1700") == DailyHours{480, 540, 127});
  CHECK(hours("0000-2400 Sat") == DailyHours{0, 1440, 0b0100000});
  CHECK(hours("2200-0630  Sun") == DailyHours{1320, 510, 0b1000000});
  CHECK(hours("0900-1200 Fri-Mon") == DailyHours{540, 180, 0b1110001});
  CHECK(hours("0900-1200 Mon Wed-Thu Sun ") == DailyHours{540, 180, 0b1001101});
  CHECK(hours("0930-0929") == DailyHours{570, 1439, 127});
  for (const char* text : {"", "8-17", "0800", "0800-", "-1700", "0800-1760", "2400-0800", "0800-2401", "08:00-17:00",
                           "0800 - 1700", "0800-1700-1800", "0800-1700 monday", "0800-1700 Mon,Tue", "0800-1700 Mon-",
                           "0800-0800", "+800-1700", "0800-1700 Mon-Fri-Sat"}) {
    INFO(text);
    CHECK_FALSE(parse_daily_hours(text).value.has_value());
  }
}

TEST_CASE("time zones by figures and by letter") {
  constexpr std::pair<const char*, int> kZones[] = {
      {"UTC", 0},  {"Z", 0},    {"A", 60},      {"I", 540},      {"K", 600},   {"M", 720},     {"N", -60},
      {"R", -300}, {"Y", -720}, {"+0530", 330}, {"-0500", -300}, {"+0000", 0}, {"+1400", 840}, {"-1200", -720}};
  for (const auto& [text, minutes] : kZones) CHECK(parse_time_zone(text).value == minutes);
  for (const char* text :
       {"", "J", "EST", "+05", "0530", "+05:30", "+1401", "-1201", "America/New_York", "z", "+0560"}) {
    INFO(text);
    CHECK_FALSE(parse_time_zone(text).value.has_value());
  }
}

TEST_CASE("posts have the default's hours, relays their own, and time zones go with either") {
  const char* const text =
      "name: x\n"
      "network:\n"
      "  defaults: {hours: 0800-1700 Mon-Fri, time_zone: R}\n"
      "  stations:\n"
      "    - {ri: RUEH, relay: true}\n"
      "    - {ri: RUEHA}\n"
      "    - {ri: RUEHB, hours: always}\n"
      "    - {ri: RUEHC, time_zone: Z}\n"
      "    - {ri: RUEHD, hours: [0900-1200 Sat, 1000-1100 Sun], time_zone: +0100}\n"
      "    - {ri: RUEHE, hours: 0000-2400}\n"
      "traffic: [{generate: {}}]\n"
      "run: {duration: 1 h, start: 2007-01-05T12:00Z}\n";
  topology::Problems problems;
  const auto scenario = read_scenario_text(text, "x.yaml", {}, problems);
  REQUIRE(scenario.has_value());
  const auto plan = resolve(*scenario, problems);
  REQUIRE(plan != nullptr);
  constexpr sim::Time kHour = 3600 * sim::kSecond;
  CHECK(plan->hours.any());
  CHECK(plan->hours.of(0) == nullptr);
  CHECK(plan->hours.of(1)->next_open(0) == kHour);  // Friday 1300 UTC
  CHECK(plan->hours.of(2) == nullptr);
  CHECK(plan->hours.of(3)->next_open(0) == 0);
  CHECK(plan->hours.of(4)->next_open(0) == 20 * kHour);  // Saturday 0800 UTC
  CHECK(plan->hours.of(5) == nullptr);
}

}  // namespace
}  // namespace torntape::scenarios
