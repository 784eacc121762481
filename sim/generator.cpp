#include "sim/generator.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

namespace torntape::sim {
namespace {

/// The blocks of a message's random bits; what each is for never changes with the other settings.
enum Block : std::uint32_t { kGapAndSize = 0, kPrecedenceAndCount = 1, kFirstAddressees = 2 };

/// The first of `cumulative` above `u`.
template <class Range>
std::size_t pick(const Range& cumulative, double u) {
  const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), u);
  return static_cast<std::size_t>(std::min(found, cumulative.end() - 1) - cumulative.begin());
}

/// The quantile of the unit exponential; 1 - u is exact, for u is a multiple of 2^-53.
double exponential(double u) {
  return -std::log(1 - u);
}

struct SizeQuantile {
  double u;
  double operator()(const FixedSize& size) const { return size.characters; }
  double operator()(const ExponentialSize& size) const { return size.mean * exponential(u); }
  double operator()(const LognormalSize& size) const {
    const double normal = std::numbers::sqrt2 * boost::math::erf_inv(std::clamp(2 * u - 1, -1 + 0x1p-52, 1 - 0x1p-52));
    return size.median * std::exp(size.sigma * normal);
  }
  double operator()(const EmpiricalSize& size) const {
    const auto found = std::upper_bound(size.values.begin(), size.values.end(), u,
                                        [](double value, const auto& entry) { return value < entry.second; });
    return (found == size.values.end() ? size.values.back() : *found).first;
  }
};

struct CountQuantile {
  double u;
  double per_failure;  ///< of a geometric count: 1 over the exponential's share of one more
  double operator()(const FixedCount& count) const { return count.count; }
  double operator()(const GeometricCount& count) const {
    if (count.mean <= 1) return 1;
    return 1 + std::floor(exponential(u) * per_failure);
  }
};

double per_failure(const CountSpec& count) {
  const auto* geometric = std::get_if<GeometricCount>(&count);
  return geometric == nullptr || geometric->mean <= 1 ? 0 : -1 / std::log1p(-1 / geometric->mean);
}

class Generator : public Source {
 public:
  Generator(const GeneratorModel& model, const Draws& draws)
      : model_(model),
        draws_(draws),
        per_failure_(per_failure(model.addressees)),
        next_(model.origins.size()),
        met_(model.candidates.size(), 0) {
    for (std::uint32_t i = 0; i < next_.size(); ++i) draw_next(i);
  }

  std::uint32_t streams() const override { return static_cast<std::uint32_t>(next_.size()); }
  Time next(std::uint32_t stream) const override { return next_[stream].time; }

  void file(std::uint32_t stream, Draft& draft) override {
    const GeneratorModel::Origin& origin = model_.origins[stream];
    const Next& next = next_[stream];
    const Draws::Bits bits = draws_.bits(origin.entity, next.number, kPrecedenceAndCount);
    draft.origin = origin.station;
    draft.telegram = kNone;
    draft.sections.assign(1, {1, next.characters});
    draft.precedence = static_cast<Precedence>(pick(model_.precedence, uniform(bits[0], bits[1])));
    draw_addressees(origin, next.number, count_of(origin, uniform(bits[2], bits[3])), draft);
    draw_next(stream);
  }

 private:
  struct Next {
    Time time = 0;
    std::uint32_t number = 0;  ///< of the message to come, from 1
    std::uint32_t characters = 0;
  };

  void draw_next(std::uint32_t stream) {
    Next& next = next_[stream];
    const Draws::Bits bits = draws_.bits(model_.origins[stream].entity, ++next.number, kGapAndSize);
    const double gap = model_.mean_gap * exponential(uniform(bits[0], bits[1]));
    next.time = gap >= static_cast<double>(kNever - next.time) ? kNever : next.time + static_cast<Time>(gap + 0.5);
    const double size = std::visit(SizeQuantile{uniform(bits[2], bits[3])}, model_.characters);
    next.characters = static_cast<std::uint32_t>(std::clamp(size + 0.5, 1.0, 4e9));
  }

