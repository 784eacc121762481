#include "topology/telegram/stream.hpp"

#include <algorithm>

namespace torntape::topology {

void TelegramStream::fill() {
  const std::size_t before = block_.size();
  block_.resize(before + std::max(block_size_, wanted_ - std::min(wanted_, before)));
  std::size_t filled = before;
  do {
    const std::size_t read = source_(block_.data() + filled, block_.size() - filled);
    ended_ = read == 0;
    filled += read;
  } while (!ended_ && !live_ && filled < block_.size());
  block_.resize(filled);
}

void TelegramStream::read(const Sink& sink) {
  do {
    fill();
    // What is held is read from its beginning each time; where that is much, not for every few bytes more.
    if (live_ && !ended_ && block_.size() > kBlock && block_.size() < looked_ + looked_ / 16) continue;
    read_block(sink);
    looked_ = block_.size();
  } while (!ended_);
}

void TelegramStream::read_block(const Sink& sink) {
  const bool whole = ended_ || block_.size() >= kLongest;
  // A line that is not all there may look like another.
  const std::size_t lines_end = whole ? block_.size() : block_.rfind('\n') + 1;
  if (lines_end == 0 && !whole) {
    wanted_ = 2 * block_.size();
    return;
  }
  TelegramReader reader(std::string_view(block_).substr(0, lines_end), file_, lines_, given_);
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
    if (whole) drop(block_.size());
    wanted_ = 2 * block_.size();
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
    block_.erase(0, telegram.span.begin);
  }
  wanted_ = 2 * block_.size();
}

void TelegramStream::drop(std::size_t bytes) {
  const auto kept = block_.begin() + static_cast<std::ptrdiff_t>(bytes);
  lines_ += static_cast<int>(std::count(block_.begin(), kept, '\n'));
  block_.erase(block_.begin(), kept);
}

}  // namespace torntape::topology
