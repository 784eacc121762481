// A trace of invented messages over W3's network, one addressee a message and about five: the pass that reads, checks
// and resolves it before the run, and the pass in a replication, which reads it again and lays out routing lines.

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/random.hpp"
#include "tools/benchmarks/benchmarks.hpp"

namespace torntape::tools {
namespace {

constexpr std::uint32_t kRows = 1'000'000;

scenarios::Scenario network_of(const Bench& bench) {
  topology::Problems problems;
  auto scenario = scenarios::read_scenario(bench.scenarios + "w3.yaml", {}, problems);
  if (!scenario) throw std::runtime_error(topology::line_of(problems.sorted().front()));
  scenario->traffic.clear();
  return std::move(*scenario);
}

std::unique_ptr<sim::Plan> resolved(const scenarios::Scenario& scenario) {
  topology::Problems problems;
  auto plan = scenarios::resolve(scenario, problems);
  if (!plan) throw std::runtime_error(topology::line_of(problems.sorted().front()));
  return plan;
}

/// `most` addressees at most, each number from 1 as frequent as the others; returns the size of the file.
double write_trace(const std::string& path, const scenarios::Scenario& scenario, std::uint32_t most) {
  std::vector<std::string> posts;
  for (const topology::StationSpec& station : scenario.network.stations) {
    if (!station.relay) posts.push_back(station.ri.letters());
  }
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (file == nullptr) throw std::runtime_error(path + " cannot be written");
  fmt::print(file, "filed_s,from,characters,to,info\n");
  std::uint64_t drawn = 0;
  const auto draw = [&](std::uint64_t below) { return (sim::Draws::mix(++drawn) >> 32) * below >> 32; };
  std::uint64_t milliseconds = 0;
  for (std::uint32_t row = 0; row < kRows; ++row) {
    milliseconds += draw(150);
    fmt::print(file, "{}.{:03},{},{},", milliseconds / 1000, milliseconds % 1000, posts[draw(posts.size())],
               100 + draw(4000));
    const std::uint64_t count = 1 + draw(most);
    for (std::uint64_t i = 0; i < count; ++i) {
      const bool info = most > 1 && i == count / 2 + 1;
      fmt::print(file, "{}{}/{}", info ? "," : i == 0 ? "" : " ", posts[draw(posts.size())], "ZOPR"[draw(4)]);
    }
    fmt::print(file, "{}\n", most > 1 && count > 1 && count / 2 + 1 < count ? "" : ",");
  }
  if (std::fclose(file) != 0) throw std::runtime_error(path + " cannot be written");
  return static_cast<double>(std::filesystem::file_size(path));
}

void bench_rows(const Bench& bench, std::uint32_t most) {
  const std::string path = bench.scratch + "trace.csv";
  scenarios::Scenario scenario = network_of(bench);
  const double bytes = write_trace(path, scenario, most);
  scenario.window.duration = sim::Time{365} * 86'400 * sim::kSecond;
  scenario.traffic.push_back({sim::TraceSpec{path, {}}, {}});
  const std::string rows =
      fmt::format("{} a row, ", most == 1 ? "1 addressee" : fmt::format("1 to {} addressees", most));
  const std::string remark =
      fmt::format("{:.1f} million rows of {:.0f} bytes (aim: 200 MB/s)", kRows / 1e6, bytes / kRows);
  const auto measured = [&](const std::function<void()>& pass) {
    return apart([&] {
      return measure([&] {
        return timed([&] {
          pass();
          return bytes;
        });
      });
    });
  };
  bench.tell(rows + "checked", "bytes", measured([&] { resolved(scenario); }), remark);
  const auto plan = resolved(scenario);
  bench.tell(rows + "read by a replication", "bytes", measured([&] {
               const auto source = plan->traffic.front()->make(sim::Draws(1, 1));
               sim::Draft draft;
               while (source->next(0) != sim::kNever) source->file(0, draft);
             }),
             remark);
  std::filesystem::remove(path);
}

}  // namespace

void bench_trace(const Bench& bench) {
  bench_rows(bench, 1);
  bench_rows(bench, 9);
}

}  // namespace torntape::tools
