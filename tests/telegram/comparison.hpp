#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace torntape::tests {

/// The whole of a file; a failed REQUIRE where it cannot be read.
std::string contents(const std::filesystem::path& file);

/// What `torntape parse` prints for `text`, one value a telegram.
std::vector<nlohmann::json> parsed(const std::string& text, const std::string& file);

/// Every key in which `got` is not `wanted`, one line each: a careful reader's `uncertain` aside, and `xmt` and
/// `diagnostics` where `wanted` does not give them. Empty where they agree.
std::string differences(const nlohmann::json& wanted, const nlohmann::json& got);

/// `telegram` without the wording of its diagnostics, which may change.
nlohmann::json without_messages(nlohmann::json telegram);

/// The files in `folder`, at any depth, whose names end with `ending`, in order of name.
std::vector<std::filesystem::path> files_with(const std::filesystem::path& folder, const std::string& ending);

}  // namespace torntape::tests