  std::uint32_t count_of(const GeneratorModel::Origin& origin, double u) const {
    const std::size_t most = model_.candidates.size() - (origin.candidate == kNone ? 0 : 1);
    return static_cast<std::uint32_t>(
        std::min(std::visit(CountQuantile{u, per_failure_}, model_.addressees), static_cast<double>(most)));
  }

  void draw_addressees(const GeneratorModel::Origin& origin, std::uint32_t number, std::uint32_t count, Draft& draft) {
    draft.line.clear();
    draft.deliveries = 0;
    ++message_;
    if (origin.candidate != kNone) met_[origin.candidate] = message_;
    Words words{draws_, origin.entity, number};
    const Precedence info = model_.info_lower ? topology::one_below(draft.precedence) : draft.precedence;
    const std::uint32_t action = model_.action.value_or(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t candidate = draw_candidate(words);
      met_[candidate] = message_;
      draft.line.push_back({model_.candidates[candidate],
                            i < action ? Tag::plain(draft.precedence, Role::action) : Tag::plain(info, Role::info)});
      draft.deliveries += model_.addressees_at[candidate];
    }
  }

  /// A message's random words for its addressees, one after the other.
  struct Words {
    const Draws& draws;
    std::uint64_t entity;
    std::uint32_t number;
    std::uint32_t used = 0;
    Draws::Bits bits{};

    std::uint32_t next() {
      if (used % 4 == 0) bits = draws.bits(entity, number, kFirstAddressees + used / 4);
      return bits[used++ % 4];
    }
    /// Uniform below `bound` (Lemire, "Fast random integer generation in an interval", 2019).
    std::uint32_t below(std::uint32_t bound) {
      const std::uint32_t least = (0U - bound) % bound;
      std::uint64_t product = 0;
      do {
        product = static_cast<std::uint64_t>(next()) * bound;
      } while (static_cast<std::uint32_t>(product) < least);
      return static_cast<std::uint32_t>(product >> 32);
    }
  };

  /// A candidate not met in this message yet, by rejection; where that takes long, among those left one by one.
  std::uint32_t draw_candidate(Words& words) {
    constexpr int kTries = 64;
    for (int i = 0; i < kTries; ++i) {
      const std::uint32_t candidate = draw_any(words);
      if (met_[candidate] != message_) return candidate;
    }
    return draw_among_left(words);
  }

  std::uint32_t draw_any(Words& words) {
    if (model_.weights.empty()) return words.below(static_cast<std::uint32_t>(model_.candidates.size()));
    const std::uint32_t high = words.next();
    return static_cast<std::uint32_t>(pick(model_.weights, uniform(high, words.next())));
  }

  double weight(std::uint32_t candidate) const {
    if (model_.weights.empty()) return 1;
    return model_.weights[candidate] - (candidate == 0 ? 0 : model_.weights[candidate - 1]);
  }

  std::uint32_t draw_among_left(Words& words) {
    double total = 0;
    for (std::uint32_t i = 0; i < met_.size(); ++i) total += met_[i] == message_ ? 0 : weight(i);
    const std::uint32_t high = words.next();
    double rest = uniform(high, words.next()) * total;
    std::uint32_t last = 0;
    for (std::uint32_t i = 0; i < met_.size(); ++i) {
      if (met_[i] == message_) continue;
      last = i;
      rest -= weight(i);
      if (rest < 0) break;
    }
    return last;
  }

  const GeneratorModel& model_;
  Draws draws_;
  double per_failure_;
  std::vector<Next> next_;
  std::vector<std::uint64_t> met_;  ///< by candidate: the last message that it was drawn for
  std::uint64_t message_ = 0;
};

}  // namespace

std::unique_ptr<Source> GeneratorFactory::make(const Draws& draws) const {
  return std::make_unique<Generator>(model_, draws);
}

std::uint64_t origin_entity(topology::RoutingIndicator ri, std::uint32_t traffic_item) {
  std::uint64_t entity = 0;
  for (const char letter : ri.letters()) entity = entity << 5 | static_cast<std::uint64_t>(letter - 'A' + 1);
  return entity | static_cast<std::uint64_t>(traffic_item) << 40;
}

}  // namespace torntape::sim
