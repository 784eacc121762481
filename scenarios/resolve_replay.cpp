#include "scenarios/resolve_replay.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "scenarios/files.hpp"
#include "scenarios/filing_time.hpp"
#include "scenarios/resolve_gate.hpp"
#include "sim/replay.hpp"
#include "topology/telegram/lengths.hpp"
#include "topology/telegram/reader.hpp"
#include "topology/telegram/sections.hpp"

namespace torntape::scenarios {
namespace {

using sim::Role;
using topology::Place;
using topology::Precedence;
using topology::Problems;
using topology::RoutingIndicator;
using topology::Telegram;

/// Makes one message of one telegram.
class TelegramResolver {
 public:
  TelegramResolver(const Telegram& telegram, const Place& place, sim::Plan& plan, Problems& problems)
      : telegram_(telegram), place_(place), plan_(plan), problems_(problems) {}

  sim::Draft resolve() {
    find_origin();
    gather_lines(telegram_.to, Role::action);
    gather_lines(telegram_.info, Role::info);
    if (lines_.empty() && !refused_) gather_routing_line();
    sort_as_routing_line();
    set_precedence();
    set_class();
    if (lines_.empty() && !refused_) problems_.error(place_, "the heading names no station to deliver to");
    if (!refused_) {
      sim::address_telegram(plan_.network, plan_.directory, lines_, telegram_.xmt, order_, plan_.listings, draft_);
      check_gate();
    }
    return std::move(draft_);
  }

 private:
  void error(const Place& place, std::string text) {
    refused_ = true;
    problems_.error(place, std::move(text));
  }

  void find_origin() {
    const std::string letters = telegram_.originator_ri.value_or("");
    const auto ri = RoutingIndicator::parse(letters);
    const auto station = ri ? plan_.network.station(*ri) : std::nullopt;
    if (letters.empty())
      return error(place_, "the heading has no originator (format line 3, DE RI); it cannot be filed");
    if (!station) return error(place_, "the originator " + letters + " is no station of this network; list it");
    draft_.origin = *station;
  }

  /// The station or collective of an indicator.
  std::optional<sim::Target> find(const std::string& letters, const Place& place) {
    if (const auto ri = RoutingIndicator::parse(letters)) {
      if (const auto station = plan_.network.station(*ri)) return sim::Target{false, *station, {}, {}};
      if (const auto collective = plan_.network.collective(*ri)) return sim::Target{true, *collective, {}, {}};
    }
    error(place, letters +
                     " is neither a station nor a collective of this network; list it under stations or "
                     "collectives");
    return std::nullopt;
  }

  void gather_lines(const std::vector<topology::AddressLine>& lines, Role role) {
    for (const topology::AddressLine& line : lines) {
      const Place place{place_.file, line.span.line, line.span.column};
      if (line.precedence) worded_ = true;
      if (line.ri.empty() || line.zen) {
        problems_.note(place, line.name + " has no routing indicator; it is not simulated");
        continue;
      }
      auto target = find(line.ri, place);
      if (!target) continue;
      target->role = role;
      target->niact = line.niact;
      target->precedence = line.precedence ? simulated(*line.precedence, place) : Precedence::routine;
      places_.emplace(std::pair(target->collective, target->id), place);
      const bool named = !target->collective && !line.name.empty();
      lines_.push_back({*target, named ? plan_.directory.find_or_add(target->id, line.name) : topology::kNone});
    }
  }

  /// Format line 2 gives the destinations where no address line has an indicator.
  void gather_routing_line() {
    for (const std::string& letters : telegram_.routing_line) {
      const auto target = find(letters, place_);
      if (target) lines_.push_back({*target, topology::kNone});
    }
  }

