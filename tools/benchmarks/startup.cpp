// Scenarios of many stations read, checked and resolved, up to the first event: stations in the scenario file or in a
// directory, homed on the relay whose letters begin theirs.

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "tools/benchmarks/benchmarks.hpp"

namespace torntape::tools {
namespace {

enum class Kind { listed, directory, tree };

/// `index` in `count` letters.
std::string letters(std::uint32_t index, int count) {
  std::string text(static_cast<std::size_t>(count), 'A');
  for (auto letter = text.rbegin(); letter != text.rend(); ++letter, index /= 26) {
    *letter = static_cast<char>('A' + index % 26);
  }
  return text;
}

/// Writes a scenario of about `stations` stations, about fifty posts a relay; returns how many there are.
/// `listed`, `directory`: relays on one hub. `tree`: hub, 26 relays on it, relays on those, posts.
std::uint32_t write_scenario(const std::string& folder, Kind kind, std::uint32_t stations) {
  constexpr std::uint32_t kPosts = 50;
  std::ofstream scenario(folder + "scenario.yaml");
  std::ofstream directory(folder + "posts.tsv");
  directory << "ri\tname\n";
  scenario << "name: start-up\nnetwork:\n  defaults: {rate: 9600 bps}\n  homing: {prefix: true, otherwise: RHUB}\n";
  if (kind != Kind::listed) scenario << "  directory: posts.tsv\n";
  scenario << "  stations:\n    - {ri: RHUB, relay: true}\n";
  std::uint32_t written = 1;
  const auto relay = [&](const std::string& ri) {
    scenario << "    - {ri: " << ri << ", relay: true}\n";
    ++written;
  };
  const auto post = [&](const std::string& ri) {
    if (kind == Kind::listed) {
      scenario << "    - {ri: " << ri << "}\n";
    } else {
      directory << ri << "\tPOST " << ri << '\n';
    }
    ++written;
  };
  if (kind == Kind::tree) {
    for (std::uint32_t region = 0; region < 26; ++region) relay("RT" + letters(region, 2));
  }
  for (std::uint32_t area = 0;; ++area) {
    if (written >= stations) break;
    const std::string ri =
        kind == Kind::tree ? "RT" + letters(area % 26, 2) + letters(area / 26, 2) : "R" + letters(area, 4);
    relay(ri);
    for (std::uint32_t i = 0; i < kPosts; ++i) {
      if (written < stations) post(ri + letters(i, 2));
    }
  }
  scenario << "traffic:\n  - generate: {from: posts, rate: 4 per day, to: posts}\nrun: {duration: 1 s}\n";
  return written;
}

Measured start(const std::string& path, std::uint32_t stations) {
  return measure(
      [&] {
        return timed([&] {
          topology::Problems problems;
          auto scenario = scenarios::read_scenario(path, {}, problems);
          const auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
          if (!plan) throw std::runtime_error(topology::line_of(problems.sorted().front()));
          plan->window = {0, 0, 0};
          sim::simulate(*plan, 1, {});
          return static_cast<double>(stations);
        });
      },
      3);
}

}  // namespace

void bench_startup(const Bench& bench) {
  struct Case {
    Kind kind;
    const char* what;
  };
  const std::vector<Case> cases{
      {Kind::listed, "in the scenario file"}, {Kind::directory, "in a directory"}, {Kind::tree, "in a tree of relays"}};
  for (const std::uint32_t stations : {25'000U, 250'000U}) {
    for (const Case& one : cases) {
      const std::uint32_t written = write_scenario(bench.scratch, one.kind, stations);
      const Measured result = apart([&] { return start(bench.scratch + "scenario.yaml", written); });
      bench.tell(
          fmt::format("{} stations {}", written, one.what), "stations", result,
          fmt::format("{:.3f} s{}", written / result.rate, stations == 25'000 ? " (aim: under 1 s, 300 MB)" : ""));
    }
  }
  std::filesystem::remove(bench.scratch + "scenario.yaml");
  std::filesystem::remove(bench.scratch + "posts.tsv");
}

}  // namespace torntape::tools
