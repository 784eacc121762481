#include "tools/report/page.hpp"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "sim/engine.hpp"
#include "sim/plans.hpp"
#include "tools/command.hpp"
#include "tools/report/replay.hpp"
#include "tools/report/sections.hpp"
#include "tools/results/writer.hpp"

namespace torntape::tools {
namespace {

namespace fs = std::filesystem;
using Catch::Matchers::Contains;

const std::string kScenario =
    "name: \"<b>two</b> & two\"\n"
    "network:\n"
    "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA, addressees: [\"<script>alert(1)</script>\\\"'&\"]}, {ri: "
    "RUEHB}]\n"
    "traffic: [{generate: {from: posts, to: posts, rate: 60 per hour}}]\n"
    "run: {duration: 2 h}\n";

/// A result file of two replications, gone at the end of its scope.
struct ResultFile {
  explicit ResultFile(std::uint32_t replications, const std::string& text = kScenario)
      : path(fs::temp_directory_path() / ("torntape-report-" + std::to_string(getpid()) + ".db")) {
    const std::unique_ptr<sim::Plan> plan = sim::testing::plan_of(kScenario);
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
  ~ResultFile() { fs::remove(path); }
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;
  std::string path;
};

TEST_CASE("without its script a page has its tables and drawings, and says what it lacks") {
  const ResultFile file(2);
  const Cases cases = read_cases({file.path});
  const std::string page = report_page(cases, "torntape report", true);
  CHECK_THAT(page, Contains("built without Node"));
  CHECK_THAT(page, Contains("script-src 'none'"));
  CHECK_THAT(page, !Contains("<script"));
  CHECK_THAT(page, Contains("<svg class=\"chart distribution\""));
  CHECK_THAT(page, Contains("<svg class=\"chart bars\""));
  CHECK_THAT(page, Contains("<caption>Latency, filed to delivered, by precedence and role</caption>"));
  CHECK_THAT(page, Contains("What &lt;i&gt;is&lt;/i&gt; asked."));
  CHECK_THAT(page, Contains("RUEHA &lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK_THAT(page, Contains("torntape run &apos;/nowhere/two two.yaml&apos; --seed 1 --replications 2 -o"));
}

TEST_CASE("replication 1 is simulated again where it comes out the same") {
  const ResultFile file(2);
  const Cases cases = read_cases({file.path});
  const Case& one = cases.cases[0];
  const Replay same = replay(cases, one, true);
  CHECK(same.lacks.empty());
  CHECK(same.rows.size() == one.results.replications[0].deliveries);
  REQUIRE(same.ways.size() == 1);
  const Way& slowest = same.ways[0];
  CHECK(slowest.copies.size() == 2);
  for (const sim::DeliveryRow& row : slowest.deliveries) CHECK(row.filed == slowest.filed);
  for (const sim::DeliveryRow& row : same.rows) {
    CHECK(row.delivered - row.filed <= slowest.deliveries.back().delivered - slowest.filed);
  }
  CHECK(replay(cases, one, false).rows.empty());
}

TEST_CASE("another scenario in the result's place is not taken for its own") {
  std::string text = kScenario;
  text.replace(text.find("60 per hour"), 11, "61 per hour");
  const ResultFile file(1, text);
  const Cases cases = read_cases({file.path});
  const Replay other = replay(cases, cases.cases[0], true);
  CHECK(other.rows.empty());
  CHECK_THAT(other.lacks, Contains("have changed"));
}

TEST_CASE("a result without replications makes no page") {
  const ResultFile file(0);
  try {
    read_cases({file.path});
    FAIL("it was taken");
  } catch (const Failure& failure) {
    CHECK(failure.code() == kWrongInput);
    CHECK_THAT(failure.what(), Contains("it holds no replication yet"));
  }
}

TEST_CASE("a word of a shell's command is quoted where it must be") {
  CHECK(shell_word("a/b-c.yaml") == "a/b-c.yaml");
  CHECK(shell_word("two two") == "'two two'");
  CHECK(shell_word("it's") == "'it'\\''s'");
  CHECK(shell_word("") == "''");
}

}  // namespace
}  // namespace torntape::tools
