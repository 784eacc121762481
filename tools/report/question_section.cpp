#include <fmt/core.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tools/report/html.hpp"
#include "tools/report/sections.hpp"
#include "tools/text.hpp"
#include "topology/drawing.hpp"

namespace torntape::tools {
namespace {

using topology::xml_text;

/// What the scenario says of itself; empty where it says nothing.
std::string description_of(const results::Campaign& campaign) {
  const auto keys = nlohmann::json::parse(campaign.resolved, nullptr, false);
  if (!keys.is_object() || !keys.contains("description") || !keys["description"].is_string()) return "";
  return keys["description"].get<std::string>();
}

std::string fact(const std::string& name, const std::string& value) {
  return fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", xml_text(name), xml_text(value));
}

std::string settings_text(const std::vector<std::pair<std::string, std::string>>& settings) {
  return results::point_name(settings);
}

/// The command that makes the result file of `file` again.
std::string run_command(const CaseFile& file) {
  const results::Campaign& campaign = file.campaign;
  std::string text = "torntape run " + shell_word(file.scenario_file);
  for (const auto& [key, value] : campaign.settings)
    text += " --set " + shell_word(std::string(key).append("=").append(value));
  text += fmt::format(" --seed {}", campaign.seed);
  if (!campaign.until) text += fmt::format(" --replications {}", campaign.replications);
  if (campaign.deliveries) text += " --store-deliveries";
  return text + " -o " + shell_word(file.path);
}

std::string inputs_table(const results::Campaign& campaign) {
  std::vector<HtmlRow> rows;
  for (const results::Input& input : campaign.inputs) {
    rows.push_back({{input.path, readable_count(input.bytes), input.sha256}});
  }
  return html_table("Files that the scenario reads", {{"file", false}, {"bytes"}, {"SHA-256", false}}, rows);
}

}  // namespace

std::string shell_word(const std::string& text) {
  constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) {
    if (c == '\'') {
      word += "'\\''";
    } else {
      word += c;
    }
  }
  return word + "'";
}

std::string question_section(const Cases& cases) {
  std::string text;
  for (const CaseFile& file : cases.files) {
    const results::Campaign& campaign = file.campaign;
    const std::string description = description_of(campaign);
    if (cases.files.size() > 1) text += fmt::format("<h3>{}</h3>\n", xml_text(file.path));
    if (!description.empty()) text += fmt::format("<p class=\"description\">{}</p>\n", xml_text(description));
    const sim::Window& window = campaign.points.front().results.window;
    text += "<dl class=\"facts\">\n" + fact("scenario", campaign.scenario) +
            fact("file", std::filesystem::path(file.scenario_file).filename().string());
    if (!campaign.settings.empty()) text += fact("set on the command line", settings_text(campaign.settings));
    if (campaign.points.size() > 1) text += fact("points of its sweep", readable_count(campaign.points.size()));
    text += fact("counted time", readable_span(sim::seconds(window.duration - window.warmup)) + " after " +
                                     readable_span(sim::seconds(window.warmup)) + " of warm-up");
    text += fact("seed", std::to_string(campaign.seed)) + fact("replications", readable_count(campaign.replications)) +
            fact("made by", "torntape " + campaign.version) + "</dl>\n";
  }
  return text;
}

std::string again_section(const Cases& cases, const std::string& command) {
  std::string text = "<pre tabindex=\"0\"><code>";
  for (const CaseFile& file : cases.files) text += xml_text(run_command(file)) + '\n';
  text += xml_text(command) +
          "</code></pre>\n<p>The same scenario, files, seed and version give the same bits, on any "
          "number of threads.</p>\n";
  for (const CaseFile& file : cases.files) {
    const std::string name = cases.files.size() > 1 ? " of " + file.path : "";
    if (!file.campaign.inputs.empty()) text += inputs_table(file.campaign);
    text += html_details("The scenario" + name,
                         fmt::format("<pre tabindex=\"0\"><code>{}</code></pre>\n", xml_text(file.campaign.text)));
  }
  std::vector<HtmlRow> rows;
  for (const Case& one : cases.cases) {
    rows.push_back({{one.name, fmt::format("{:016x}", one.summary.fingerprint)}});
  }
  return text + html_table("Fingerprints of the trajectories", {{"result", false}, {"fingerprint", false}}, rows);
}

}  // namespace torntape::tools
