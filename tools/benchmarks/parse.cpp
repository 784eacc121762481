// How fast telegrams are read, JSON included: telegrams of 4 kB with 1.2 kB of heading, as a stream.

#include <fmt/core.h>

#include <cstring>
#include <string>
#include <string_view>

#include "tools/benchmarks/benchmarks.hpp"
#include "tools/telegram_json.hpp"
#include "topology/telegram/stream.hpp"

namespace torntape::tools {
namespace {

constexpr std::size_t kBytes = std::size_t{50} << 20;

/// One invented telegram: 27 addressees in 1.2 kB of heading, text up to 4 kB.
std::string invented_telegram() {
  std::string text =
      "VZCZCXRO1234\nOO RUEHAB RUEHCD RUEHEF RUEHGH\nDE RUEHXY #0042/01 1231200\nZNY CCCCC ZZH\nO 031200Z MAY 06\n"
      "FM AMEMBASSY FREEDONIA\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 4321\nINFO RUCNABC/ALL FREEDONIAN POSTS COLLECTIVE "
      "PRIORITY\n";
  for (char c = 'A'; c <= 'Y'; ++c) {
    text += fmt::format("RUEH{0}Q/AMEMBASSY SAN {0}LFONSO PRIORITY 0{1}\n", c, 100 + c);
  }
  text += "\nUNCLAS SECTION 01 OF 02 FREEDONIA 000042\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: XX\nSUBJECT: INVENTED\n\n";
  while (text.size() < 4000) text += "A LINE OF TEXT THAT SAYS NOTHING TO ANYBODY AT ALL AND\n";
  return text + "BT\n#0042\n\nNNNN\n";
}

/// The size of all telegrams of `text` as JSON.
std::size_t read_all(std::string_view text) {
  std::string json;
  std::size_t printed = 0;
  const auto source = [&](char* to, std::size_t size) {
    const std::size_t count = std::min(size, text.size());
    std::memcpy(to, text.data(), count);
    text.remove_prefix(count);
    return count;
  };
  topology::TelegramStream stream(source, "bench");
  stream.read([&](topology::Telegram& telegram) {
    append_json(json, telegram);
    printed += json.size();
    json.clear();
  });
  return printed;
}

}  // namespace

void bench_parse(const Bench& bench) {
  const std::string telegram = invented_telegram();
  std::size_t printed = 0;
  const Measured result = apart([&] {
    std::string text;
    while (text.size() < kBytes) text += telegram;
    Measured measured = measure([&] {
      return timed([&] {
        printed = read_all(text);
        return static_cast<double>(text.size());
      });
    });
    measured.more[0] = static_cast<double>(printed) / static_cast<double>(text.size());
    return measured;
  });
  bench.tell("telegrams read and printed as JSON", "bytes", result,
             fmt::format("telegrams of {} bytes; {:.2f} bytes printed for one read; the text is held in memory",
                         telegram.size(), result.more[0]));
}

}  // namespace torntape::tools