  /// Indicators keep the order of format line 2, then of the address lines.
  void sort_as_routing_line() {
    for (std::size_t i = 0; i < telegram_.routing_line.size(); ++i) {
      const auto ri = RoutingIndicator::parse(telegram_.routing_line[i]);
      if (!ri) continue;
      if (const auto station = plan_.network.station(*ri)) {
        order_.push_back(*station);
        ranks_.emplace(std::pair(false, *station), i);
      }
      if (const auto collective = plan_.network.collective(*ri)) ranks_.emplace(std::pair(true, *collective), i);
    }
    const auto rank = [&](const sim::NamedTarget& line) {
      const auto found = ranks_.find(std::pair(line.target.collective, line.target.id));
      return found == ranks_.end() ? std::numeric_limits<std::size_t>::max() : found->second;
    };
    std::stable_sort(lines_.begin(), lines_.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  }

  /// Where any address line prints a precedence word, one without is ROUTINE (State practice); where none does, format
  /// line 5 gives the action precedence and, its second letter, that of information addressees.
  void set_precedence() {
    const auto& letters = telegram_.precedences;
    if (!worded_ && !telegram_.precedence) {
      return error(place_, "the heading shows no precedence (format lines 2, 5, 7 and 8); it cannot be queued");
    }
    draft_.precedence = telegram_.precedence ? simulated(*telegram_.precedence, place_) : Precedence::routine;
    for (sim::NamedTarget& line : lines_) {
      if (!worded_) {
        const bool second = line.target.role == Role::info && letters.size() > 1;
        line.target.precedence = second ? simulated(letters[1], place_) : draft_.precedence;
      }
    }
  }

  void set_class() {
    const topology::ShownClass shown = topology::class_shown_by(telegram_);
    draft_.classification = shown.classification.value_or(topology::Classification::unclassified);
    if (!plan_.gate.any()) return;
    if (!shown.shown) {
      problems_.warning(place_, "the heading shows no class (format line 4); it is handled as UNCLASSIFIED");
    } else if (!shown.classification) {
      error(place_,
            "the class of the heading cannot be read (format line 4); expected ZNR, or ZNY and one of U, E, R, C, "
            "S and T five times");
    } else if (!shown.clear) {
      problems_.warning(place_,
                        "the letters of the class differ (format line 4); it is handled as the highest of them, " +
                            std::string(word(draft_.classification)));
    }
  }

  void check_gate() {
    GateCheck check(plan_);
    const auto gap = check.gap(draft_);
    if (!gap) return;
    const auto listed =
        gap->collective == topology::kNone ? std::pair(false, gap->to) : std::pair(true, gap->collective);
    const auto place = places_.find(listed);
    error(place == places_.end() ? place_ : place->second, check.text(*gap, draft_.classification));
  }

  Precedence simulated(char letter, const Place& place) {
    if (const auto precedence = topology::precedence_of(std::string_view(&letter, 1))) return *precedence;
    problems_.warning(place, std::string("precedence ") + letter + " is handled as FLASH, the highest simulated");
    return Precedence::flash;
  }

  const Telegram& telegram_;
  const Place& place_;
  sim::Plan& plan_;
  Problems& problems_;
  sim::Draft draft_;
  std::vector<sim::NamedTarget> lines_;
  std::vector<topology::StationId> order_;
  std::map<std::pair<bool, std::uint32_t>, std::size_t> ranks_;  ///< on format line 2, of collectives and stations
  std::map<std::pair<bool, std::uint32_t>, Place> places_;       ///< of address lines, by collectives and stations
  bool worded_ = false;
  bool refused_ = false;
};

/// What the reader found odd enough to warn of.
void pass_on_warnings(const Telegram& telegram, Problems& problems) {
  const auto file = std::make_shared<const std::string>(telegram.file);
  for (const topology::Diagnostic& diagnostic : telegram.diagnostics) {
    if (diagnostic.severity == topology::Diagnostic::Severity::note) continue;
    problems.warning({file, diagnostic.line, diagnostic.column}, diagnostic.message + " (" + diagnostic.code + ")");
  }
}

/// Exempted names that nobody in the message's collectives has.
void warn_of_idle_exemptions(const Telegram& telegram, const Place& place, const sim::Plan& plan, Problems& problems) {
  const auto is_member = [&](const std::string& name) {
    for (const topology::Collective& collective : plan.network.collectives()) {
      for (const topology::StationId member : collective.members) {
        const auto& names = plan.network.stations()[member].addressees;
        if (std::find(names.begin(), names.end(), name) != names.end()) return true;
      }
    }
    return false;
  };
  for (const std::string& name : telegram.xmt) {
    if (!is_member(name)) problems.warning(place, "XMT " + name + ": no member of a collective has that name");
  }
}

/// A telegram that says of how many sections it is, more than are in the files.
void warn_of_missing_sections(const Telegram& telegram, const Place& place, const std::string& name,
                              Problems& problems) {
  if (!telegram.sections || !telegram.sections->second) return;
  const int all = *telegram.sections->second;
  const auto here = static_cast<int>(telegram.texts.size());
  if (here >= all) return;
  problems.warning(place, name + " is in " + std::to_string(all) + " sections, and " + std::to_string(here) +
                              (here == 1 ? " of them is" : " of them are") +
                              " in these files; the others are not sent, and it counts as delivered without them");
}

/// Every telegram of the files, sections of one joined.
std::vector<Telegram> read_all(const sim::ReplaySpec& spec, Problems& problems) {
  std::vector<Telegram> all;
  for (const auto& file : spec.files) {
    const auto text = read_file(file.path, file.place, problems);
    if (!text) continue;
    for (Telegram& telegram : topology::read_telegrams(*text, file.path)) {
      telegram.file = file.path;
      const std::vector<topology::Extent> extents = topology::text_extents(*text, telegram);
      for (std::size_t i = 0; i < extents.size(); ++i) telegram.texts[i].text = extents[i];
      if (telegram.stop == topology::Stop::nothing_recognised) {
        problems.error({std::make_shared<const std::string>(file.path), 1, 1},
                       "no telegram heading is recognised in this file");
      } else {
        all.push_back(std::move(telegram));
      }
    }
  }
  std::vector<Telegram> joined = topology::join_sections(std::move(all));
  for (const Telegram& telegram : joined) pass_on_warnings(telegram, problems);
  return joined;
}

Place place_of(const Telegram& telegram) {
  return {std::make_shared<const std::string>(telegram.file), std::max(telegram.span.line, 1),
          std::max(telegram.span.column, 1)};
}

std::vector<sim::Section> sections_of(const Telegram& telegram) {
  std::vector<sim::Section> sections;
  for (const topology::SectionText& text : telegram.texts) {
    sections.push_back({static_cast<std::uint32_t>(text.number), static_cast<std::uint32_t>(text.characters)});
  }
  return sections;
}

/// As sections_of, each as long as its own heading, which differs in the number on format line 3, and its text make it;
/// format line 2 not counted.
std::vector<sim::Section> formatted_sections_of(Telegram telegram) {
  std::vector<sim::Section> sections;
  for (const topology::SectionText& text : telegram.texts) {
    if (telegram.section) telegram.section = text.number;
    sections.push_back({static_cast<std::uint32_t>(text.number),
                        static_cast<std::uint32_t>(topology::characters_beside_routing(telegram, text.text))});
  }
  return sections;
}

}  // namespace

std::unique_ptr<sim::SourceFactory> resolve_replay(const sim::ReplaySpec& spec, std::int64_t start, sim::Plan& plan,
                                                   Problems& problems) {
  const std::vector<Telegram> all = read_all(spec, problems);
  std::vector<std::optional<std::int64_t>> filed;
  std::optional<std::int64_t> earliest;
  for (const Telegram& telegram : all) {
    filed.push_back(filing_instant(telegram, start));
    if (filed.back()) earliest = std::min(earliest.value_or(*filed.back()), *filed.back());
    if (!filed.back() && all.size() > 1) {
      problems.error(place_of(telegram),
                     "the heading has neither filing time nor date-time group; it cannot be put in order");
    }
  }
  std::vector<sim::Replayed> replayed;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Telegram& telegram = all[i];
    const Place place = place_of(telegram);
    sim::Draft draft = TelegramResolver(telegram, place, plan, problems).resolve();
    const bool formatted = plan.headings != nullptr;
    draft.sections = sections_of(telegram);
    if (formatted) {
      for (const sim::Section& section : draft.sections) draft.text += section.characters;
      draft.sections = formatted_sections_of(telegram);
      plan.routing_line_forms.push_back(topology::routing_line_form(telegram));
    }
    draft.telegram = static_cast<std::uint32_t>(plan.telegrams.size());
    plan.telegrams.push_back(telegram.originator_ri.value_or("") + " " + telegram.ssn.value_or(""));
    const std::int64_t after = filed[i] ? *filed[i] - *earliest : 0;
    warn_of_missing_sections(telegram, place, plan.telegrams.back(), problems);
    warn_of_idle_exemptions(telegram, place, plan, problems);
    replayed.push_back({spec.at.value_or(0) + after * sim::kSecond, std::move(draft)});
    if (!plan.window.counts(replayed.back().filed)) {
      problems.warning(place, plan.telegrams.back() + " is filed " +
                                  std::to_string(replayed.back().filed / sim::kSecond) +
                                  " s after the start, outside the time that counts (from run.warmup to "
                                  "run.duration); its deliveries are not counted");
    }
  }
  return std::make_unique<sim::ReplayFactory>(std::move(replayed));
}

}  // namespace torntape::scenarios
