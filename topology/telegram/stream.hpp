#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "topology/telegram/reader.hpp"
#include "topology/telegram/telegram.hpp"

namespace torntape::topology {

/// Reads telegrams out of a stream of any length, holding no more of it than the telegram being read and one block.
///
/// A telegram is given out when the next one has begun, or the stream has ended, or NNNN has come. Spans are offsets
/// into the block that the telegram was read from, lines count from the stream's beginning. A telegram longer than
/// kLongest bytes is cut there.
class TelegramStream {
 public:
  /// Writes up to `size` bytes to `to` and answers how many; 0 at the end.
  using Source = std::function<std::size_t(char* to, std::size_t size)>;
  using Sink = std::function<void(Telegram&)>;

  static constexpr std::size_t kBlock = std::size_t{1} << 20;
  static constexpr std::size_t kLongest = std::size_t{1} << 26;

  /// `file` names the stream, in the telegrams. It is read in blocks of `block` bytes, at least 1.
  TelegramStream(Source source, std::string file, std::size_t block = kBlock)
      : source_(std::move(source)), file_(std::move(file)), block_size_(block), wanted_(block) {}

  /// Hands every telegram to `sink`, to the stream's end. One at least, as read_telegrams.
  void read(const Sink& sink);

  /// Where true, telegrams are given out as soon as they are complete, whatever the block's size: for a live stream.
  /// One longer than kBlock bytes waits for up to a sixteenth more, so that any stream is read in linear time.
  void set_live(bool live) { live_ = live; }

 private:
  void fill();
  void read_block(const Sink& sink);
  void drop(std::size_t bytes);   // and counts its lines
  void erase(std::size_t bytes);  // off the front of what is held

  Source source_;
  std::string file_;
  std::size_t block_size_;
  std::size_t wanted_;
  std::string block_;  // its first held_ bytes are held of the stream
  std::size_t held_ = 0;
  int lines_ = 0;           // before block_
  std::size_t given_ = 0;   // telegrams handed out
  std::size_t looked_ = 0;  // bytes of block_ when it was last read
  bool live_ = false;
  bool ended_ = false;
};

}  // namespace torntape::topology
