// Any bytes must give an answer: at least one telegram, spans inside the text, JSON of it; and the same read as a
// stream.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "tools/telegram_json.hpp"
#include "topology/telegram/reader.hpp"
#include "topology/telegram/stream.hpp"

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

std::string json_of_whole(std::string_view text) {
  std::string json;
  std::uint64_t read_to = 0;
  for (const torntape::topology::Telegram& telegram : torntape::topology::read_telegrams(text, "fuzz")) {
    torntape::tools::append_json(json, telegram);
    json += '\n';
    require(telegram.span.begin >= read_to && telegram.span.begin <= telegram.span.end);
    require(telegram.span.end <= text.size());
    read_to = telegram.span.end;
    for (const auto& [field, span] : telegram.fields) require(span.begin <= span.end && span.end <= text.size());
    for (const auto& section : telegram.texts) require(section.characters <= 3 * text.size());
  }
  require(!json.empty());
  return json;
}

// The same through a stream read in blocks of `block` bytes.
std::string json_of_stream(std::string_view text, std::size_t block) {
  const auto source = [&](char* to, std::size_t size) {
    const std::size_t count = size < text.size() ? size : text.size();
    if (count > 0) std::memcpy(to, text.data(), count);
    text.remove_prefix(count);
    return count;
  };
  std::string json;
  torntape::topology::TelegramStream stream(source, "fuzz", block);
  stream.read([&](torntape::topology::Telegram& telegram) {
    torntape::tools::append_json(json, telegram);
    json += '\n';
  });
  return json;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const std::string whole = json_of_whole(text);
  // Where a text has CRs alone, what a line is depends on how much of it is seen.
  if (size > 0 && text.find('\r') == std::string::npos) require(whole == json_of_stream(text, 64 + data[0]));
  return 0;
}
