#include "scenarios/line_stream.hpp"

#include <cstring>

namespace torntape::scenarios {

LineStream::LineStream(const std::string& path) : file_(std::fopen(path.c_str(), "rb")), buffer_(1U << 18) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  while (end_ < kByteOrderMark.size() && fill()) {
  }
  if (std::string_view(buffer_.data(), end_).starts_with(kByteOrderMark)) begin_ = kByteOrderMark.size();
}

bool LineStream::fill() {
  if (ended_ || !file_) return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  if (end_ == buffer_.size()) buffer_.resize(buffer_.size() * 2);
  const std::size_t read = std::fread(buffer_.data() + end_, 1, buffer_.size() - end_, file_.get());
  end_ += read;
  ended_ = read == 0;
  failed_ = std::ferror(file_.get()) != 0;
  return read > 0;
}

std::optional<std::string_view> LineStream::next() {
  std::size_t searched = begin_;
  while (true) {
    const void* found = std::memchr(buffer_.data() + searched, '\n', end_ - searched);
    if (found == nullptr && !ended_) {
      const std::size_t waiting = end_ - begin_;
      if (fill()) {
        searched = begin_ + waiting;
        continue;
      }
    }
    if (found == nullptr && begin_ == end_) return std::nullopt;
    const std::size_t stop =
        found == nullptr ? end_ : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    std::string_view line(buffer_.data() + begin_, stop - begin_);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    begin_ = found == nullptr ? end_ : stop + 1;
    ++line_;
    return line;
  }
}

}  // namespace torntape::scenarios
