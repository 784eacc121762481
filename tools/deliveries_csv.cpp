#include "tools/deliveries_csv.hpp"

#include <fmt/core.h>

#include <array>
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
/// three times and five commas, and what is copied behind the last of them.
constexpr std::size_t kLongestRest = 3 * 20 + 8 + 6 + 9 + 3 * 30 + 16 + 24;

/// A device or a pipe, which cannot be renamed into place.
bool is_special(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
}

constexpr std::string_view kHeader =
    "replication,message,origin,ri,addressee,role,precedence,filed_s,delivered_s,latency_s,hops\n";

char* put(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

/// 00 to 99.
constexpr std::array<char, 200> kPairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

/// As put, for at most 24 characters with 24 to be read at `text`: without asking how many, which is quicker.
char* put_short(char* out, const char* text, std::size_t size) {
  std::memcpy(out, text, 24);
  return out + size;
}

char* put_whole(char* out, std::uint64_t value) {
  constexpr std::ptrdiff_t kMost = 20;
  std::array<char, kMost + 24> digits;
  char* const end = digits.data() + kMost;
  char* first = end;
  while (value >= 100) {
    first -= 2;
    std::memcpy(first, &kPairs[2 * (value % 100)], 2);
    value /= 100;
  }
  if (value >= 10) {
    first -= 2;
    std::memcpy(first, &kPairs[2 * value], 2);
  } else {
    *--first = static_cast<char>('0' + value);
  }
  return put_short(out, first, static_cast<std::size_t>(end - first));
}

char* put_letters(char* out, topology::RoutingIndicator ri) {
  for (std::uint64_t letters = ri.bits(); letters != 0; letters <<= 8) *out++ = static_cast<char>(letters >> 56);
  return out;
}

/// Seconds with nine digits after the point; `time` is 0 or more.
char* put_time(char* out, sim::Time time) {
  const auto nanoseconds = static_cast<std::uint64_t>(time);
  constexpr auto kSecond = static_cast<std::uint64_t>(sim::kSecond);
  out = put_whole(out, nanoseconds / kSecond);
  auto rest = static_cast<std::uint32_t>(nanoseconds % kSecond);
  *out++ = '.';
  out[8] = static_cast<char>('0' + rest % 10);
  rest /= 10;
  for (int i = 6; i >= 0; i -= 2) {
    std::memcpy(out + i, &kPairs[2 * std::size_t{rest % 100}], 2);
    rest /= 100;
  }
  return out + 9;
}

/// `role,precedence,` of every role and precedence.
struct Words {
  std::array<char, 24> text{};
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
      plan_(plan),
      file_(std::fopen(written_.c_str(), "wb")) {
  if (file_ == nullptr) fail();
  std::setvbuf(file_, nullptr, _IONBF, 0);
  buffer_.resize(kBuffer);
  filled_ = static_cast<std::size_t>(put(buffer_.data(), kHeader) - buffer_.data());
  for (topology::AddresseeId id = 0; id < plan.directory.size(); ++id) {
    places_.push_back(',' + plan.network.stations()[plan.directory.station(id)].ri.letters() + ',' +
                      csv_field(plan.directory.name(id)) + ',');
  }
}

DeliveriesCsv::~DeliveriesCsv() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  if (written_ != path_) std::remove(written_.c_str());
}

void DeliveriesCsv::add(const sim::Replication& replication) {
  const WordTable table = word_table();
  const std::string number = std::to_string(replication.number) + ',';
  for (const sim::DeliveryRow& row : replication.rows) {
    const std::string& place = places_[row.addressee];
    char* out = room(place);
    out = put(out, number);
    out = put_whole(out, row.message);
    *out++ = ',';
    out = put_letters(out, plan_.network.stations()[row.origin].ri);
    out = put(out, place);
    const Words& words = table[static_cast<std::size_t>(row.role)][static_cast<std::size_t>(row.precedence)];
    out = put_short(out, words.text.data(), words.size);
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

char* DeliveriesCsv::room(const std::string& place) {
  const std::size_t most = kLongestRest + place.size();
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
