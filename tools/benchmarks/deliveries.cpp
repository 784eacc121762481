// What --deliveries costs, by the processor time of user and system: a run of W3 with it against the same run without,
// so that keeping the rows is in it too, with what that does to the caches of the engine; and rows in memory, out of
// order by up to ten seconds as a replication leaves them, put in order and written to a file.

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <vector>

#include "scenarios/reader.hpp"
#include "scenarios/resolve.hpp"
#include "sim/delivery_order.hpp"
#include "sim/engine.hpp"
#include "sim/random.hpp"
#include "tools/benchmarks/benchmarks.hpp"
#include "tools/deliveries_csv.hpp"

namespace torntape::tools {
namespace {

std::unique_ptr<sim::Plan> half_a_day(const Bench& bench) {
  topology::Problems problems;
  const auto scenario = scenarios::read_scenario(bench.scenarios + "w3.yaml", {{"run.duration", "12 h"}}, problems);
  auto plan = scenario ? scenarios::resolve(*scenario, problems) : nullptr;
  if (!plan) throw std::runtime_error(topology::line_of(problems.sorted().front()));
  return plan;
}

sim::Replication with_rows(const sim::Plan& plan) {
  sim::Recording recording;
  recording.deliveries = true;
  return sim::simulate(plan, 1, recording);
}

void write(const std::string& path, const sim::Plan& plan, const sim::Replication& replication) {
  DeliveriesCsv file(path, plan);
  file.add(replication);
  file.close();
}

Measured whole_run(const sim::Plan& plan, const std::string& path) {
  return measure([&] {
    const Work without = timed([&] { return static_cast<double>(sim::simulate(plan, 1, {}).deliveries); });
    const Work with = timed([&] {
      const sim::Replication replication = with_rows(plan);
      write(path, plan, replication);
      return static_cast<double>(replication.deliveries);
    });
    return Work{with.units, with.seconds - without.seconds};
  });
}

/// By when rows come to be known, up to ten seconds after the delivery.
void put_out_of_order(std::vector<sim::DeliveryRow>& rows) {
  const auto known = [](const sim::DeliveryRow& row) {
    return row.delivered + static_cast<sim::Time>(sim::Draws::mix(row.addressee + row.message) % (10 * sim::kSecond));
  };
  std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return known(a) < known(b); });
}

Measured ordered_and_written(const sim::Plan& plan, const std::string& path) {
  sim::Replication replication = with_rows(plan);
  put_out_of_order(replication.rows);
  const std::vector<sim::DeliveryRow> rows = replication.rows;
  return measure([&] {
    replication.rows = rows;
    return timed([&] {
      sim::put_in_order(replication.rows, plan.network, plan.directory);
      write(path, plan, replication);
      return static_cast<double>(rows.size());
    });
  });
}

}  // namespace

void bench_deliveries(const Bench& bench) {
  const std::string path = bench.scratch + "deliveries.csv";
  const auto plan = half_a_day(bench);
  const auto tell = [&](const std::string& what, const Measured& result) {
    bench.tell(what, "rows", result,
               fmt::format("a file of {:.0f} MB", static_cast<double>(std::filesystem::file_size(path)) / 1e6));
  };
  tell("rows kept, put in order and written", apart([&] { return whole_run(*plan, path); }));
  tell("rows in memory put in order and written (aim 5 M)", apart([&] { return ordered_and_written(*plan, path); }));
  std::filesystem::remove(path);
}

}  // namespace torntape::tools
