#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/time.hpp"
#include "topology/classification.hpp"
#include "topology/precedence.hpp"
#include "topology/problem.hpp"
#include "topology/routing_indicator.hpp"

namespace torntape::sim {

/// How long messages are, in characters.
struct FixedSize {
  double characters;
};
struct ExponentialSize {
  double mean;
};
struct LognormalSize {
  double median, sigma;
};
struct EmpiricalSize {
  std::vector<std::pair<double, double>> values;
};  ///< (characters, weight)
using SizeSpec = std::variant<FixedSize, ExponentialSize, LognormalSize, EmpiricalSize>;

/// How many addressees (stations) a message has; at least 1, capped at the number of candidates.
struct FixedCount {
  std::uint32_t count;
};
struct GeometricCount {
  double mean;
};
struct LognormalCount {
  double median, sigma;
};  ///< to the nearest whole number
struct EmpiricalCount {
  std::vector<std::pair<double, double>> values;
};  ///< (number, weight)
using CountSpec = std::variant<FixedCount, GeometricCount, LognormalCount, EmpiricalCount>;

/// One station or collective drawn from, with its weight and where the user wrote it.
struct Candidate {
  topology::RoutingIndicator ri;
  double weight = 1;
  topology::Place place;
};

/// A column of figures by routing indicator: a text with tabs between its fields, whose first line names them.
struct ColumnSpec {
  std::string path;
  std::string column;
  topology::Place place;
};

/// Whom messages go to: every post, those listed, or those of a table, whose weights those listed replace.
struct ToSpec {
  bool posts = true;
  std::vector<Candidate> listed;
  std::optional<ColumnSpec> table;
  topology::Place place;
};

/// Rates of origins from a table, in messages a year of 365 days, each times `scale`.
struct RatesSpec {
  ColumnSpec table;
  double scale = 1;
};

/// The mean lengths of the bursts in which an origin files, and of the pauses between them.
struct BurstSpec {
  Time length = 0;
  Time pause = 0;
};

/// Shares of the four precedences, FLASH first.
using Mix = std::array<double, topology::kPrecedences>;

/// Shares of the classes, UNCLASSIFIED first.
using ClassMix = std::array<double, topology::kClassifications>;

/// The precedence of info addressees, by the message's: shares that sum to 1.
using InfoMix = std::array<Mix, topology::kPrecedences>;

/// One message in so many carries a collective beside its stations, as info.
struct CollectiveShare {
  double share = 0;
  bool all = true;  ///< any collective of the network alike; else `of`
  ToSpec of;
};

/// Messages drawn at random, Poisson at each origin.
struct GenerateSpec {
  Time at = 0;  ///< nothing is filed before this, or from `length` after it on
  std::optional<Time> length;
  bool from_posts = true;       ///< every station that is not a relay; else the list
  std::vector<Candidate> from;  ///< weights unused
  std::vector<Candidate> except;
  std::optional<double> rate;  ///< messages a second, each origin, more than 0; of those without a figure in `rates`
  std::optional<RatesSpec> rates;
  std::optional<std::array<double, 24>> hours;    ///< weights by hour of the day, UTC; one at least above 0
  std::optional<std::array<double, 7>> weekdays;  ///< weights from Monday to Sunday; one at least above 0
  std::optional<BurstSpec> bursts;
  SizeSpec characters = FixedSize{2000};
  std::vector<std::pair<double, double>> sections;  ///< (number, weight); none: one section
  Mix precedence{0, 0, 0, 1};                       ///< shares, sum 1
  std::optional<ClassMix> classes;                  ///< shares, sum 1; none: UNCLASSIFIED all
  topology::Place classes_place;
  double niact = 0;  ///< share of IMMEDIATE messages, NIACT to their action addressees
  CountSpec addressees = FixedCount{1};
  topology::Place addressees_place;
  std::optional<CountSpec> action;  ///< so many are action, the rest info; none: all are action
  bool info_lower = false;          ///< info addressees one step below the action precedence
  std::optional<InfoMix> info_mix;  ///< ... or drawn
  ToSpec to;
  std::optional<ToSpec> info_to;  ///< none: as `to`
  std::optional<CollectiveShare> collectives;
};

/// An order to users to file less (MINIMIZE), and what urgency does to their precedences meanwhile.
struct MinimizeSpec {
  /// A station by its whole indicator, or all whose indicators begin with these letters.
  struct Bound {
    std::string letters;
    bool prefix = false;
    topology::Place place;
  };
  Time at = 0;
  std::optional<Time> length;  ///< none: to the end
  Mix keep{1, 1, 1, 1};        ///< the share of each precedence that is still filed
  Mix raise{};                 ///< the share of each precedence that is filed one step higher, before `keep`
  std::optional<std::vector<Bound>> from;  ///< none: every origin
  topology::Place place;
};

}  // namespace torntape::sim
