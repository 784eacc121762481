#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include "sim/measurements.hpp"
#include "sim/plan.hpp"

namespace torntape::tools {

/// The file of --deliveries: one row a delivery, in the columns of docs/commands.md. Throws Failure where writing
/// fails.
class DeliveriesCsv {
 public:
  /// Opens `path` anew and writes the header. A regular file stands as `path.part` until close().
  DeliveriesCsv(std::string path, const sim::Plan& plan);
  ~DeliveriesCsv();
  DeliveriesCsv(const DeliveriesCsv&) = delete;
  DeliveriesCsv& operator=(const DeliveriesCsv&) = delete;

  void add(const sim::Replication& replication);
  /// Everything is on its way to the disk, or Failure.
  void close();

 private:
  /// Makes room for a row whose addressee takes `place_size` characters, and returns where it begins.
  char* room(std::size_t place_size);
  void flush();
  [[noreturn]] void fail() const;

  std::string path_;
  std::string written_;  ///< where the rows go until all are there
  std::FILE* file_ = nullptr;
  std::vector<char> buffer_;
  std::size_t filled_ = 0;                           ///< so much of it is to be written
  std::vector<topology::RoutingIndicator> origins_;  ///< by station
  std::string place_texts_;                          ///< `,ri,addressee,` of one addressee behind the other
  std::vector<std::size_t> places_;                  ///< by addressee: where its text begins; the next one's is its end
};

}  // namespace torntape::tools
