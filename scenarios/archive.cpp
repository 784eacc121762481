#include "scenarios/archive.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "scenarios/files.hpp"
#include "scenarios/line_stream.hpp"
#include "scenarios/tab_fields.hpp"
#include "topology/telegram/reader.hpp"

namespace torntape::scenarios {
namespace {

using topology::NetworkSpec;
using topology::Place;
using topology::Problems;
using topology::RoutingIndicator;
using topology::StationSpec;

/// Finds stations of a specification by indicator, and adds those that are new.
class StationIndex {
 public:
  explicit StationIndex(NetworkSpec& spec) : spec_(spec) {
    for (std::size_t i = 0; i < spec.stations.size(); ++i) by_ri_.emplace(spec.stations[i].ri, i);
    for (const auto& collective : spec.collectives) collectives_.insert(collective.ri);
  }

  bool is_collective(RoutingIndicator ri) const { return collectives_.contains(ri); }
  bool is_station(RoutingIndicator ri) const { return by_ri_.contains(ri); }

  void add(RoutingIndicator ri, std::string_view name, const Place& place) {
    const auto [entry, added] = by_ri_.emplace(ri, spec_.stations.size());
    if (added) {
      StationSpec station{ri, false, {}, {}, {}, {}, place};
      spec_.stations.push_back(std::move(station));
    }
    if (name.empty()) return;
    std::vector<std::string>& names = spec_.stations[entry->second].addressees;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }

 private:
  NetworkSpec& spec_;
  std::unordered_map<RoutingIndicator, std::size_t> by_ri_;
  std::unordered_set<RoutingIndicator> collectives_;
};

bool says_collective(std::string_view name) {
  return name.find("COLLECTIVE") != std::string_view::npos;
}

void add_table(const FileReference& table, StationIndex& stations, Problems& problems) {
  const auto file = std::make_shared<const std::string>(table.path);
  LineStream lines(table.path);
  const auto header = lines.next();
  if (!lines.good()) return problems.error(table.place, "directory: " + table.path + " cannot be read");
  const auto names = split_at_tabs(header.value_or(""));
  const auto ri_at = static_cast<std::size_t>(std::find(names.begin(), names.end(), "ri") - names.begin());
  const auto name_at = static_cast<std::size_t>(std::find(names.begin(), names.end(), "name") - names.begin());
  if (ri_at == names.size() || name_at == names.size()) {
    return problems.error({file, 1, 1},
                          "a directory's first line names its fields, with tabs between them; ri and name "
                          "must be among them");
  }
  while (const auto line = lines.next()) {
    if (line->empty()) continue;
    const auto fields = split_at_tabs(*line);
    if (fields.size() <= std::max(ri_at, name_at)) {
      problems.error({file, lines.line(), 1}, "the row lacks ri or name; fields have tabs between them");
      continue;
    }
    if (fields[ri_at].empty() || fields[ri_at] == "-") continue;
    const auto ri = RoutingIndicator::parse(fields[ri_at]);
    if (ri) {
      const bool collective = stations.is_collective(*ri) || says_collective(fields[name_at]);
      if (!collective) stations.add(*ri, fields[name_at], {file, lines.line(), 1});
    } else {
      problems.error({file, lines.line(), column_of(fields, ri_at)},
                     "'" + std::string(fields[ri_at]) + "' is no routing indicator; one has 4 to 8 capital letters");
    }
  }
}

void add_lines(const std::vector<topology::AddressLine>& lines, const std::shared_ptr<const std::string>& file,
               StationIndex& stations, Problems& problems) {
  for (const topology::AddressLine& line : lines) {
    if (line.ri.empty() || line.zen) continue;
    const Place place{file, line.span.line, line.span.column};
    const auto ri = RoutingIndicator::parse(line.ri);
    if (!ri) {
      problems.warning(place, "'" + line.ri + "' is no routing indicator; no station is made of it");
    } else if (!stations.is_collective(*ri) && !says_collective(line.name)) {
      stations.add(*ri, line.name, place);
    }
  }
}

/// The collectives that headings address, with the members that relays put in their places: indicators on format line 2
/// of a copy that are on none of its address lines. They are evidence only where the telegram has one collective; a
/// member is one that at least half of such copies list.
class ObservedCollectives {
 public:
  void add(const topology::Telegram& telegram, const std::shared_ptr<const std::string>& file,
           const StationIndex& stations) {
    std::set<RoutingIndicator> addressed;
    std::set<RoutingIndicator> collectives;
    for (const auto* lines : {&telegram.to, &telegram.info}) {
      for (const topology::AddressLine& line : *lines) {
        const auto ri = RoutingIndicator::parse(line.ri);
        if (!ri) continue;
        addressed.insert(*ri);
        if (!says_collective(line.name) || stations.is_collective(*ri) || stations.is_station(*ri)) continue;
        collectives.insert(*ri);
        observed_.try_emplace(*ri, Observed{line.name, {file, line.span.line, line.span.column}, 0, {}});
      }
    }
    if (collectives.size() == 1) add_copy(telegram, addressed, observed_.at(*collectives.begin()));
  }

