#include "sim/generator.hpp"

#include <optional>

#include "sim/blocks.hpp"
#include "sim/four_draws.hpp"
#include "sim/placed_draw.hpp"
#include "sim/quantiles.hpp"

namespace torntape::sim {
namespace {

class Generator : public Source {
 public:
  Generator(const GeneratorModel& model, const Draws& draws)
      : model_(model),
        draws_(draws),
        count_(model.addressees),
        next_(model.origins.size()),
        candidates_(model.candidates),
        alike_(model.candidates.weights.empty() && !model.action &&
               model.candidates.stations.size() <= PlacedDraw::kMost) {
    for (std::uint32_t i = 0; i < next_.size(); ++i) {
      draw_next(i, draws_.bits(model.origins[i].entity, 1, block::kGapAndSize));
    }
  }

  std::uint32_t streams() const override { return static_cast<std::uint32_t>(next_.size()); }
  Time next(std::uint32_t stream) const override { return next_[stream].time; }

  StationId origin(std::uint32_t stream) const override { return model_.origins[stream].station; }

  void file(std::uint32_t stream, Draft& draft) override {
    const GeneratorModel::Origin& origin = model_.origins[stream];
    const Next& next = next_[stream];
    const std::array<Draws::Bits, 4> bits = four_draws(draws_, origin.entity,
                                                       {{{next.number, block::kPrecedenceAndCount},
                                                         {next.number, block::kAddressees},
                                                         {next.number, block::kAddressees + 1},
                                                         {next.number + 1, block::kGapAndSize}}});
    draft.origin = origin.station;
    draft.telegram = kNone;
    draft.classification = topology::Classification::unclassified;
    draft.sections.resize(1);
    draft.sections[0] = {1, next.characters};
    draft.precedence = static_cast<Precedence>(pick(model_.precedence, uniform(bits[0][0], bits[0][1])));
    const double count = uniform(bits[0][2], bits[0][3]);
    if (!draw_placed(origin, next.number, count, bits, draft)) draw_addressees(origin, next.number, count, draft);
    draw_next(stream, bits[3]);
  }

 private:
  struct Next {
    Time time = 0;
    std::uint32_t number = 0;  ///< of the message to come, from 1
    std::uint32_t characters = 0;
  };

  /// The words of a message's addressees, of which the first eight are drawn already.
  struct AddresseeWords {
    const std::array<Draws::Bits, 4>& bits;
    Words further;
    std::uint32_t used = 0;

    std::uint32_t next() {
      if (used == 8) return further.next();
      const std::uint32_t place = used++;
      return bits[1 + place / 4][place % 4];
    }
  };

  void draw_next(std::uint32_t stream, const Draws::Bits& bits) {
    Next& next = next_[stream];
    const GeneratorModel::Origin& origin = model_.origins[stream];
    ++next.number;
    next.time = later(next.time, origin.mean_gap * exponential(uniform(bits[0], bits[1])));
    next.characters = characters_of(model_.characters, uniform(bits[2], bits[3]));
  }

  /// False where the order in which addressees are drawn counts, or where drawing would take long.
  bool draw_placed(const GeneratorModel::Origin& origin, std::uint32_t number, double u,
                   const std::array<Draws::Bits, 4>& bits, Draft& draft) {
    if (draft.places == nullptr || !alike_) return false;
    if (!placed_) placed_.emplace(model_.candidates, *draft.places);
    const std::size_t most = model_.candidates.stations.size() - (origin.candidate == kNone ? 0 : 1);
    const std::uint32_t count = count_(u, most);
    AddresseeWords words{bits, {draws_, origin.entity, number, block::kAddressees, 8}};
    return placed_->draw(count, origin.candidate, Tag::plain(draft.precedence, Role::action), words, draft);
  }

  void draw_addressees(const GeneratorModel::Origin& origin, std::uint32_t number, double u, Draft& draft) {
    draft.line.clear();
    draft.deliveries = 0;
    candidates_.begin_message();
    candidates_.leave_out(origin.candidate);
    const std::uint32_t count = count_(u, candidates_.left());
    Words words{draws_, origin.entity, number, block::kAddressees};
    const Precedence info = model_.info_lower ? topology::one_below(draft.precedence) : draft.precedence;
    const std::uint32_t action = model_.action.value_or(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t place = candidates_.draw(words);
      draft.line.push_back({model_.candidates.stations[place],
                            i < action ? Tag::plain(draft.precedence, Role::action) : Tag::plain(info, Role::info)});
      draft.deliveries += model_.candidates.addressees_at[place];
    }
  }

  const GeneratorModel& model_;
  Draws draws_;
  CountQuantile count_;
  std::vector<Next> next_;
  CandidateDraw candidates_;
  bool alike_;  ///< candidates are few and alike, and so are a message's addressees
  std::optional<PlacedDraw> placed_;
};

}  // namespace

std::unique_ptr<Source> GeneratorFactory::make(const Draws& draws) const {
  if (model_.features) return make_featured_generator(model_, network_, directory_, draws);
  return std::make_unique<Generator>(model_, draws);
}

std::uint64_t origin_entity(topology::RoutingIndicator ri, std::uint32_t traffic_item) {
  std::uint64_t entity = 0;
  for (const char letter : ri.letters()) entity = entity << 5 | static_cast<std::uint64_t>(letter - 'A' + 1);
  return entity | static_cast<std::uint64_t>(traffic_item) << 40;
}

}  // namespace torntape::sim
