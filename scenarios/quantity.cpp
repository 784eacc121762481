#include "scenarios/quantity.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <span>

#include "scenarios/yaml_node.hpp"

namespace torntape::scenarios {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && digit(text[at + count])) ++count;
  return count;
}

/// A number's spelling taken apart: whole part, fraction, exponent of ten.
struct Numeral {
  bool negative = false;
  std::string_view whole, fraction;
  int exponent = 0;
  std::string_view rest;  ///< what stands after it

  bool zero() const {
    return whole == "0" && std::all_of(fraction.begin(), fraction.end(), [](char c) { return c == '0'; });
  }
};

constexpr int kMostExponent = 400;

/// Takes the number at the head of `text` apart. An `e` that no digits follow begins a unit.
Parsed<Numeral> split(std::string_view text) {
  Numeral numeral;
  std::size_t at = 0;
  if (text.starts_with('-')) numeral.negative = true, at = 1;
  const std::size_t whole = digits_at(text, at);
  if (whole == 0) {
    if (text.substr(at).starts_with('.') && digits_at(text, at + 1) > 0) {
      return {
          {},
          quoted(text) + " begins with a point; write 0" + std::string(text.substr(at, 1 + digits_at(text, at + 1)))};
    }
    return {{}, quoted(text) + " is not a number"};
  }
  numeral.whole = text.substr(at, whole);
  at += whole;
  if (whole > 1 && numeral.whole.front() == '0') {
    return {{}, quoted(text) + " has a leading zero, which is octal to some; write the number without it"};
  }
  if (at < text.size() && (text[at] == '_' || text[at] == ',' || text[at] == '\'')) {
    return {{}, quoted(text) + " is not a number; write digits alone, without '" + text[at] + "'"};
  }
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_at(text, at + 1);
    if (fraction == 0) return {{}, quoted(text) + " is not a number; digits belong after the point"};
    numeral.fraction = text.substr(at + 1, fraction);
    at += 1 + fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '-' || text[at + 1] == '+') ? 1 : 0;
    const std::size_t size = digits_at(text, at + 1 + sign);
    if (size > 0) {
      for (const char c : text.substr(at + 1 + sign, size)) {
        numeral.exponent = std::min(numeral.exponent * 10 + (c - '0'), kMostExponent);
      }
      if (text[at + 1] == '-') numeral.exponent = -numeral.exponent;
      at += 1 + sign + size;
    }
  }
  numeral.rest = text.substr(at);
  if (numeral.rest.starts_with('.') || (!numeral.rest.empty() && digit(numeral.rest.front()))) {
    return {{}, quoted(text) + " is not a number"};
  }
  return {numeral, {}};
}

