#pragma once

#include <string>
#include <vector>

#include "oracle/naive.hpp"

namespace torntape::endtoend {

/// The deliveries of a file written by --deliveries, in its order. Throws where a column or a value is not as promised.
std::vector<oracle::Delivery> read_deliveries(const std::string& csv);

/// What is wrong with the object that `run --json` printed, measured by the deliveries of one replication: one line a
/// fault, none where it holds. Objectives are the defaults.
std::vector<std::string> faults_of_json(const std::string& json, const std::vector<oracle::Delivery>& deliveries);

}  // namespace torntape::endtoend
