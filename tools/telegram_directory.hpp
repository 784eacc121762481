#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "topology/telegram/telegram.hpp"

namespace torntape::tools {

/// The addressees, as (routing indicator, name), that a number of headings imply, and how often each occurs.
class TelegramDirectory {
 public:
  /// Counts the originator and the addressees of `telegram`.
  void add(const topology::Telegram& telegram);

  /// Tab-separated, with a header line: ri, name, originator, action, info; ordered by indicator and name. An indicator
  /// or a name that was not printed is empty.
  std::string tsv() const;

 private:
  struct Counts {
    std::uint64_t originator = 0;
    std::uint64_t action = 0;
    std::uint64_t info = 0;
  };
  std::map<std::pair<std::string, std::string>, Counts> counts_;
};

}  // namespace torntape::tools