/// The numeral times 10 to the power of `shift`, correctly rounded; nothing where it is beyond a double.
std::optional<double> to_double(const Numeral& numeral, int shift) {
  std::string text = numeral.negative ? "-" : "";
  text.append(numeral.whole);
  if (!numeral.fraction.empty()) text.append(".").append(numeral.fraction);
  text.append("e").append(std::to_string(numeral.exponent + shift));
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The numeral times `factor`, to the nearest whole number; nothing where that is `kNever` or more. The digits beyond
/// the eighteenth after the point of the product's decimal fraction cannot matter and are left out.
std::optional<std::int64_t> to_whole(const Numeral& numeral, std::uint64_t factor) {
  __extension__ using Wide = unsigned __int128;
  constexpr Wide kMost = static_cast<Wide>(sim::kNever);
  std::string digits(numeral.whole);
  digits.append(numeral.fraction);
  const auto point = static_cast<std::ptrdiff_t>(numeral.whole.size()) + numeral.exponent;
  Wide whole = 0;
  Wide fraction = 0;
  Wide scale = 1;
  const auto count = static_cast<std::ptrdiff_t>(digits.size());
  for (std::ptrdiff_t i = std::min<std::ptrdiff_t>(point, 0); i < std::max(point, count); ++i) {
    const unsigned d = i >= 0 && i < count ? static_cast<unsigned>(digits[static_cast<std::size_t>(i)] - '0') : 0;
    if (i < point) {
      whole = whole * 10 + d;
      if (whole > kMost) return std::nullopt;
    } else if (scale < Wide{1'000'000'000'000'000'000U}) {
      fraction = fraction * 10 + d;
      scale *= 10;
    }
  }
  const Wide value = whole * factor + (fraction * factor + scale / 2) / scale;
  if (value >= kMost) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

struct Unit {
  std::string_view spelling;
  std::uint64_t factor;
};

constexpr std::uint64_t kMinute = 60'000'000'000U;
constexpr std::uint64_t kHour = 60 * kMinute;
constexpr std::uint64_t kDay = 24 * kHour;
constexpr Unit kTimes[] = {{"ns", 1},
                           {"nanosecond", 1},
                           {"nanoseconds", 1},
                           {"us", 1'000},
                           {"microsecond", 1'000},
                           {"microseconds", 1'000},
                           {"ms", 1'000'000},
                           {"millisecond", 1'000'000},
                           {"milliseconds", 1'000'000},
                           {"s", 1'000'000'000},
                           {"second", 1'000'000'000},
                           {"seconds", 1'000'000'000},
                           {"min", kMinute},
                           {"minute", kMinute},
                           {"minutes", kMinute},
                           {"h", kHour},
                           {"hour", kHour},
                           {"hours", kHour},
                           {"day", kDay},
                           {"days", kDay}};

/// Bit rates by the power of ten of the unit.
constexpr Unit kBitRates[] = {{"bps", 0}, {"baud", 0}, {"kbps", 3}, {"Mbps", 6}, {"Gbps", 9}, {"cps", 0}};

/// Seconds in the time that a message rate counts by.
constexpr Unit kPer[] = {{"second", 1},  {"s", 1},    {"minute", 60}, {"min", 60},
                         {"hour", 3600}, {"h", 3600}, {"day", 86400}};

constexpr std::string_view kTimeUnits = "a time needs a unit: ns, us, ms, s, min, h or days, such as '30 min'";
constexpr std::string_view kBitRateUnits = "a rate needs a unit: bps, kbps, Mbps, baud or cps, such as '9600 bps'";
constexpr std::string_view kPerUnits =
    "it needs what it counts by: per second, per minute, per hour or per day, such as '4 per day'";

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

/// The unit spelled by `text`, or a message that names all, and the one that differs in case alone.
Parsed<Unit> find_unit(std::string_view text, std::span<const Unit> units, std::string_view all) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  std::string error = "unknown unit " + quoted(text);
  for (const Unit& unit : units) {
    if (unit.spelling == text) return {unit, {}};
    if (std::equal(text.begin(), text.end(), unit.spelling.begin(), unit.spelling.end(),
                   [&](char a, char b) { return lower(a) == lower(b); })) {
      error += ", did you mean '" + std::string(unit.spelling) + "'?";
    }
  }
  return {{}, error + (error.ends_with('?') ? " " : "; ") + std::string(all)};
}

std::vector<std::string_view> spellings(std::span<const Unit> units) {
  std::vector<std::string_view> words;
  for (const Unit& unit : units) words.push_back(unit.spelling);
  return words;
}

/// The error of a number, and what belongs here where the text has none.
std::string with_hint(std::string_view text, const std::string& error, std::string_view hint) {
  const bool begins_as_number = !text.empty() && (digit(text[0]) || (text.size() > 1 && digit(text[1])));
  return begins_as_number ? error : error + "; " + std::string(hint);
}

}  // namespace

Parsed<std::uint64_t> parse_whole(std::string_view text, std::uint64_t least, std::uint64_t most) {
  const Parsed<Numeral> numeral = split(text);
  if (!numeral.value) return {{}, with_hint(text, numeral.error, "a whole number belongs here")};
  const std::size_t sign = numeral.value->negative ? 1 : 0;
  if (sign + numeral.value->whole.size() != text.size()) {
    return {{},
            quoted(text) + " is not a whole number in digits alone, such as " +
                std::to_string(std::max(least, std::uint64_t{10}))};
  }
  std::uint64_t value = 0;
  const auto result = std::from_chars(text.data() + sign, text.data() + text.size(), value);
  if (result.ec != std::errc() || (sign == 1 && value > 0) || value < least || value > most) {
    return {{},
            quoted(text) + " is out of range; it goes from " + std::to_string(least) + " to " + std::to_string(most)};
  }
  return {value, {}};
}

Parsed<double> parse_number(std::string_view text) {
  const Parsed<Numeral> numeral = split(text);
  if (!numeral.value) return {{}, numeral.error};
  if (!numeral.value->rest.empty()) {
    return {{}, quoted(text) + " is not a number; " + quoted(trimmed(numeral.value->rest)) + " does not belong here"};
  }
  const std::optional<double> value = to_double(*numeral.value, 0);
  if (!value) return {{}, quoted(text) + " is too large or too small a number"};
  return {value, {}};
}

Parsed<double> parse_share(std::string_view text) {
  if (!text.ends_with('%')) return parse_number(text);
  const std::string_view hundredths = trimmed(text.substr(0, text.size() - 1));
  const Parsed<Numeral> numeral = split(hundredths);
  if (!numeral.value || !numeral.value->rest.empty())
    return {{}, quoted(text) + " is not a share, such as 0.4 or 40 %"};
  const std::optional<double> value = to_double(*numeral.value, -2);
  if (!value) return {{}, quoted(text) + " is too large or too small a number"};
  return {value, {}};
}

Parsed<sim::Time> parse_time(std::string_view text) {
  const Parsed<Numeral> numeral = split(text);
  if (!numeral.value) return {{}, with_hint(text, numeral.error, kTimeUnits)};
  const std::string_view rest = trimmed(numeral.value->rest);
  if (rest.empty()) return {{}, quoted(text) + " has no unit; " + std::string(kTimeUnits)};
  const Parsed<Unit> unit = find_unit(rest, kTimes, kTimeUnits);
  if (!unit.value) return {{}, unit.error};
  const bool zero = numeral.value->zero();
  if (numeral.value->negative && !zero) return {{}, quoted(text) + " is negative; a time is 0 or more"};
  const std::optional<sim::Time> value = to_whole(*numeral.value, unit.value->factor);
  if (!value) {
    constexpr auto kMostDays = static_cast<std::uint64_t>(sim::kNever) / kDay;
    return {{}, quoted(text) + " is too long; a time goes up to " + std::to_string(kMostDays) + " days"};
  }
  if (*value == 0 && !zero) return {{}, quoted(text) + " is below a nanosecond, the least time there is"};
  return {value, {}};
}

Parsed<double> parse_bit_rate(std::string_view text, double bits_per_character) {
  const Parsed<Numeral> numeral = split(text);
  if (!numeral.value) return {{}, with_hint(text, numeral.error, kBitRateUnits)};
  const std::string_view rest = trimmed(numeral.value->rest);
  if (rest.empty()) return {{}, quoted(text) + " has no unit; " + std::string(kBitRateUnits)};
  const Parsed<Unit> unit = find_unit(rest, kBitRates, kBitRateUnits);
  if (!unit.value) return {{}, unit.error};
  if (numeral.value->zero()) return {{}, quoted(text) + " carries nothing; a rate is more than 0"};
  if (numeral.value->negative) return {{}, quoted(text) + " is negative; a rate is more than 0"};
  std::optional<double> value = to_double(*numeral.value, static_cast<int>(unit.value->factor));
  if (value && rest == "cps") *value *= bits_per_character;
  if (!value || *value < 1e-3 || *value > 1e15) {
    return {{}, quoted(text) + " is out of range; a rate goes from 0.001 bps to 1e15 bps"};
  }
  return {value, {}};
}

Parsed<double> parse_message_rate(std::string_view text) {
  const Parsed<Numeral> numeral = split(text);
  if (!numeral.value) return {{}, with_hint(text, numeral.error, kPerUnits)};
  std::string_view rest = trimmed(numeral.value->rest);
  if (!rest.starts_with("per ")) return {{}, quoted(text) + " is no rate of messages; " + std::string(kPerUnits)};
  rest = trimmed(rest.substr(4));
  const Parsed<Unit> unit = find_unit(rest, kPer, kPerUnits);
  if (!unit.value) return {{}, unit.error};
  if (numeral.value->zero()) return {{}, quoted(text) + " files nothing; a rate is more than 0"};
  if (numeral.value->negative) return {{}, quoted(text) + " is negative; a rate is more than 0"};
  std::optional<double> value = to_double(*numeral.value, 0);
  if (value) *value /= static_cast<double>(unit.value->factor);
  constexpr double kLeast = 1.0 / (1000 * 366 * 86400.0);
  if (!value || *value < kLeast || *value > 1e9) {
    return {{}, quoted(text) + " is out of range; it goes from one message in 1000 years to 1e9 per second"};
  }
  return {value, {}};
}

std::vector<std::string_view> time_units() {
  return spellings(kTimes);
}
std::vector<std::string_view> bit_rate_units() {
  return spellings(kBitRates);
}
std::vector<std::string_view> message_rate_units() {
  return spellings(kPer);
}

Parsed<std::int64_t> parse_instant(std::string_view text) {
  constexpr std::string_view kMinutes = "dddd-dd-ddTdd:ddZ";
  constexpr std::string_view kSeconds = "dddd-dd-ddTdd:dd:ddZ";
  const auto has_form = [&](std::string_view form) {
    return std::equal(text.begin(), text.end(), form.begin(), form.end(),
                      [](char c, char f) { return f == 'd' ? digit(c) : c == f; });
  };
  const bool with_seconds = has_form(kSeconds);
  if (!with_seconds && !has_form(kMinutes)) {
    return {{}, quoted(text) + " is not an instant in UTC; write it as 2007-01-01T00:00Z"};
  }
  const auto number = [&](std::size_t at, std::size_t size) {
    unsigned value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(number(0, 4))),
                                         std::chrono::month(number(5, 2)), std::chrono::day(number(8, 2)));
  const unsigned hour = number(11, 2);
  const unsigned minute = number(14, 2);
  const unsigned second = with_seconds ? number(17, 2) : 0;
  if (!date.ok() || hour > 23 || minute > 59 || second > 59)
    return {{}, quoted(text) + " is no instant of the calendar"};
  const int year = static_cast<int>(date.year());
  if (year < 1900 || year > 2199) return {{}, quoted(text) + " is out of range; years go from 1900 to 2199"};
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return {days * 86400 + std::int64_t{hour} * 3600 + std::int64_t{minute} * 60 + second, {}};
}

}  // namespace torntape::scenarios
