#include "topology/telegram/stream.hpp"

#include <algorithm>
#include <cstring>

namespace torntape::topology {

void TelegramStream::fill() {
  const std::size_t full = held_ + std::max(block_size_, wanted_ - std::min(wanted_, held_));
  if (block_.size() < full) block_.resize(full);
  do {
    const std::size_t read = source_(block_.data() + held_, full - held_);
    ended_ = read == 0;
    held_ += read;
  } while (!ended_ && !live_ && held_ < full);
}

void TelegramStream::read(const Sink& sink) {
  do {
    fill();
    // What is held is read from its beginning each time; where that is much, not for every few bytes more.
    if (live_ && !ended_ && held_ > kBlock && held_ < looked_ + looked_ / 16) continue;
    read_block(sink);
    looked_ = held_;
  } while (!ended_);
}

void TelegramStream::read_block(const Sink& sink) {
  const bool whole = ended_ || held_ >= kLongest;
  const std::string_view block = std::string_view(block_).substr(0, held_);
  // A line that is not all there may look like another.
  const std::size_t lines_end = whole ? held_ : block.rfind('\n') + 1;
  if (lines_end == 0 && !whole) {
    wanted_ = 2 * held_;
    return;
  }
  TelegramReader reader(block.substr(0, lines_end), file_, lines_, given_);
  Telegram telegram;
  Telegram next;
  bool pending = false;
  while (reader.next(next)) {
    if (pending) {
      sink(telegram);
      ++given_;
    }
    std::swap(telegram, next);
    pending = true;
  }
  if (!pending) {
    if (whole) drop(held_);
    wanted_ = 2 * held_;
    return;
  }
  const bool complete = whole || (live_ && telegram.ended);
  if (complete) {
    sink(telegram);
    ++given_;
  }
  if (complete) {
    drop(telegram.span.end);
  } else {
    lines_ = telegram.span.line - 1;
    erase(telegram.span.begin);
  }
  wanted_ = 2 * held_;
}

void TelegramStream::drop(std::size_t bytes) {
  const auto kept = block_.begin() + static_cast<std::ptrdiff_t>(bytes);
  lines_ += static_cast<int>(std::count(block_.begin(), kept, '\n'));
  erase(bytes);
}

void TelegramStream::erase(std::size_t bytes) {
  held_ -= bytes;
  std::memmove(block_.data(), block_.data() + bytes, held_);
}

}  // namespace torntape::topology
