#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "sim/engine.hpp"
#include "sim/plans.hpp"
#include "tools/results/writer.hpp"

namespace torntape::tools::testing {

/// A result file of so many replications of `scenario`, gone at the end of its scope; `text` is what it holds as the
/// scenario's.
struct ResultFile {
  ResultFile(const std::string& scenario, std::uint32_t replications, const std::string& text)
      : path(std::filesystem::temp_directory_path() / ("torntape-report-" + std::to_string(getpid()) + ".db")) {
    const std::unique_ptr<sim::Plan> plan = sim::testing::plan_of(scenario);
    results::Campaign campaign;
    campaign.scenario = "<b>two</b> & two";
    campaign.version = "0.1.0";
    campaign.text = text;
    campaign.resolved = R"({"description": "What <i>is</i> asked."})";
    campaign.replications = 2;
    campaign.points = {results::point_of(*plan, campaign.scenario, {})};
    results::Writer writer = results::Writer::create(path, campaign, {"/nowhere/two two.yaml", 1});
    for (std::uint32_t number = 1; number <= replications; ++number) {
      const sim::Replication replication = sim::simulate(*plan, number, {});
      writer.add({{1, &replication}});
    }
    writer.end(1);
  }
  ResultFile(const std::string& scenario, std::uint32_t replications) : ResultFile(scenario, replications, scenario) {}
  ~ResultFile() { std::filesystem::remove(path); }
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;
  std::string path;
};

}  // namespace torntape::tools::testing
