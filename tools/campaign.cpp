#include "tools/campaign.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "scenarios/files.hpp"
#include "scenarios/resolved.hpp"
#include "tools/command.hpp"
#include "tools/results/reader.hpp"
#include "tools/results/sha256.hpp"

namespace torntape::tools {
namespace {

results::Input input_of(const std::string& path, const std::string& folder) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), std::fclose);
  results::Input input;
  input.path = path.starts_with(folder) ? path.substr(folder.size()) : path;
  results::Sha256 digest;
  std::array<char, 1U << 16> block{};
  while (file) {
    const std::size_t size = std::fread(block.data(), 1, block.size(), file.get());
    digest.add({block.data(), size});
    input.bytes += size;
    if (size < block.size()) break;
  }
  if (!file || std::ferror(file.get()) != 0) {
    throw Failure(kMachineFailed, fmt::format("{}: error: cannot be read: {}", path, std::strerror(errno)));
  }
  input.sha256 = digest.hex();
  return input;
}

}  // namespace

results::Campaign describe_campaign(const LoadedCampaign& loaded, const ScenarioOptions& options, bool deliveries) {
  const LoadedPoint& first = loaded.points[0];
  results::Campaign campaign;
  campaign.scenario = first.scenario.name;
  campaign.version = TORNTAPE_VERSION;
  campaign.seed = first.scenario.seed;
  campaign.text = loaded.text;
  std::vector<scenarios::Override> overrides;
  for (const auto& [key, value] : loaded.settings) overrides.push_back({key, value});
  campaign.resolved = scenarios::resolved_json(loaded.text, options.file, overrides);
  campaign.settings = loaded.settings;
  campaign.deliveries = deliveries;
  campaign.replications = first.scenario.replications;
  campaign.until = first.scenario.until.has_value();
  const std::string folder = scenarios::folder_of(options.file);
  for (std::size_t i = 1; i < loaded.inputs.size(); ++i) campaign.inputs.push_back(input_of(loaded.inputs[i], folder));
  for (const LoadedPoint& point : loaded.points) {
    campaign.points.push_back(results::point_of(*point.plan, point.scenario.name, point.settings));
  }
  return campaign;
}

ResumeOptions options_of_file(const std::string& path, ScenarioOptions typed) {
  const results::Reader reader(path);
  const results::Campaign& campaign = reader.campaign();
  typed.file = reader.scenario_file();
  const auto& swept = campaign.points[0].results.settings;
  const bool seed_is_swept =
      std::any_of(swept.begin(), swept.end(), [](const auto& setting) { return setting.first == "seed"; });
  if (typed.seed.empty() && !seed_is_swept) typed.seed = std::to_string(campaign.seed);
  if (typed.replications.empty() && !campaign.until) typed.replications = std::to_string(campaign.replications);
  if (typed.sets.empty()) {
    for (const auto& [key, value] : campaign.settings) typed.sets.push_back(std::string(key).append("=").append(value));
  }
  return {std::move(typed), campaign.deliveries};
}

ResultFile::ResultFile(std::string path, const results::Campaign& campaign, const results::Session& session)
    : path_(std::move(path)), writer_(results::Writer::create(path_, campaign, session)) {}

ResultFile::ResultFile(std::string path, const results::Campaign& campaign, const results::Session& session,
                       std::vector<sim::Series>& series)
    : path_(std::move(path)) {
  std::error_code ignored;
  if (!std::filesystem::exists(path_, ignored)) {
    writer_.emplace(results::Writer::create(path_, campaign, session));
    return;
  }
  {
    const results::Reader reader(path_);
    const auto refuse = [&](const std::string& reason) {
      throw Failure(kWrongInput, fmt::format("{}: error: cannot go on with this file: it {}", path_, reason));
    };
    if (const auto reason = results::difference(reader.campaign(), campaign)) refuse(*reason);
    std::uint32_t most = 0;
    for (std::size_t point = 0; point < series.size(); ++point) {
      reader.each(static_cast<std::uint32_t>(point) + 1, [&](sim::Replication replication) {
        const std::uint32_t number = replication.number;
        most = std::max(most, number);
        series[point].ready.emplace(number, std::move(replication));
        ++found_;
      });
    }
    if (most > campaign.replications) refuse(results::more_replications(most, campaign.replications));
  }
  writer_.emplace(results::Writer::resume(path_, campaign, session));
}

void ResultFile::add(const sim::Takers::Finished& finished) {
  std::vector<std::pair<std::uint32_t, const sim::Replication*>> added;
  for (const auto& [point, replication] : finished) {
    added.emplace_back(static_cast<std::uint32_t>(point) + 1, &replication);
  }
  writer_->add(added);
}

}  // namespace torntape::tools
