#include "tools/report/page.hpp"

#include <catch2/catch.hpp>

#include "report/result_file.hpp"
#include "tools/command.hpp"
#include "tools/report/replay.hpp"
#include "tools/report/sections.hpp"

namespace torntape::tools {
namespace {

using Catch::Matchers::Contains;
using testing::ResultFile;

const std::string kScenario =
    "name: \"<b>two</b> & two\"\n"
    "network:\n"
    "  stations: [{ri: RUEH, relay: true}, {ri: RUEHA, addressees: [\"<script>alert(1)</script>\\\"'&\"]}, {ri: "
    "RUEHB}]\n"
    "traffic: [{generate: {from: posts, to: posts, rate: 60 per hour}}]\n"
    "run: {duration: 2 h}\n";

TEST_CASE("without its script a page has its tables and drawings, and says what it lacks") {
  const ResultFile file(kScenario, 2);
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

TEST_CASE("a scenario that does not describe itself has no description") {
  const ResultFile file(kScenario, 1);
  Cases cases = read_cases({file.path});
  CHECK_THAT(question_section(cases), Contains("class=\"description\""));
  cases.files[0].campaign.resolved = R"({"description": ""})";
  CHECK_THAT(question_section(cases), !Contains("class=\"description\""));
}

TEST_CASE("replication 1 is simulated again where it comes out the same") {
  const ResultFile file(kScenario, 2);
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
  const ResultFile file(kScenario, 1, text);
  const Cases cases = read_cases({file.path});
  const Replay other = replay(cases, cases.cases[0], true);
  CHECK(other.rows.empty());
  CHECK_THAT(other.lacks, Contains("have changed"));
}

TEST_CASE("a result without replications makes no page") {
  const ResultFile file(kScenario, 0);
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
