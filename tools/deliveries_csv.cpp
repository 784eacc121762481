#include "tools/deliveries_csv.hpp"

#include <fmt/compile.h>
#include <fmt/core.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>
#include <utility>

#include "tools/command.hpp"
#include "tools/table.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kFlushAt = 1U << 16;

/// A device or a pipe, which cannot be renamed into place.
bool is_special(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored);
}

void append_time(std::string& out, sim::Time time) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("{}.{:09}"), time / sim::kSecond, time % sim::kSecond);
}

}  // namespace

DeliveriesCsv::DeliveriesCsv(std::string path, const sim::Plan& plan)
    : path_(std::move(path)),
      written_(is_special(path_) ? path_ : path_ + ".part"),
      plan_(plan),
      file_(std::fopen(written_.c_str(), "wb")) {
  if (file_ == nullptr) fail();
  buffer_ = "replication,message,origin,ri,addressee,role,precedence,filed_s,delivered_s,latency_s,hops\n";
  for (topology::AddresseeId id = 0; id < plan.directory.size(); ++id) {
    places_.push_back(plan.network.stations()[plan.directory.station(id)].ri.letters() + ',' +
                      csv_field(plan.directory.name(id)));
  }
}

DeliveriesCsv::~DeliveriesCsv() {
  if (file_ == nullptr) return;
  std::fclose(file_);
  if (written_ != path_) std::remove(written_.c_str());
}

void DeliveriesCsv::add(const sim::Replication& replication) {
  for (const sim::DeliveryRow& row : replication.rows) {
    fmt::format_to(std::back_inserter(buffer_), FMT_COMPILE("{},{},{},{},{},{},"), replication.number, row.message,
                   plan_.network.stations()[row.origin].ri.letters(), places_[row.addressee], topology::word(row.role),
                   topology::word(row.precedence));
    append_time(buffer_, row.filed);
    buffer_ += ',';
    append_time(buffer_, row.delivered);
    buffer_ += ',';
    append_time(buffer_, row.delivered - row.filed);
    fmt::format_to(std::back_inserter(buffer_), FMT_COMPILE(",{}\n"), row.hops);
    if (buffer_.size() >= kFlushAt) flush();
  }
}

void DeliveriesCsv::flush() {
  if (std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size()) fail();
  buffer_.clear();
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
