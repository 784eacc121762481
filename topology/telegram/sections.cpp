#include "topology/telegram/sections.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "topology/telegram/characters.hpp"
#include "topology/telegram/furniture.hpp"

namespace torntape::topology {
namespace {

int first_number(const Telegram& telegram) {
  if (telegram.section) return *telegram.section;
  return telegram.section_line ? telegram.section_line->first : 1;
}

}  // namespace

void SectionTally::see(const Line& line) {
  if (current_ == 0) {
    telegram_.texts.push_back({1, 0, {line.begin, line.begin, line.number, 1}, {}});
    begun_ = line.before;
    current_ = 1;
    return;
  }
  if (line.blank() || !characters::is_digit(line.text.back())) return;
  const std::optional<std::pair<int, int>> page = read_page_line(line.text);
  if (!page) return;
  const int number = current_ == 1 ? first_number(telegram_) : telegram_.texts.back().number;
  if (page->first <= number || page->first > page->second) return;
  telegram_.texts.back().characters = line.before - begun_;
  telegram_.texts.back().span.end = line.begin;
  telegram_.texts.push_back({page->first, 0, {line.begin, line.begin, line.number, 1}, {}});
  begun_ = line.before;
  ++current_;
}

void SectionTally::finish(std::size_t end, std::uint64_t characters) {
  if (current_ == 0) return;
  telegram_.texts.front().number = first_number(telegram_);
  telegram_.texts.back().characters = characters - begun_;
  telegram_.texts.back().span.end = end;
}

void combine_sections(Telegram& telegram) {
  const auto& line = telegram.section_line;
  if (telegram.section && (!line || *telegram.section <= line->second)) {
    telegram.sections = {*telegram.section, std::nullopt};
    if (line) telegram.sections->second = line->second;
  } else if (line) {
    telegram.sections = {line->first, line->second};
  }
}

std::vector<Telegram> join_sections(std::vector<Telegram> telegrams) {
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Key, std::size_t> known;
  std::vector<Telegram> joined;
  for (Telegram& telegram : telegrams) {
    if (!telegram.originator_ri || !telegram.ssn || !telegram.filing_time || !telegram.sections) {
      joined.push_back(std::move(telegram));
      continue;
    }
    const auto [place, first] = known.emplace(
        Key{*telegram.originator_ri, *telegram.ssn, *telegram.filing_time, telegram.dtg.value_or("")}, joined.size());
    if (first) {
      joined.push_back(std::move(telegram));
      continue;
    }
    Telegram& whole = joined[place->second];
    if (telegram.sections->first < whole.sections->first) std::swap(whole, telegram);
    for (SectionText& text : telegram.texts) {
      const auto same = [&](const SectionText& other) { return other.number == text.number; };
      if (std::none_of(whole.texts.begin(), whole.texts.end(), same)) {
        whole.texts.push_back(text);
      } else {
        whole.diagnostics.push_back({text.span.line, text.span.column, Diagnostic::Severity::warning,
                                     "section-repeated", "a section that was met before is left out"});
      }
    }
    std::sort(whole.texts.begin(), whole.texts.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    if (!whole.sections->second) whole.sections->second = telegram.sections->second;
  }
  return joined;
}

}  // namespace torntape::topology
