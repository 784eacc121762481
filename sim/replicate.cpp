#include "sim/replicate.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace torntape::sim {
namespace {

struct Task {
  std::size_t series = 0;
  std::uint32_t number = 0;
};

/// What a series asks of the threads.
struct Assignment {
  const Plan* plan = nullptr;
  bool alone = false;  ///< it is one replication
};

/// How far threads may be ahead of what can be taken, in replications a thread: far, so that many short replications
/// are kept together while the disk works on those before them; less where they are large, or may turn out not to be
/// wanted.
constexpr std::uint32_t kFarAhead = 128;
constexpr std::uint32_t kAhead = 2;

/// Hands tasks out and results on. A thread whose results are far ahead of those that can be taken turns to another
/// series, or waits, so that few results are held.
class Desk {
 public:
  Desk(std::vector<Series> series, bool large, const Takers& takers, Monitor& monitor)
      : threads_(static_cast<std::uint32_t>(monitor.pulses.size())), large_(large), takers_(takers), monitor_(monitor) {
    for (Series& one : series) lines_.push_back({std::move(one), 0, 0, false});
  }

  /// Takes what is ready without simulating.
  void begin() {
    for (std::size_t i = 0; i < lines_.size(); ++i) take_ready(i);
  }

  /// The next replication to simulate; nothing where there is none.
  std::optional<Task> next() {
    std::unique_lock lock(mutex_);
    while (!failure_ && !monitor_.stop) {
      bool any_left = false;
      if (const auto task = pick(true, any_left)) return task;
      if (const auto task = pick(false, any_left)) return task;
      if (!any_left) return std::nullopt;
      moved_.wait(lock);
    }
    return std::nullopt;
  }

  /// The thread that finds nobody at it keeps and takes what has come in, until nothing more has.
  void deliver(const Task& task, Replication result) {
    std::unique_lock lock(mutex_);
    finished_.emplace_back(task.series, std::move(result));
    if (taking_) return;
    taking_ = true;
    while (!finished_.empty() && !failure_) {
      Takers::Finished batch = std::exchange(finished_, {});
      std::erase_if(batch, [&](const auto& one) { return lines_[one.first].closed; });
      lock.unlock();
      if (takers_.keep && !batch.empty()) takers_.keep(batch);
      lock.lock();
      for (auto& [series, replication] : batch) {
        lines_[series].series.ready.emplace(replication.number, std::move(replication));
      }
      for (std::size_t i = 0; i < lines_.size(); ++i) take_ready(i);
      moved_.notify_all();
    }
    taking_ = false;
  }

  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    if (!failure_) failure_ = std::move(failure);
    monitor_.stop = true;
    moved_.notify_all();
  }

  void wake() {
    const std::lock_guard lock(mutex_);
    moved_.notify_all();
  }

  /// True where everything was taken.
  bool finish() const {
    if (failure_) std::rethrow_exception(failure_);
    return std::all_of(lines_.begin(), lines_.end(), [](const Line& line) { return line.closed; });
  }

 private:
  /// A series under way: `ready` holds what has not been taken.
  struct Line {
    Series series;
    std::uint32_t started = 0;
    std::uint32_t taken = 0;
    bool closed = false;
  };

  std::optional<Task> pick(bool sure, bool& any_left) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      while (line.started < line.series.count && line.series.ready.contains(line.started + 1)) ++line.started;
      if (line.closed || line.started >= line.series.count) continue;
      any_left = true;
      const std::uint32_t ahead = threads_ * (sure && !large_ ? kFarAhead : kAhead);
      if (line.started >= line.taken + ahead || (sure && line.started >= line.series.needed)) continue;
      return Task{i, ++line.started};
    }
    return std::nullopt;
  }

  void take_ready(std::size_t index) {
    Line& line = lines_[index];
    while (!line.closed) {
      auto next = line.series.ready.extract(line.taken + 1);
      if (next.empty()) return;
      ++line.taken;
      line.started = std::max(line.started, line.taken);
      const bool more = takers_.take(index, std::move(next.mapped()));
      line.closed = !more || line.taken >= line.series.count;
      if (line.closed) line.series.ready.clear();
    }
  }

  std::mutex mutex_;
  std::condition_variable moved_;
  std::vector<Line> lines_;
  std::uint32_t threads_;
  bool large_;
  const Takers& takers_;
  Monitor& monitor_;
  Takers::Finished finished_;
  bool taking_ = false;
  std::exception_ptr failure_;
};

/// A replication that stays alone has stretches: its interval is made of them.
void work(const std::vector<Assignment>& assignments, Recording recording, Desk& desk, Monitor& monitor, Pulse& pulse) {
  recording.pulse = &pulse;
  try {
    while (const auto task = desk.next()) {
      pulse.clock = 0;
      const Assignment& assignment = assignments[task->series];
      pulse.span = assignment.plan->window.duration;
      recording.stretches = assignment.alone;
      Replication result = simulate(*assignment.plan, task->number, recording);
      pulse.span = 0;
      ++monitor.simulated;
      desk.deliver(*task, std::move(result));
    }
  } catch (const Cancelled&) {
    desk.wake();
  } catch (...) {
    desk.fail(std::current_exception());
  }
  pulse.span = 0;
}

}  // namespace

bool replicate(std::vector<Series> series, const Recording& recording, const Takers& takers, Monitor& monitor) {
  std::vector<Assignment> assignments;
  assignments.reserve(series.size());
  for (const Series& one : series) assignments.push_back({one.plan, one.count == 1});
  Desk desk(std::move(series), recording.deliveries, takers, monitor);
  desk.begin();
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < monitor.pulses.size(); ++i) {
      workers.emplace_back([&, i] { work(assignments, recording, desk, monitor, monitor.pulses[i]); });
    }
    work(assignments, recording, desk, monitor, monitor.pulses[0]);
  }
  return desk.finish();
}

void replicate(const Plan& plan, std::uint32_t count, unsigned jobs, const Recording& recording,
               const std::function<void(Replication)>& take) {
  Monitor monitor(std::clamp(jobs, 1U, std::max(1U, count)));
  Series series;
  series.plan = &plan;
  series.count = series.needed = count;
  const Takers takers{{}, [&](std::size_t, Replication replication) {
                        take(std::move(replication));
                        return true;
                      }};
  std::vector<Series> all;
  all.push_back(std::move(series));
  replicate(std::move(all), recording, takers, monitor);
}

}  // namespace torntape::sim
