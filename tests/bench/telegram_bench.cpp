// How fast telegrams are read on one core, JSON included: telegrams of 4 kB with 1.2 kB of heading, as a stream.
// Prints MB of input a second of processor time, the median of five runs, and the same of memchr over the lines as a
// yardstick.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "tools/telegram_json.hpp"
#include "topology/telegram/stream.hpp"

namespace {

constexpr std::size_t kBytes = std::size_t{200} << 20;
constexpr int kRuns = 5;

// One invented telegram: 27 addressees in 1.2 kB of heading, text up to 4 kB.
std::string invented_telegram() {
  std::string text =
      "VZCZCXRO1234\nOO RUEHAB RUEHCD RUEHEF RUEHGH\nDE RUEHXY #0042/01 1231200\nZNY CCCCC ZZH\nO 031200Z MAY 06\n"
      "FM AMEMBASSY FREEDONIA\nTO RUEHC/SECSTATE WASHDC IMMEDIATE 4321\nINFO RUCNABC/ALL FREEDONIAN POSTS COLLECTIVE "
      "PRIORITY\n";
  for (char c = 'A'; c <= 'Y'; ++c) {
    const std::string letter(1, c);
    text += "RUEH" + letter + "Q/AMEMBASSY SAN " + letter + "LFONSO PRIORITY 0" + std::to_string(100 + c) + '\n';
  }
  text += "\nUNCLAS SECTION 01 OF 02 FREEDONIA 000042\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: XX\nSUBJECT: INVENTED\n\n";
  while (text.size() < 4000) text += "A LINE OF TEXT THAT SAYS NOTHING TO ANYBODY AT ALL AND\n";
  return text + "BT\n#0042\n\nNNNN\n";
}

// MB a second of processor time, of the median run.
template <typename Run>
double median_speed(std::size_t bytes, const Run& run) {
  std::vector<double> speeds;
  for (int i = 0; i < kRuns; ++i) {
    const std::clock_t begin = std::clock();
    run();
    const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    speeds.push_back(static_cast<double>(bytes) / seconds / 1e6);
  }
  std::sort(speeds.begin(), speeds.end());
  return speeds[kRuns / 2];
}

std::size_t read_all(std::string_view text) {
  std::string json;
  std::size_t printed = 0;
  const auto source = [&](char* to, std::size_t size) {
    const std::size_t count = std::min(size, text.size());
    std::memcpy(to, text.data(), count);
    text.remove_prefix(count);
    return count;
  };
  torntape::topology::TelegramStream stream(source, "bench");
  stream.read([&](torntape::topology::Telegram& telegram) {
    torntape::tools::append_json(json, telegram);
    printed += json.size();
    json.clear();
  });
  return printed;
}

std::size_t count_lines(std::string_view text) {
  std::size_t lines = 0;
  while (!text.empty()) {
    const void* const end = std::memchr(text.data(), '\n', text.size());
    if (end == nullptr) break;
    text.remove_prefix(static_cast<std::size_t>(static_cast<const char*>(end) - text.data()) + 1);
    ++lines;
  }
  return lines;
}

}  // namespace

int main() {
  const std::string telegram = invented_telegram();
  std::string text;
  while (text.size() < kBytes) text += telegram;
  std::size_t lines = 0;
  std::size_t printed = 0;
  const double yardstick = median_speed(text.size(), [&] { lines = count_lines(text); });
  const double speed = median_speed(text.size(), [&] { printed = read_all(text); });
  std::printf("telegrams of %zu bytes, %zu MB, %zu lines\n", telegram.size(), text.size() >> 20, lines);
  std::printf("read and printed as JSON (%zu MB): %.0f MB/s on one core\n", printed >> 20, speed);
  std::printf("lines counted with memchr:         %.0f MB/s\n", yardstick);
  return 0;
}
