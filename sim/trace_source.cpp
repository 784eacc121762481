#include "sim/trace_source.hpp"

namespace torntape::sim {
namespace {

class TraceSource : public Source {
 public:
  TraceSource(std::unique_ptr<TraceRows> rows, const topology::Network& network, const topology::Directory& directory)
      : rows_(std::move(rows)), addressing_(network, directory) {
    more_ = rows_->next(row_);
  }

  std::uint32_t streams() const override { return 1; }
  Time next(std::uint32_t) const override { return more_ ? row_.filed : kNever; }

  void file(std::uint32_t, Draft& draft) override {
    draft.origin = row_.origin;
    draft.telegram = kNone;
    draft.classification = row_.classification;
    draft.sections.assign(1, {1, row_.characters});
    addressing_.address(row_.targets, draft);
    more_ = rows_->next(row_);
  }

 private:
  std::unique_ptr<TraceRows> rows_;
  Addressing addressing_;
  TraceRow row_;
  bool more_ = false;
};

}  // namespace

std::unique_ptr<Source> TraceFactory::make(const Draws&) const {
  return std::make_unique<TraceSource>(opener_->open(), network_, directory_);
}

}  // namespace torntape::sim
