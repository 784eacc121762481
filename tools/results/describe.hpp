#pragma once

#include <string>

#include "tools/command.hpp"
#include "tools/results/campaign.hpp"
#include "tools/results/database.hpp"

namespace torntape::results {

/// Writes what a campaign is into the empty tables of its file. Throws DatabaseError.
void describe(const Database& database, const Campaign& campaign);
/// What describe() wrote. Throws DatabaseError where it is damaged.
Campaign description(const Database& database);

/// The line and exit code of an error met in writing or reading the file at `path`.
tools::Failure unwritable(const std::string& path, const DatabaseError& error);
tools::Failure unreadable(const std::string& path, const DatabaseError& error);

}  // namespace torntape::results
