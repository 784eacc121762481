// What no approved circuits can carry is told before the run, at its place.
#include <catch2/catch.hpp>
#include <string>

#include "endtoend/program.hpp"

namespace torntape::endtoend {
namespace {

/// A relay with a post on a circuit for all, and another relay with a post, both on circuits for nothing above
/// `approved`.
std::string scenario_of(const std::string& traffic, const std::string& approved = "CONFIDENTIAL") {
  return "name: gate\n"
         "network:\n"
         "  defaults: {rate: 800 bps, class: " +
         approved +
         "}\n"
         "  stations:\n"
         "    - {ri: RUEH, relay: true}\n"
         "    - {ri: RUEK, relay: true}\n"
         "    - {ri: RUEHA, circuit: {class: TOP SECRET}}\n"
         "    - {ri: RUEHB, circuit: {class: SECRET}}\n"
         "    - {ri: RUEKA}\n"
         "  circuits:\n"
         "    - {between: [RUEH, RUEK]}\n"
         "  collectives:\n"
         "    - {ri: RUCNALL, members: [RUEHB, RUEKA]}\n"
         "    - {ri: RUCNK, members: [RUEHB, RUEHA], expand_at: RUEK}\n"
         "traffic:\n" +
         traffic + "run: {duration: 1 h}\n";
}

Outcome check(const std::string& traffic, const std::string& name = "", const std::string& text = "") {
  const TemporaryFolder folder;
  if (!name.empty()) folder.write(name, text);
  Outcome outcome = run_torntape({"check", folder.write("scenario.yaml", scenario_of(traffic))});
  const std::string prefix = folder.path("");
  for (std::size_t at = outcome.err.find(prefix); at != std::string::npos; at = outcome.err.find(prefix)) {
    outcome.err.erase(at, prefix.size());
  }
  return outcome;
}

constexpr const char* kWhy =
    ": no path of circuits approved for that class leads there; approve circuits for it, or send less";

TEST_CASE("a row of a trace that no approved circuits can carry is an error at the addressee") {
  const std::string traffic = "  - trace: messages.csv\n";
  const auto told = [&](const std::string& row) {
    return check(traffic, "messages.csv", "filed_s,from,characters,to,info,class\n0,RUEHB,9,RUEHA/R,,S\n" + row + "\n");
  };
  CHECK(told("1,RUEHA,100,RUEHB/R RUEKA/R,,S").err ==
        std::string("messages.csv:3:21: error: RUEHA cannot send SECRET to RUEKA") + kWhy + "\n");
  CHECK(told("1,RUEHA,100,RUEHB/R,,T").err.find("3:13: error: RUEHA cannot send TOP SECRET to RUEHB") !=
        std::string::npos);
  CHECK(told("1,RUEHA,100,RUCNALL/R,,S").err.find("3:1: error: RUEHA cannot send SECRET to RUEKA") !=
        std::string::npos);
  CHECK(told("1,RUEHA,100,RUCNK/R,,SECRET").err.find("3:13: error: RUEHA cannot send SECRET to RUEK (for RUCNK)") !=
        std::string::npos);
  CHECK(told("1,RUEHA,100,RUCNK/R,,C").exit_code == 0);
  CHECK(told("1,RUEHA,100,RUEKA/R,,X").err.find("3:22: error: class: 'X' is no class") != std::string::npos);
  CHECK(told("1,RUEHA,100,RUEKA/R,").err.find("3:21: error: class: '' is no class") != std::string::npos);
}

TEST_CASE("a telegram that no approved circuits can carry is an error at its address line") {
  const auto heading = [](const std::string& line4) {
    return "RR RUEKA\nDE RUEHA #0001 0010000\n" + line4 +
           "R 010000Z JAN 07\nFM ONE\nTO RUEHB/TWO\nRUEKA/THREE\nBT\nX\nBT\nNNNN\n";
  };
  const std::string traffic = "  - telegrams: [one.txt]\n";
  const Outcome secret = check(traffic, "one.txt", heading("ZNY SSSSS\n"));
  CHECK(secret.exit_code == 2);
  CHECK(secret.err.find("one.txt:7:1: error: RUEHA cannot send SECRET to RUEKA") != std::string::npos);
  CHECK(check(traffic, "one.txt", heading("ZNY CCCCC\n")).exit_code == 0);
  const Outcome garbled = check(traffic, "one.txt", heading("ZNY SSSSC\n"));
  CHECK(garbled.exit_code == 2);
  CHECK(garbled.err.find("one.txt:7:1: error: RUEHA cannot send SECRET to RUEKA") != std::string::npos);
  CHECK(garbled.err.find(
            "warning: the letters of the class differ (format line 4); it is handled as the highest of them, "
            "SECRET") != std::string::npos);
  const Outcome unreadable = check(traffic, "one.txt", heading("ZNY QQQQQ\n"));
  CHECK(unreadable.exit_code == 2);
  CHECK(unreadable.err.find("error: the class of the heading cannot be read (format line 4)") != std::string::npos);
  const Outcome unmarked = check(traffic, "one.txt", heading(""));
  CHECK(unmarked.exit_code == 0);
  CHECK(unmarked.err.find("warning: the heading shows no class (format line 4); it is handled as UNCLASSIFIED") !=
        std::string::npos);
}

TEST_CASE("generated messages that no approved circuits can carry are one error a class, with the number of pairs") {
  const Outcome told =
      check("  - generate: {class: {SECRET: 0.2, CONFIDENTIAL: 0.7, TOP SECRET: 0.1}, addressees: 1}\n");
  CHECK(told.exit_code == 2);
  // SECRET: RUEKA and each of the two others, both ways; TOP SECRET: all six pairs.
  CHECK(told.err == std::string("scenario.yaml:16:23: error: generate: class: RUEHA cannot send SECRET to RUEKA") +
                        kWhy + " (the first of 4 such pairs)\n" +
                        "scenario.yaml:16:23: error: generate: class: RUEHA cannot send TOP SECRET to RUEHB" + kWhy +
                        " (the first of 6 such pairs)\n");
  CHECK(check("  - generate: {class: SECRET, from: [RUEHA], to: [RUEHB], addressees: 1}\n").exit_code == 0);
  const Outcome collective =
      check("  - generate: {class: SECRET, from: [RUEHA], to: [RUEHB], addressees: 1, collectives: 1}\n");
  CHECK(collective.err.find("RUEHA cannot send SECRET to RUEKA (for RUCNALL)") != std::string::npos);
  CHECK(collective.err.find("(the first of 4 such pairs)") != std::string::npos);
}

TEST_CASE("a class changes nothing where every circuit is approved for it") {
  const TemporaryFolder folder;
  const auto deliveries = [&](const std::string& generate, const std::string& approved) {
    const std::string traffic = "  - generate: {rate: 200 per hour, addressees: 2" + generate + "}\n";
    const std::string scenario = folder.write("scenario.yaml", scenario_of(traffic, approved));
    const Outcome run = run_torntape({"run", scenario, "--quiet", "--deliveries", folder.path("out.csv")});
    CHECK(run.exit_code == 0);
    return read_text(folder.path("out.csv"));
  };
  const std::string plain = deliveries("", "TOP SECRET");
  CHECK(plain.size() > 10'000);
  CHECK(deliveries(", class: CONFIDENTIAL", "CONFIDENTIAL") == plain);
  CHECK(deliveries(", class: {UNCLASSIFIED: 0.5, SECRET: 0.5}", "SECRET") == plain);
}

TEST_CASE("a drawing shows what a circuit is approved for, where it is not approved for all") {
  const TemporaryFolder folder;
  const std::string scenario = folder.write("scenario.yaml", scenario_of("  - generate: {}\n"));
  CHECK(run_torntape({"graph", scenario, "-o", folder.path("out.dot")}).exit_code == 0);
  const std::string dot = read_text(folder.path("out.dot"));
  CHECK(dot.find("800 bps\nCONFIDENTIAL") != std::string::npos);
  CHECK(dot.find("800 bps\nSECRET") != std::string::npos);
  CHECK(dot.find("TOP SECRET") == std::string::npos);
}

}  // namespace
}  // namespace torntape::endtoend