  void put_into(NetworkSpec& spec, StationIndex& stations, Problems& problems) const {
    for (const auto& [ri, observed] : observed_) {
      if (stations.is_station(ri)) continue;
      topology::CollectiveSpec collective{ri, observed.name, {}, {}, observed.place, observed.place};
      for (const auto& [member, copies] : observed.listed) {
        if (2 * copies < observed.copies || observed_.contains(member) || stations.is_collective(member)) continue;
        stations.add(member, {}, observed.place);
        collective.members.push_back({member, observed.place});
      }
      if (collective.members.empty()) {
        problems.note(observed.place, "no heading tells the members of " + ri.letters() +
                                          "; what is addressed to it reaches nobody unless collectives lists them");
      }
      spec.collectives.push_back(std::move(collective));
    }
  }

 private:
  struct Observed {
    std::string name;
    Place place;
    std::size_t copies = 0;
    std::map<RoutingIndicator, std::size_t> listed;
  };

  static void add_copy(const topology::Telegram& telegram, const std::set<RoutingIndicator>& addressed,
                       Observed& observed) {
    constexpr std::string_view kArchive = "RUEHWEB";  // an archive's own indicator, on the copies that it kept
    std::set<RoutingIndicator> members;
    for (const std::string& letters : telegram.routing_line) {
      const auto ri = RoutingIndicator::parse(letters);
      if (ri && letters != kArchive && letters != telegram.originator_ri && !addressed.contains(*ri)) {
        members.insert(*ri);
      }
    }
    if (!members.empty()) ++observed.copies;
    for (const RoutingIndicator member : members) ++observed.listed[member];
  }

  std::map<RoutingIndicator, Observed> observed_;
};

/// The name on format line 6 without its office code.
std::string_view without_office(std::string_view name) {
  name = name.substr(0, name.find("//"));
  while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
  return name;
}

}  // namespace

void add_directories(const std::vector<FileReference>& tables, NetworkSpec& spec, Problems& problems) {
  StationIndex stations(spec);
  for (const FileReference& table : tables) add_table(table, stations, problems);
}

void add_telegram_stations(const std::vector<FileReference>& files, NetworkSpec& spec, Problems& problems) {
  StationIndex stations(spec);
  ObservedCollectives collectives;
  for (const FileReference& reference : files) {
    const auto text = read_file(reference.path, reference.place, problems);
    if (!text) continue;
    const auto file = std::make_shared<const std::string>(reference.path);
    for (const topology::Telegram& telegram : topology::read_telegrams(*text, reference.path)) {
      if (telegram.stop == topology::Stop::nothing_recognised) {
        problems.warning({file, 1, 1}, "no telegram heading is recognised in this file");
      }
      if (const auto origin = RoutingIndicator::parse(telegram.originator_ri.value_or(""))) {
        stations.add(*origin, without_office(telegram.from.value_or("")), {file, telegram.span.line, 1});
      }
      add_lines(telegram.to, file, stations, problems);
      add_lines(telegram.info, file, stations, problems);
      collectives.add(telegram, file, stations);
    }
  }
  collectives.put_into(spec, stations, problems);
}

}  // namespace torntape::scenarios
