#pragma once

#include <string>

namespace torntape::results {

/// `application_id` of a result file: the letters TORN.
inline constexpr int kApplication = 0x544F524E;
/// `user_version` of a result file: counts the changes of its tables. A file of another number is refused.
inline constexpr int kFormat = 4;

/// The statements that make the tables (docs/results.md).
extern const char* const kSchema;

}  // namespace torntape::results
