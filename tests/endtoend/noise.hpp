#pragma once

#include "oracle/naive.hpp"

namespace torntape::endtoend {

/// The random numbers that the program draws against line noise, of seed 1 and replication 1. They are the program's
/// own, so that both meet the same noise; what follows from them is the oracle's.
oracle::Noise drawn_noise();

}  // namespace torntape::endtoend
