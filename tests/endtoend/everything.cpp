#include "endtoend/everything.hpp"

#include <random>
#include <sstream>
#include <vector>

namespace torntape::endtoend {
namespace {

constexpr double kCharacters = 1500;
constexpr double kStations = 2.5;  ///< that a message is for, members of collectives included

class Everything {
 public:
  Everything(std::uint64_t seed, std::uint64_t messages) : engine_(seed), seed_(seed), messages_(messages) {}

  std::string text() {
    text_ << "name: everything at once\nseed: " << seed_ << '\n';
    network();
    traffic();
    handling();
    faults();
    text_ << "run: {duration: 1 day, warmup: 1 h, drain: " << (chance(30) ? "10 min" : "30 days") << "}\n";
    return text_.str();
  }

 private:
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool chance(std::size_t percent) { return below(100) < percent; }
  std::string one_of(const std::vector<std::string>& words) { return words[below(words.size())]; }

  // A ring of relays with one chord, so that there are always other ways; posts at each.
  void network() {
    const std::size_t relays = 4 + below(3);
    for (std::size_t i = 0; i < relays; ++i) relays_.push_back(std::string("RUE") + static_cast<char>('A' + i));
    for (const std::string& relay : relays_) {
      const std::size_t posts = 2 + below(4);
      for (std::size_t i = 0; i < posts; ++i) posts_.push_back(relay + 'A' + static_cast<char>('A' + i));
    }
    // The circuits from relays to posts are in use for about a quarter of the time, those between relays for more.
    const double bits = static_cast<double>(messages_) * kStations * kCharacters * 8;
    text_ << "network:\n  defaults: {rate: " << bits / (0.25 * 86400 * static_cast<double>(posts_.size()))
          << " bps, switching: " << one_of({"0 s", "500 ms", "2 s"}) << ", garbled: " << one_of({"0", "1e-5", "1e-4"})
          << ", lost: 0.01, repeated: 0.01}\n  stations:\n";
    for (const std::string& relay : relays_) {
      text_ << "    - {ri: " << relay << ", relay: true"
            << (chance(30) ? ", handling: {operators: 2, time: 300 ms}" : "") << "}\n";
    }
    for (const std::string& post : posts_) {
      text_ << "    - {ri: " << post << (chance(30) ? ", addressees: [ONE AT " + post + ", TWO AT " + post + "]" : "")
            << (chance(25) ? ", hours: 0600-1900" : "") << "}\n";
    }
    text_ << "  circuits:\n";
    for (std::size_t i = 0; i < relays; ++i) circuit(relays_[i], relays_[(i + 1) % relays]);
    circuit(relays_[0], relays_[2]);
    text_ << "  collectives:\n"
          << "    - {ri: RUCNA, members: [" << posts_[0] << ", " << posts_[3] << ", " << posts_[5]
          << "], expand_at: " << relays_[1] << "}\n"
          << "    - {ri: RUCNB, members: [" << posts_[1] << ", " << posts_[2] << ", " << posts_[4] << "]}\n";
  }

  // One of the circuits of the ring at most is not for all, so that the rest of it is.
  void circuit(const std::string& a, const std::string& b) {
    const bool restricted = !restricted_ && chance(30);
    restricted_ = restricted_ || restricted;
    trunks_.push_back('[' + a + ", " + b + ']');
    text_ << "    - {between: " << trunks_.back() << ", channels: " << 1 + below(3)
          << (restricted ? ", class: " + one_of({"UNCLASSIFIED", "CONFIDENTIAL"}) : "") << "}\n";
  }

  void traffic() {
    text_ << "traffic:\n  - generate:\n      rate: "
          << static_cast<double>(messages_) / static_cast<double>(posts_.size())
          << " per day\n      characters: {exponential: " << kCharacters << "}\n"
          << "      precedence: {FLASH: 0.05, IMMEDIATE: 0.2, PRIORITY: 0.35, ROUTINE: 0.4}\n"
          << "      class: {UNCLASSIFIED: 0.5, CONFIDENTIAL: 0.3, SECRET: 0.2}\n"
          << "      addressees: {geometric: 2}\n      action: 1\n      niact: 0.3\n      info_precedence: lower\n"
          << "      sections: {1: 80, 2: 15, 3: 5}\n      collectives: 0.1\n"
          << "minimize: {at: 10 h, for: 4 h, keep: {ROUTINE: 50 %}, raise: 10 %}\n";
  }

  void handling() {
    text_ << "handling:\n  preemption: " << one_of({"acp127", "acp127", "flash"}) << '\n'
          << "  cancel_time: " << one_of({"0 s", "200 ms", "5 s"}) << "\n  extra_long: " << one_of({"5 s", "10 min"})
          << '\n'
          << "  split_flash: " << one_of({"true", "false"}) << '\n'
          << "  reroute_from: " << one_of({"IMMEDIATE", "ROUTINE", "ROUTINE"}) << '\n'
          << "  reroute_after: " << one_of({"0 s", "1 min", "10 min"}) << '\n'
          << (chance(50) ? "  reroute_backlog: " + std::to_string(3 + below(20)) + '\n' : "")
          << "  copy_precedence: " << one_of({"copy", "message"}) << '\n'
          << (chance(30) ? "  header: formatted\n" : "")
          << (chance(50) ? "  routing_line_limit: " + std::to_string(1 + below(4)) + '\n' : "");
  }

  void faults() {
    text_ << "faults:\n";
    for (const std::string& trunk : trunks_) {
      text_ << "  - {circuit: " << trunk << ", mtbf: " << 1 + below(6) << " h, mttr: " << 2 + below(20) << " min}\n";
    }
    text_ << "  - {relay: " << relays_[below(relays_.size())] << ", mtbf: 8 h, mttr: 5 min}\n"
          << "  - {circuit: [" << posts_[0].substr(0, 4) << ", " << posts_[0] << "], mtbf: 3 h, mttr: 10 min}\n";
  }

  std::mt19937_64 engine_;
  std::uint64_t seed_, messages_;
  std::ostringstream text_;
  std::vector<std::string> relays_, posts_, trunks_;
  bool restricted_ = false;
};

}  // namespace

std::string everything_at_once(std::uint64_t seed, std::uint64_t messages) {
  return Everything(seed, messages).text();
}

}  // namespace torntape::endtoend
