#include "scenarios/trace_row.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "scenarios/csv_quotes.hpp"

namespace torntape::scenarios {
namespace {

using topology::Precedence;
using topology::Role;

/// The rest of a line, with the column that comes next.
class Cursor {
 public:
  Cursor(std::string_view line, std::string_view header) : line_(line), header_(header) {}

  /// The text up to the next comma, which is passed; `last` fields run to the end of the line.
  std::string_view field(const char* name, bool last) {
    if (at_ > line_.size()) fail(line_.size(), std::string("the row ends before ") + name);
    const std::size_t comma = line_.find(',', at_);
    if (last && comma != std::string_view::npos) fail(comma, "the row has more than 5 fields");
    if (!last && comma == std::string_view::npos) fail(line_.size(), std::string("the row ends after ") + name);
    start_ = at_;
    const std::string_view text = line_.substr(at_, last ? std::string_view::npos : comma - at_);
    at_ = last ? line_.size() + 1 : comma + 1;
    return text;
  }

  std::size_t start() const { return start_; }
  [[noreturn]] void fail(std::size_t at, std::string what) const {
    what += "; expected ";
    what += header_;
    throw RowError{static_cast<int>(at) + 1, std::move(what)};
  }

 private:
  std::string_view line_;
  std::string_view header_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
};

[[noreturn]] void refuse(std::size_t at, std::string text) {
  throw RowError{static_cast<int>(at) + 1, std::move(text)};
}

bool digit(char c) {
  return c >= '0' && c <= '9';
}

/// Seconds in decimals, exactly, to the nearest nanosecond; with an exponent, as a floating-point number.
std::optional<sim::Time> seconds_of(std::string_view text) {
  sim::Time whole = 0;
  std::size_t i = 0;
  for (; i < text.size() && digit(text[i]); ++i) {
    if (whole > sim::kNever / sim::kSecond / 10) return std::nullopt;
    whole = whole * 10 + (text[i] - '0');
  }
  const std::size_t digits = i;
  sim::Time fraction = 0;
  sim::Time unit = sim::kSecond;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && digit(text[i]); ++i) {
      if (unit == 1 && text[i] >= '5') ++fraction;
      if (unit == 1) unit = 0;
      if (unit > 1) fraction += (text[i] - '0') * (unit /= 10);
    }
  }
  if (digits > 0 && i == text.size()) return whole * sim::kSecond + fraction;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0) || value > 4e9) return std::nullopt;
  return static_cast<sim::Time>(std::llround(value * 1e9));
}

topology::RoutingIndicator indicator(std::string_view text, std::size_t at) {
  const auto ri = topology::RoutingIndicator::parse(text);
  if (!ri) refuse(at, "'" + std::string(text) + "' is no routing indicator; one has 4 to 8 capital letters");
  return *ri;
}

[[noreturn]] void refuse_unknown(std::string_view letters, std::size_t at) {
  refuse(at, std::string(letters) + " is neither a station nor a collective of this network");
}

sim::Target target(std::string_view text, std::size_t at, Role role, const topology::Network& network) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) {
    refuse(at, "'" + std::string(text) + "' has no precedence; write RI/O, with Z, O, P or R");
  }
  const bool niact = text.substr(slash + 1) == "NIACT";
  const auto precedence = niact ? Precedence::immediate : topology::precedence_of(text.substr(slash + 1));
  if (!precedence) {
    refuse(at + slash + 1,
           "'" + std::string(text.substr(slash + 1)) + "' is no precedence; write Z, O, P or R, or NIACT");
  }
  const std::string_view letters = text.substr(0, slash);
  const topology::RoutingIndicator ri = indicator(letters, at);
  if (const auto station = network.station(ri)) return {false, *station, *precedence, role, niact};
  if (const auto collective = network.collective(ri)) return {true, *collective, *precedence, role, niact};
  refuse_unknown(letters, at);
}

void targets(std::string_view field, std::size_t at, Role role, const topology::Network& network,
             std::vector<sim::Target>& found) {
  for (std::size_t i = 0; i < field.size();) {
    if (field[i] == ' ') {
      ++i;
      continue;
    }
    const std::size_t end = std::min(field.find(' ', i), field.size());
    found.push_back(target(field.substr(i, end - i), at + i, role, network));
    i = end;
  }
}

/// A row as nearly all are written: seconds with at most nine digits before and after the point, one blank between
/// addresses, precedences as letters, every indicator known. Whatever else a row may be, right or wrong, is left to be
/// read with care.
class PlainRow {
 public:
  PlainRow(std::string_view line, const topology::Network& network)
      : at_(line.data()), end_(line.data() + line.size()), network_(network) {}

  /// False where the row is not plain; what `row` holds is then without meaning.
  bool read(sim::TraceRow& row) {
    row.targets.clear();
    return read_time(row.filed) && read_origin(row.origin) && read_characters(row.characters) &&
           read_targets(Role::action, row.targets) && passes(',') && read_targets(Role::info, row.targets) &&
           at_ == end_ && !row.targets.empty();
  }

 private:
  bool passes(char c) {
    if (at_ == end_ || *at_ != c) return false;
    ++at_;
    return true;
  }

  /// The number that up to nine digits spell, and how many they are.
  std::uint32_t digits(int& count) {
    std::uint32_t value = 0;
    const char* const first = at_;
    const char* const last = end_ - first > 9 ? first + 9 : end_;
    for (; at_ != last && digit(*at_); ++at_) value = value * 10 + static_cast<std::uint32_t>(*at_ - '0');
    count = static_cast<int>(at_ - first);
    return value;
  }

