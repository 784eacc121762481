#include "tools/deliveries_csv.hpp"

#include <fmt/core.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <utility>

#include "tools/command.hpp"
#include "tools/table.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kBuffer = 1U << 16;
/// No row is longer, its addressee and that one's station aside: three numbers, an indicator, a role, a precedence,
/// three times and five commas, and what is written behind the last of them.
constexpr std::size_t kLongestRest = 3 * 20 + 8 + 6 + 9 + 3 * 30 + 16 + 24;

/// A device or a pipe, which cannot be renamed into place.
bool is_special(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
}

constexpr std::string_view kHeader =
    "replication,message,origin,ri,addressee,role,precedence,filed_s,delivered_s,latency_s,hops\n";

/// What is copied at once: texts are copied in whole steps, without asking how long they are, which is quicker.
constexpr std::size_t kStep = 16;

char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

/// As put, with whole steps to be read from `text` on and to be written from `out` on.
char* put_steps(char* out, const char* text, std::size_t size) {
  for (std::size_t at = 0; at < size; at += kStep) std::memcpy(out + at, text + at, kStep);
  return out + size;
}

/// The first `size` of eight bytes, from the highest down; all eight are written.
char* put_bytes(char* out, std::uint64_t bytes, std::size_t size) {
  if constexpr (std::endian::native == std::endian::little) bytes = __builtin_bswap64(bytes);
  std::memcpy(out, &bytes, sizeof bytes);
  return out + size;
}

/// The numbers from 0 to 999, as three digits and as short as can be; the fourth byte is for copying four at once.
struct Thousand {
  std::array<std::array<char, 4>, 1000> digits{};
  std::array<std::array<char, 4>, 1000> shortest{};
  std::array<std::uint8_t, 1000> sizes{};
};
constexpr Thousand kThousand = [] {
  Thousand thousand;
  for (std::size_t i = 0; i < 1000; ++i) {
    auto& digits = thousand.digits[i];
    digits = {static_cast<char>('0' + i / 100), static_cast<char>('0' + i / 10 % 10), static_cast<char>('0' + i % 10)};
    const std::size_t blank = i < 10 ? 2 : i < 100 ? 1 : 0;
    for (std::size_t at = blank; at < 3; ++at) thousand.shortest[i][at - blank] = digits[at];
    thousand.sizes[i] = static_cast<std::uint8_t>(3 - blank);
  }
  return thousand;
}();

/// Three digits of `value`, less than 1000; a fourth byte is written too.
char* put_three(char* out, std::uint64_t value) {
  std::memcpy(out, kThousand.digits[value].data(), 4);
  return out + 3;
}

char* put_whole(char* out, std::uint64_t value) {
  if (value >= 1000) return put_three(put_whole(out, value / 1000), value % 1000);
  std::memcpy(out, kThousand.shortest[value].data(), 4);
  return out + kThousand.sizes[value];
}

/// Seconds with nine digits after the point; `time` is 0 or more.
char* put_time(char* out, sim::Time time) {
  const auto nanoseconds = static_cast<std::uint64_t>(time);
  constexpr auto kSecond = static_cast<std::uint64_t>(sim::kSecond);
  out = put_whole(out, nanoseconds / kSecond);
  const auto rest = static_cast<std::uint32_t>(nanoseconds % kSecond);
  *out++ = '.';
  out = put_three(out, rest / 1'000'000);
  out = put_three(out, rest / 1000 % 1000);
  return put_three(out, rest % 1000);
}

/// `role,precedence,` of every role and precedence.
struct Words {
  std::array<char, 2 * kStep> text{};
  std::size_t size = 0;
};
using WordTable = std::array<std::array<Words, topology::kPrecedences>, topology::kRoles>;

WordTable word_table() {
  WordTable table;
  for (std::size_t role = 0; role < table.size(); ++role) {
    for (std::size_t precedence = 0; precedence < table[role].size(); ++precedence) {
      Words& words = table[role][precedence];
      char* out = put(words.text.data(), topology::word(static_cast<topology::Role>(role)));
      *out++ = ',';
      out = put(out, topology::word(static_cast<topology::Precedence>(precedence)));
      *out++ = ',';
      words.size = static_cast<std::size_t>(out - words.text.data());
    }
  }
  return table;
}

}  // namespace

DeliveriesCsv::DeliveriesCsv(std::string path, const sim::Plan& plan)
    : path_(std::move(path)),
      written_(is_special(path_) ? path_ : path_ + ".part"),
      file_(std::fopen(written_.c_str(), "wb")) {
  if (file_ == nullptr) fail();
  std::setvbuf(file_, nullptr, _IONBF, 0);
  buffer_.resize(kBuffer);
  filled_ = static_cast<std::size_t>(put(buffer_.data(), kHeader) - buffer_.data());
  for (topology::AddresseeId id = 0; id < plan.directory.size(); ++id) {
    places_.push_back(place_texts_.size());
    (place_texts_ += ',' + plan.network.stations()[plan.directory.station(id)].ri.letters() + ',') +=
        csv_field(plan.directory.name(id)) + ',';
  }
  places_.push_back(place_texts_.size());
  place_texts_.resize(place_texts_.size() + kStep);
  for (const topology::Station& station : plan.network.stations()) origins_.push_back(station.ri);
}

DeliveriesCsv::~DeliveriesCsv() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  if (written_ != path_) std::remove(written_.c_str());
}

void DeliveriesCsv::add(const sim::Replication& replication) {
  const WordTable table = word_table();
  Words number;
  char* const comma = put_whole(number.text.data(), replication.number);
  *comma = ',';
  number.size = static_cast<std::size_t>(comma + 1 - number.text.data());
  for (const sim::DeliveryRow& row : replication.rows) {
    const std::size_t place = places_[row.addressee];
    const std::size_t place_size = places_[row.addressee + 1] - place;
    char* out = room(place_size);
    out = put_steps(out, number.text.data(), number.size);
    out = put_whole(out, row.message);
    *out++ = ',';
    const topology::RoutingIndicator origin = origins_[row.origin];
    out = put_bytes(out, origin.bits(), origin.size());
    out = put_steps(out, place_texts_.data() + place, place_size);
    const Words& words = table[static_cast<std::size_t>(row.role)][static_cast<std::size_t>(row.precedence)];
    out = put_steps(out, words.text.data(), words.size);
    out = put_time(out, row.filed);
    *out++ = ',';
    out = put_time(out, row.delivered);
    *out++ = ',';
    out = put_time(out, row.delivered - row.filed);
    *out++ = ',';
    out = put_whole(out, row.hops);
    *out++ = '\n';
    filled_ = static_cast<std::size_t>(out - buffer_.data());
  }
}

char* DeliveriesCsv::room(std::size_t place_size) {
  const std::size_t most = kLongestRest + place_size;
  if (filled_ + most > buffer_.size()) {
    flush();
    if (most > buffer_.size()) buffer_.resize(most);
  }
  return buffer_.data() + filled_;
}

void DeliveriesCsv::flush() {
  if (std::fwrite(buffer_.data(), 1, filled_, file_) != filled_) fail();
  filled_ = 0;
}

void DeliveriesCsv::close() {
  flush();
  std::FILE* file = std::exchange(file_, nullptr);
  if (std::fclose(file) != 0) fail();
  if (written_ != path_ && std::rename(written_.c_str(), path_.c_str()) != 0) fail();
}

void DeliveriesCsv::fail() const {
  throw Failure(kMachineFailed, fmt::format("{}: error: cannot be written: {}", path_, std::strerror(errno)));
}

}  // namespace torntape::tools
