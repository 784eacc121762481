#pragma once

#include <cstdint>
#include <memory>

#include "sim/heading_table.hpp"
#include "sim/source.hpp"

namespace torntape::sim {

/// Hands on the messages of other traffic as they are transmitted: split into sections of so many text lines of 69
/// characters (ACP 127(G) 208), each measured with its heading. A message has at most 999 sections: where it would have
/// more, they are longer.
class SectioningFactory : public SourceFactory {
 public:
  /// `section_lines` 0: messages stay whole. `headings` null: sections are as long as their text.
  SectioningFactory(std::unique_ptr<SourceFactory> inner, std::uint32_t section_lines, const HeadingTable* headings)
      : inner_(std::move(inner)), section_lines_(section_lines), headings_(headings) {}
  std::unique_ptr<Source> make(const Draws& draws) const override;

 private:
  std::unique_ptr<SourceFactory> inner_;
  std::uint32_t section_lines_;
  const HeadingTable* headings_;
};

/// Splits the sections of `draft` that are longer than `section_lines` lines into full ones and the rest.
void split_into_sections(Draft& draft, std::uint32_t section_lines);

}  // namespace torntape::sim
