#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "topology/telegram/lines.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Reads every telegram that `text` holds, one after the other, in one pass and linear time; any bytes give an answer.
/// At least one telegram comes back; where nothing is recognised it is empty but for its diagnostics.
/// `file` only names the text, in the telegrams.
std::vector<Telegram> read_telegrams(std::string_view text, const std::string& file);

/// As read_telegrams, one telegram at a time. `text` must outlive the reader.
class TelegramReader {
 public:
  /// `lines` lines and `telegrams` telegrams of the same stream have gone before `text`.
  TelegramReader(std::string_view text, std::string file, int lines = 0, std::size_t telegrams = 0);
  TelegramReader(const TelegramReader&) = delete;
  TelegramReader& operator=(const TelegramReader&) = delete;
  ~TelegramReader() = default;

  /// Reads the next telegram into `telegram`, all of which is replaced; false where there is none.
  bool next(Telegram& telegram);

 private:
  std::string storage_;
  std::string_view text_;
  std::string file_;
  LineCursor cursor_;
  std::size_t read_;
};

}  // namespace torntape::topology