  bool read_time(sim::Time& time) {
    static constexpr std::array<sim::Time, 10> kUnits{1'000'000'000, 100'000'000, 10'000'000, 1'000'000, 100'000,
                                                      10'000,        1'000,       100,        10,        1};
    int count = 0;
    time = sim::kSecond * digits(count);
    if (count == 0) return false;
    if (at_ != end_ && *at_ == '.') {
      ++at_;
      const std::uint32_t fraction = digits(count);
      if (count == 0) return false;
      time += kUnits[static_cast<std::size_t>(count)] * fraction;
    }
    return passes(',');
  }

  std::optional<topology::RoutingIndicator> read_indicator() {
    const auto ri = topology::RoutingIndicator::at_head_of({at_, static_cast<std::size_t>(end_ - at_)});
    if (ri) at_ += ri->size();
    return ri;
  }

  bool read_origin(sim::StationId& origin) {
    const auto ri = read_indicator();
    const auto station = ri ? network_.station(*ri) : std::nullopt;
    if (!station) return false;
    origin = *station;
    return passes(',');
  }

  bool read_characters(std::uint32_t& characters) {
    int count = 0;
    characters = digits(count);
    return characters > 0 && passes(',');
  }

  bool read_targets(Role role, std::vector<sim::Target>& targets) {
    if (at_ == end_ || *at_ == ',') return true;
    do {
      sim::Target target;
      target.role = role;
      const auto ri = read_indicator();
      if (!ri || !passes('/') || !read_precedence(target.precedence)) return false;
      auto id = network_.station(*ri);
      if (!id) {
        id = network_.collective(*ri);
        target.collective = true;
      }
      if (!id) return false;
      target.id = *id;
      targets.push_back(target);
    } while (passes(' '));
    return true;
  }

  bool read_precedence(Precedence& precedence) {
    if (at_ == end_) return false;
    switch (*at_++) {
      case 'Z':
        precedence = Precedence::flash;
        return true;
      case 'O':
        precedence = Precedence::immediate;
        return true;
      case 'P':
        precedence = Precedence::priority;
        return true;
      case 'R':
        precedence = Precedence::routine;
        return true;
      default:
        return false;
    }
  }

  const char* at_;
  const char* end_;
  const topology::Network& network_;
};

/// Takes the class, the last field, off `line`.
topology::Classification take_class(std::string_view& line) {
  const std::size_t comma = line.rfind(',');
  const std::size_t begin = comma == std::string_view::npos ? line.size() : comma + 1;
  std::string_view text = line.substr(begin);
  while (text.ends_with(' ')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  const auto classification = topology::classification_of(text);
  if (!classification) {
    refuse(begin, "class: '" + std::string(text) + "' is no class; write U, E, R, C, S or T, or its word, as SECRET");
  }
  line = line.substr(0, comma);
  return *classification;
}

void read_with_care(std::string_view line, std::string_view header, const topology::Network& network,
                    sim::TraceRow& row) {
  Cursor cursor(line, header);
  const std::string_view filed = cursor.field("filed_s", false);
  const auto time = seconds_of(filed);
  if (!time) refuse(cursor.start(), "filed_s: '" + std::string(filed) + "' is no time; write seconds from 0, as 12.5");
  row.filed = *time;

  const std::string_view from = cursor.field("from", false);
  const auto origin = network.station(indicator(from, cursor.start()));
  if (!origin) refuse(cursor.start(), "from: " + std::string(from) + " is no station of this network");
  row.origin = *origin;

  const std::string_view characters = cursor.field("characters", false);
  const auto [end, error] = std::from_chars(characters.data(), characters.data() + characters.size(), row.characters);
  if (error != std::errc() || end != characters.data() + characters.size() || row.characters == 0) {
    refuse(cursor.start(), "characters: '" + std::string(characters) + "' is no length; write a whole number from 1");
  }

  row.targets.clear();
  const std::string_view to = cursor.field("to", false);
  const std::size_t to_start = cursor.start();
  targets(to, to_start, Role::action, network, row.targets);
  targets(cursor.field("info", true), cursor.start(), Role::info, network, row.targets);
  if (row.targets.empty()) refuse(to_start, "the message has no addressee; write RI/O under to or info");
}

/// A row with fields in quotes: the same without them, the columns of errors being those of the line.
void parse_quoted_row(std::string_view line, std::string_view header, const topology::Network& network,
                      sim::TraceRow& row) {
  const std::string bare = without_quotes(line);
  if (bare.find('"') != std::string::npos) {
    const auto at = static_cast<int>(bare.find('"')) + 1;
    throw RowError{column_with_quotes(line, at), "a quote stands here, and no field holds one"};
  }
  try {
    parse_trace_row(bare, header, network, row);
  } catch (RowError& error) {
    error.column = column_with_quotes(line, error.column);
    throw;
  }
}

}  // namespace

void parse_trace_row(std::string_view line, std::string_view header, const topology::Network& network,
                     sim::TraceRow& row) {
  const bool classed = header == kClassedTraceHeader;
  row.classification = topology::Classification::unclassified;
  if (!classed && PlainRow(line, network).read(row)) return;
  if (line.find('"') != std::string_view::npos) return parse_quoted_row(line, header, network, row);
  if (classed) {
    row.classification = take_class(line);
    if (PlainRow(line, network).read(row)) return;
  }
  read_with_care(line, header, network, row);
}

}  // namespace torntape::scenarios
