#include <algorithm>
#include <utility>

#include "sim/addressing.hpp"
#include "sim/blocks.hpp"
#include "sim/generator.hpp"
#include "sim/quantiles.hpp"

namespace torntape::sim {
namespace {

/// Draws what the plain generator draws from the same random numbers, and its features from others.
class FeaturedGenerator : public Source {
 public:
  FeaturedGenerator(const GeneratorModel& model, const topology::Network& network, const topology::Directory& directory,
                    const Draws& draws)
      : model_(model),
        features_(*model.features),
        draws_(draws),
        count_(model.addressees),
        action_count_(features_.action.value_or(FixedCount{1})),
        next_(model.origins.size()),
        candidates_(model.candidates),
        info_candidates_(features_.info ? *features_.info : model.candidates),
        addressing_(network, directory) {
    clocks_.reserve(next_.size());
    for (std::uint32_t i = 0; i < next_.size(); ++i) {
      clocks_.emplace_back(features_.shape, draws_, model.origins[i].entity);
      draw_next(i);
    }
  }

  std::uint32_t streams() const override { return static_cast<std::uint32_t>(next_.size()); }
  Time next(std::uint32_t stream) const override { return next_[stream].time; }

  StationId origin(std::uint32_t stream) const override { return model_.origins[stream].station; }

  void file(std::uint32_t stream, Draft& draft) override {
    const GeneratorModel::Origin& origin = model_.origins[stream];
    const Next& next = next_[stream];
    const Draws::Bits bits = draws_.bits(origin.entity, next.number, block::kActionAndSections);
    draft.origin = origin.station;
    draft.telegram = kNone;
    draft.classification = classification(origin, next);
    split(next.characters, uniform(bits[2], bits[3]), draft.sections);
    draw_targets(origin, next, uniform(bits[0], bits[1]));
    addressing_.address(targets_, draft);
    draw_next(stream);
  }

 private:
  struct Next {
    Time time = 0;
    Time constant = 0;         ///< when it would be filed were the rate constant
    std::uint32_t number = 0;  ///< of the message to come, from 1
    std::uint32_t characters = 0;
    double count = 0;  ///< what the number of addressees is the quantile of
    Precedence precedence = Precedence::routine;
  };

  /// Moves on to the origin's next message that is filed.
  void draw_next(std::uint32_t stream) {
    Next& next = next_[stream];
    const GeneratorModel::Origin& origin = model_.origins[stream];
    while (true) {
      const Draws::Bits bits = draws_.bits(origin.entity, ++next.number, block::kGapAndSize);
      next.constant = later(next.constant, origin.mean_gap * exponential(uniform(bits[0], bits[1])));
      next.time = clocks_[stream].at(next.constant);
      if (next.time >= features_.until) next.time = kNever;
      if (next.time == kNever) return;
      if (next.time < features_.from) continue;
      next.characters = characters_of(model_.characters, uniform(bits[2], bits[3]));
      const Draws::Bits more = draws_.bits(origin.entity, next.number, block::kPrecedenceAndCount);
      next.precedence = static_cast<Precedence>(pick(model_.precedence, uniform(more[0], more[1])));
      next.count = uniform(more[2], more[3]);
      if (kept(stream, next)) return;
    }
  }

  /// Whether the message is filed in spite of the orders that bind its origin then; urgency may raise its precedence.
  bool kept(std::uint32_t stream, Next& next) const {
    for (std::uint32_t i = 0; i < features_.orders.size(); ++i) {
      const GeneratorFeatures::Order& order = features_.orders[i];
      if (next.time < order.from || next.time >= order.until || !order.binds[stream]) continue;
      const Draws::Bits bits = draws_.bits(model_.origins[stream].entity, next.number, block::kMinimize + i);
      auto level = static_cast<std::size_t>(next.precedence);
      if (level > 0 && uniform(bits[0], bits[1]) < order.raise[level])
        next.precedence = static_cast<Precedence>(--level);
      if (uniform(bits[2], bits[3]) >= order.keep[level]) return false;
    }
    return true;
  }

  topology::Classification classification(const GeneratorModel::Origin& origin, const Next& next) const {
    if (!features_.classes) return topology::Classification::unclassified;
    const Draws::Bits bits = draws_.bits(origin.entity, next.number, block::kClassification);
    return static_cast<topology::Classification>(pick(*features_.classes, uniform(bits[0], bits[1])));
  }

