#include "sim/sectioning.hpp"

#include <algorithm>

#include "topology/telegram/writer.hpp"

namespace torntape::sim {
namespace {

constexpr std::uint64_t kMostSections = 999;

std::uint64_t text_of(const Draft& draft) {
  std::uint64_t text = 0;
  for (const Section& section : draft.sections) text += section.characters;
  return text;
}

std::uint64_t lines_of(std::uint64_t characters) {
  return (characters + topology::kLineLength - 1) / topology::kLineLength;
}

class SectioningSource : public Source {
 public:
  SectioningSource(std::unique_ptr<Source> inner, std::uint32_t section_lines, const HeadingTable* headings)
      : inner_(std::move(inner)), section_lines_(section_lines), headings_(headings) {}

  std::uint32_t streams() const override { return inner_->streams(); }
  Time next(std::uint32_t stream) const override { return inner_->next(stream); }

  StationId origin(std::uint32_t stream) const override { return inner_->origin(stream); }

  void file(std::uint32_t stream, Draft& draft) override {
    draft.headings = headings_;
    draft.addresses = {};
    inner_->file(stream, draft);
    draft.text = text_of(draft);
    if (section_lines_ > 0) split_into_sections(draft, section_lines_);
    if (headings_ != nullptr) measure(draft);
    draft.headings = nullptr;
  }

 private:
  void measure(Draft& draft) const {
    if (draft.addresses.lines == 0) address(draft);
    const auto sections = static_cast<std::uint32_t>(draft.sections.size());
    for (Section& section : draft.sections) {
      section.characters =
          headings_->characters(draft.origin, draft.addresses, section.number, sections, section.characters);
    }
  }

  /// Traffic that does not say whom it addresses addresses the stations of its routing line.
  void address(Draft& draft) const {
    for (const topology::Destination& destination : draft.line) {
      const Tag tag(destination.tag);
      headings_->add_station(draft.addresses, destination.station, tag.precedence(), tag.role());
    }
  }

  std::unique_ptr<Source> inner_;
  std::uint32_t section_lines_;
  const HeadingTable* headings_;
};

}  // namespace

void split_into_sections(Draft& draft, std::uint32_t section_lines) {
  const std::uint64_t lines = lines_of(text_of(draft));
  const std::uint64_t most = std::max<std::uint64_t>(section_lines, (lines + kMostSections - 1) / kMostSections);
  const auto fits = [&](const Section& section) { return lines_of(section.characters) <= most; };
  if (std::all_of(draft.sections.begin(), draft.sections.end(), fits)) return;
  std::vector<Section> sections;
  for (const Section& section : draft.sections) {
    for (std::uint64_t rest = section.characters; rest > 0;) {
      const std::uint64_t characters = std::min(rest, most * topology::kLineLength);
      sections.push_back({static_cast<std::uint32_t>(sections.size()) + 1, static_cast<std::uint32_t>(characters)});
      rest -= characters;
    }
  }
  draft.sections.swap(sections);
}

std::unique_ptr<Source> SectioningFactory::make(const Draws& draws) const {
  return std::make_unique<SectioningSource>(inner_->make(draws), section_lines_, headings_);
}

}  // namespace torntape::sim
