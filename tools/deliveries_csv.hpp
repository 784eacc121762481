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
  /// Makes room for a row that ends in `place`, and returns where it begins.
  char* room(const std::string& place);
  void flush();
  [[noreturn]] void fail() const;

  std::string path_;
  std::string written_;  ///< where the rows go until all are there
  const sim::Plan& plan_;
  std::FILE* file_ = nullptr;
  std::vector<char> buffer_;
  std::size_t filled_ = 0;           ///< so much of it is to be written
  std::vector<std::string> places_;  ///< by addressee: `,ri,addressee,`
};

}  // namespace torntape::tools
