#pragma once

#include <string>
#include <vector>

#include "sim/plan.hpp"
#include "sim/time.hpp"
#include "tools/graph/measured.hpp"
#include "topology/criticality.hpp"
#include "topology/picture.hpp"

namespace torntape::tools {

/// What colours the circuits, and what the posts, of a network with a result.
enum class CircuitsBy : std::uint8_t { utilization, wait, p95_wait };
enum class PostsBy : std::uint8_t { latency, within };

/// The network: relays, posts, addressees, circuits with their rates; where `measured` is not null circuits as wide as
/// their traffic, and colours by figures.
topology::Picture network_picture(const topology::Network& network, const std::string& title, const Measured* measured,
                                  CircuitsBy circuits_by, PostsBy posts_by);

/// Marks the single points of failure of network_picture's `picture`: those by which more than one station is cut off.
void mark_losses(const topology::Network& network, const std::vector<topology::Loss>& losses,
                 topology::Picture& picture);

/// The way of one message of `plan`, in replication 1: the stations and circuits that its copies used, each circuit
/// with its routing line and precedence, each arrival with its time, collectives where they are expanded. `message` is
/// the originator and serial of a replayed telegram or a number. Throws Failure where there is none, or no copy is
/// sent.
topology::Picture tree_picture(sim::Plan& plan, const std::string& message);

/// Who writes to whom in the telegrams of `files`: originators and addressees by their indicators, an edge from one to
/// the other with the number of telegrams. With `message` (originator and serial) one telegram alone, addressees with
/// their precedence. Throws Failure where a file cannot be read, or holds no telegram of that name.
topology::Picture archive_picture(const std::vector<std::string>& files, const std::string& message);

/// `9.6 kbps`, `2 x 64 kbps`.
std::string rate_text(double rate, int channels);

}  // namespace torntape::tools
