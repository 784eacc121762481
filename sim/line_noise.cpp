#include "sim/line_noise.hpp"

#include <algorithm>
#include <cmath>

namespace torntape::sim {
namespace {

constexpr std::uint64_t kPurpose = 0x6E6F697365;  ///< tells these random numbers from those of outages

}  // namespace

LineNoise::LineNoise(const Plan& plan, std::uint32_t number) : draws_(plan.seed, number), network_(plan.network) {
  for (const topology::Circuit& circuit : network_.circuits()) {
    const std::uint64_t from = network_.stations()[circuit.from].ri.bits();
    const std::uint64_t to = network_.stations()[circuit.to].ri.bits();
    entities_.push_back(Draws::mix(Draws::mix(from ^ kPurpose) + to));
  }
  for (const Mishap& mishap : plan.mishaps) given_[{mishap.circuit, mishap.number}] = mishap.fate;
}

bool LineNoise::any(const Plan& plan) {
  const auto& circuits = plan.network.circuits();
  return !plan.mishaps.empty() || std::any_of(circuits.begin(), circuits.end(), [](const topology::Circuit& circuit) {
    return circuit.garbled > 0 || circuit.lost > 0 || circuit.repeated > 0;
  });
}

Fate LineNoise::fate(topology::CircuitId circuit, std::uint64_t place, const Transmission& sent,
                     std::uint32_t characters) const {
  if (const auto given = given_.find({circuit, place}); given != given_.end()) return given->second;
  const topology::Circuit& line = network_.circuits()[circuit];
  if (line.garbled == 0 && line.lost == 0 && line.repeated == 0) return Fate::right;
  const std::uint64_t entity = Draws::mix(entities_[circuit] + sent.first.bits()) | std::uint64_t{1} << 63;
  const std::uint32_t kind = 2 * sent.corrects + (sent.repeats ? 1 : 0);
  const std::uint32_t block = sent.failed << 19 | kind << 13 | sent.section;
  const Draws::Bits bits = draws_.bits(entity, sent.message, block);
  const double loss = uniform(bits[0], bits[1]);
  if (loss < line.lost) return Fate::lost;
  // 1 - (1 - p)^n, each of n characters for itself.
  if (uniform(bits[2], bits[3]) < -std::expm1(characters * std::log1p(-line.garbled))) return Fate::garbled;
  return loss >= 1 - line.repeated * (1 - line.lost) ? Fate::repeated : Fate::right;
}

}  // namespace torntape::sim
