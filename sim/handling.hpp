#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "sim/time.hpp"
#include "topology/network.hpp"
#include "topology/precedence.hpp"

namespace torntape::sim {

/// How waiting copies are taken: the highest precedence first, or in order of arrival alone.
enum class Discipline : std::uint8_t { precedence, fifo };

/// Which copy may break a transmission in progress, that is then repeated from its start (ACP 127(G) 151): none; FLASH
/// any lower; or by the book, IMMEDIATE too where what remains takes longer than the cancelling, and PRIORITY an extra
/// long ROUTINE one.
enum class Preemption : std::uint8_t { none, flash, acp127 };

/// What precedence a copy shows: the message's highest (automatic relays, ACP 127(G) 152 note), or the highest among
/// the addressees still on the copy (ACP 127(G) 303b, 311).
enum class CopyPrecedence : std::uint8_t { message, copy };

/// How long a copy is: as its message says, or as its heading makes it, format line 2 with its own indicators.
enum class Header : std::uint8_t { none, formatted };
using topology::Precedence;

/// The rules by which stations handle traffic.
struct Handling {
  Discipline discipline = Discipline::precedence;
  Preemption preemption = Preemption::none;
  CopyPrecedence copy_precedence = CopyPrecedence::message;
  Header header = Header::none;
  /// Lines of text in a section of a generated or traced message (ACP 127(G) 208); nothing: not split.
  std::optional<std::uint32_t> section_lines;
  /// Indicators on one transmission at most; what is beyond goes in a further one.
  std::uint32_t routing_line_limit = topology::kNone;
  Time cancel_time = 0;      ///< a broken transmission's channel is busy with the cancelling for so long
  Time extra_long = kNever;  ///< a transmission that takes longer is extra long
  bool split_flash = false;  ///< the originator sends what is below FLASH apart (ACP 127(G) 152)
  /// Copies from this precedence up take an alternate route (ACP 127(G) 307) where there is one; nothing: they wait.
  std::optional<Precedence> reroute_from;
  Time reroute_after = 0;             ///< ... once the circuit has been out for so long
  std::uint32_t reroute_backlog = 0;  ///< ... or where so many copies wait for it; 0: never for that
  /// A station asks where it has heard nothing for so long after a transmission that did not come in (ACP 127(G) 412).
  Time silence = 1800 * kSecond;
  std::uint32_t service_characters = 250;  ///< of each service message, in all
  double bits_per_character = 8;
  /// Speed of service, filed to delivered, by precedence.
  std::array<Time, topology::kPrecedences> objectives{600 * kSecond, 1800 * kSecond, 10800 * kSecond, 21600 * kSecond};
};

/// What part of simulated time a run covers.
struct Window {
  Time warmup = 0;    ///< messages filed before this are not counted
  Time duration = 0;  ///< messages filed after this are not counted
  Time drain = 0;     ///< so long after `duration` traffic goes on at most, until the counted messages are delivered

  /// Whether a message filed at `filed` is counted.
  bool counts(Time filed) const { return filed >= warmup && filed <= duration; }
};

}  // namespace torntape::sim
