// What --deliveries costs: a run of W3 with it against the same run without, so that keeping, sorting and writing the
// rows are all in it, by the processor time of user and system.

#include <fmt/core.h>

#include <filesystem>
#include <stdexcept>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/engine.hpp"
#include "tools/benchmarks/benchmarks.hpp"
#include "tools/deliveries_csv.hpp"

namespace torntape::tools {

void bench_deliveries(const Bench& bench) {
  const std::string path = bench.scratch + "deliveries.csv";
  const Measured result = apart([&] {
    topology::Problems problems;
    const auto scenario = scenarios::read_scenario(bench.scenarios + "w3.yaml", {{"run.duration", "12 h"}}, problems);
    const auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
    if (!plan) throw std::runtime_error(topology::line_of(problems.sorted().front()));
    double bytes = 0;
    Measured measured = measure([&] {
      const Work without = timed([&] { return static_cast<double>(sim::simulate(*plan, 1, {}).deliveries); });
      const Work with = timed([&] {
        DeliveriesCsv file(path, *plan);
        sim::Recording recording;
        recording.deliveries = true;
        const sim::Replication replication = sim::simulate(*plan, 1, recording);
        file.add(replication);
        file.close();
        return static_cast<double>(replication.deliveries);
      });
      bytes = static_cast<double>(std::filesystem::file_size(path));
      return Work{with.units, with.seconds - without.seconds};
    });
    measured.more[0] = bytes / 1e6;
    return measured;
  });
  bench.tell("rows kept, sorted and written", "rows", result,
             fmt::format("a file of {:.0f} MB (aim: 5 million rows/s)", result.more[0]));
  std::filesystem::remove(path);
}

}  // namespace torntape::tools