  /// As many sections as drawn, as long as each other to one character; none is empty.
  void split(std::uint32_t characters, double u, std::vector<Section>& sections) const {
    std::uint32_t count = 1;
    if (!features_.sections.empty()) count = static_cast<std::uint32_t>(pick_value(features_.sections, u));
    count = std::min(count, characters);
    sections.clear();
    for (std::uint32_t i = 0; i < count; ++i) {
      sections.push_back({i + 1, characters / count + (i < characters % count ? 1 : 0)});
    }
  }

  void draw_targets(const GeneratorModel::Origin& origin, const Next& next, double action_u) {
    targets_.clear();
    candidates_.begin_message();
    candidates_.leave_out(origin.candidate);
    std::size_t most = candidates_.left();
    if (features_.info) {
      info_candidates_.begin_message();
      info_candidates_.leave_out(features_.info->place_of[origin.station]);
      most += info_candidates_.left();
    }
    const std::uint32_t count = count_(next.count, most);
    const std::uint32_t action =
        features_.action ? std::min(count, action_count_(action_u, candidates_.left())) : count;
    Words words{draws_, origin.entity, next.number, block::kAddressees};
    const bool niact = is_niact(origin, next);
    for (std::uint32_t i = 0; i < action; ++i) {
      const StationId station = model_.candidates.stations[candidates_.draw(words)];
      targets_.push_back({false, station, next.precedence, Role::action, niact});
    }
    if (features_.info) {
      draw_info_apart(origin, next, count - action);
    } else {
      for (std::uint32_t i = action; i < count; ++i) add_info(origin, next, candidates_.draw(words), model_.candidates);
    }
    add_collective(origin, next);
  }

  void draw_info_apart(const GeneratorModel::Origin& origin, const Next& next, std::uint32_t wanted) {
    for (const Target& target : targets_) info_candidates_.leave_out(features_.info->place_of[target.id]);
    Words words{draws_, origin.entity, next.number, block::kInfoAddressees};
    const std::size_t count = std::min<std::size_t>(wanted, info_candidates_.left());
    for (std::size_t i = 0; i < count; ++i) add_info(origin, next, info_candidates_.draw(words), *features_.info);
  }

  bool is_niact(const GeneratorModel::Origin& origin, const Next& next) const {
    if (features_.niact == 0 || next.precedence != Precedence::immediate) return false;
    const Draws::Bits bits = draws_.bits(origin.entity, next.number, block::kNiact);
    return uniform(bits[0], bits[1]) < features_.niact;
  }

  void add_info(const GeneratorModel::Origin& origin, const Next& next, std::uint32_t place, const Candidates& from) {
    targets_.push_back({false, from.stations[place], info_precedence(origin, next), Role::info});
  }

  /// The precedence of the address that comes next; each address draws its own.
  Precedence info_precedence(const GeneratorModel::Origin& origin, const Next& next) const {
    if (!features_.info_precedence) {
      return model_.info_lower ? topology::one_below(next.precedence) : next.precedence;
    }
    const auto address = static_cast<std::uint32_t>(targets_.size());
    const Draws::Bits bits = draws_.bits(origin.entity, next.number, block::kInfoPrecedences + address / 2);
    const double u = address % 2 == 0 ? uniform(bits[0], bits[1]) : uniform(bits[2], bits[3]);
    return static_cast<Precedence>(pick((*features_.info_precedence)[static_cast<std::size_t>(next.precedence)], u));
  }

  void add_collective(const GeneratorModel::Origin& origin, const Next& next) {
    if (features_.collectives.empty()) return;
    const Draws::Bits bits = draws_.bits(origin.entity, next.number, block::kCollective);
    if (uniform(bits[0], bits[1]) >= features_.collective_share) return;
    const std::size_t which = pick(features_.collective_weights, uniform(bits[2], bits[3]));
    targets_.push_back({true, features_.collectives[which], info_precedence(origin, next), Role::info});
  }

  const GeneratorModel& model_;
  const GeneratorFeatures& features_;
  Draws draws_;
  CountQuantile count_;
  CountQuantile action_count_;
  std::vector<Next> next_;
  std::vector<FilingClock> clocks_;
  CandidateDraw candidates_;
  CandidateDraw info_candidates_;  ///< used where info addressees are drawn apart
  Addressing addressing_;
  std::vector<Target> targets_;
};

}  // namespace

std::unique_ptr<Source> make_featured_generator(const GeneratorModel& model, const topology::Network& network,
                                                const topology::Directory& directory, const Draws& draws) {
  return std::make_unique<FeaturedGenerator>(model, network, directory, draws);
}

}  // namespace torntape::sim
