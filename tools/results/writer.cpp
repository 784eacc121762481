#include "tools/results/writer.hpp"

#include <fmt/chrono.h>
#include <fmt/core.h>
#include <unistd.h>

#include <array>
#include <ctime>
#include <filesystem>
#include <utility>

#include "tools/results/database.hpp"
#include "tools/results/describe.hpp"
#include "tools/results/digest.hpp"
#include "tools/results/histogram_blob.hpp"
#include "tools/results/schema.hpp"
#include "tools/results/stored_figures.hpp"

namespace torntape::results {
namespace {

namespace fs = std::filesystem;

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::string now_text() {
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
}

constexpr std::uint64_t kNanoseconds = 1'000'000'000;

std::int64_t whole_seconds(sim::WideSum sum) {
  return static_cast<std::int64_t>(sum / kNanoseconds);
}
std::int64_t rest_nanoseconds(sim::WideSum sum) {
  return static_cast<std::int64_t>(sum % kNanoseconds);
}
std::int64_t integer(std::uint64_t value) {
  return static_cast<std::int64_t>(value);
}

}  // namespace

/// The file open for writing, with its statements.
class Writer::Tables {
 public:
  Tables(std::string path, std::int64_t run, Database database)
      : path_(std::move(path)), run_(run), database_(std::move(database)) {
    database_.execute("PRAGMA locking_mode = EXCLUSIVE");
    replication_.emplace(database_.prepare("INSERT INTO replications VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    undelivered_.emplace(database_.prepare("INSERT INTO undelivered VALUES (?,?,?,?,?,?)"));
    latency_.emplace(database_.prepare("INSERT INTO latencies VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    network_time_.emplace(database_.prepare("INSERT INTO network_times VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    stretch_.emplace(database_.prepare("INSERT INTO stretches VALUES (?,?,?,?,?,?,?,?,?)"));
    not_alone_.emplace(database_.prepare("DELETE FROM stretches WHERE run = ? AND point = ?"));
    circuit_.emplace(database_.prepare("INSERT INTO circuits VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"));
    desk_.emplace(database_.prepare("INSERT INTO desks VALUES (?,?,?,?,?,?,?,?,?,?,?)"));
    addressee_.emplace(database_.prepare("INSERT INTO addressees VALUES (?,?,?,?,?,?,?,?,?)"));
    delivery_.emplace(database_.prepare("INSERT INTO deliveries VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"));
    routing_line_.emplace(database_.prepare("INSERT INTO routing_lines VALUES (?,?,?,?,?,?,?,?,?,?,?)"));
  }

  const std::string& path() const { return path_; }

  void begin_session(const Session& session, const Campaign& campaign) {
    Transaction transaction(database_);
    database_.prepare("UPDATE runs SET replications = ?, until = ?")
        .bind(std::int64_t{campaign.replications})
        .bind(std::int64_t{campaign.until})
        .run();
    session_ = database_.integer("SELECT count(*) + 1 FROM sessions");
    database_.prepare("INSERT INTO sessions VALUES (?,?,?,?,?,?,NULL,NULL)")
        .bind(run_)
        .bind(session_)
        .bind(host_name())
        .bind(session.scenario_file)
        .bind(std::int64_t{session.jobs})
        .bind(now_text())
        .run();
    transaction.commit();
  }

  void end_session(double wall_seconds) {
    Transaction transaction(database_);
    database_.prepare("UPDATE sessions SET ended = ?, wall_s = ? WHERE session = ?")
        .bind(now_text())
        .bind(wall_seconds)
        .bind(session_)
        .run();
    transaction.commit();
  }

  void add(const std::vector<std::pair<std::uint32_t, const sim::Replication*>>& replications) {
    Transaction transaction(database_);
    for (const auto& [point, replication] : replications) add(point, *replication);
    transaction.commit();
  }

  void cut(std::uint32_t point, std::uint32_t count) {
    Transaction transaction(database_);
    for (const char* table : {"replications", "undelivered", "latencies", "network_times", "stretches", "circuits",
                              "desks", "addressees", "deliveries", "routing_lines"}) {
      database_.prepare(fmt::format("DELETE FROM {} WHERE run = ? AND point = ? AND replication > ?", table))
          .bind(run_)
          .bind(std::int64_t{point})
          .bind(std::int64_t{count})
          .run();
    }
    transaction.commit();
  }

 private:
  void add(std::uint32_t point, const sim::Replication& replication) {
    head(*replication_, point, replication)
        .bind(fmt::format("{:016x}", replication.fingerprint))
        .bind(fmt::format("{:016x}", replication.traffic))
        .bind(integer(replication.messages))
        .bind(integer(replication.transmissions))
        .bind(integer(replication.deliveries))
        .bind(integer(replication.undelivered))
        .bind(integer(replication.preempted))
        .bind(integer(replication.lost))
        .bind(integer(replication.rerouted))
        .bind(integer(replication.all_transmissions))
        .bind(digest(replication))
        .run();
    add_undelivered(point, replication);
    add_latencies(*latency_, point, replication, replication.latencies);
    if (replication.network) add_latencies(*network_time_, point, replication, *replication.network);
    add_stretches(point, replication);
    add_circuits(point, replication);
    add_desks(point, replication);
    add_addressees(point, replication);
    add_deliveries(point, replication);
    add_routing_lines(point, replication);
  }

  Statement& head(Statement& statement, std::uint32_t point, const sim::Replication& replication) const {
    return statement.bind(run_).bind(std::int64_t{point}).bind(std::int64_t{replication.number});
  }

  void add_undelivered(std::uint32_t point, const sim::Replication& replication) {
    for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
      for (std::size_t r = 0; r < topology::kRoles; ++r) {
        if (replication.undelivered_by[p][r] == 0) continue;
        head(*undelivered_, point, replication)
            .bind(topology::word(static_cast<topology::Precedence>(p)))
            .bind(topology::word(static_cast<topology::Role>(r)))
            .bind(integer(replication.undelivered_by[p][r]))
            .run();
      }
    }
  }

  void add_latencies(Statement& statement, std::uint32_t point, const sim::Replication& replication,
                     const sim::Latencies& latencies) const {
    for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
      for (std::size_t r = 0; r < topology::kRoles; ++r) {
        const sim::LatencyTally& tally = latencies[p][r];
        if (tally.n == 0) continue;
        head(statement, point, replication)
            .bind(topology::word(static_cast<topology::Precedence>(p)))
            .bind(topology::word(static_cast<topology::Role>(r)))
            .bind(integer(tally.n))
            .bind(whole_seconds(tally.sum))
            .bind(rest_nanoseconds(tally.sum))
            .bind(tally.least)
            .bind(tally.most);
        for (const double q : kStoredQuantiles) statement.bind(tally.quantile(q));
        statement.bind(integer(tally.within)).bind_blob(pack(tally.histogram)).run();
      }
    }
  }

  /// Where a campaign of one replication was extended, the first is not alone any more.
  void add_stretches(std::uint32_t point, const sim::Replication& replication) {
    if (replication.number > 1) not_alone_->bind(run_).bind(std::int64_t{point}).run();
    for (std::size_t p = 0; p < topology::kPrecedences; ++p) {
      for (std::size_t r = 0; r < topology::kRoles; ++r) {
        const sim::Stretches& stretches = replication.stretches[p][r];
        for (std::size_t i = 0; i < stretches.size(); ++i) {
          if (stretches[i].n == 0) continue;
          head(*stretch_, point, replication)
              .bind(topology::word(static_cast<topology::Precedence>(p)))
              .bind(topology::word(static_cast<topology::Role>(r)))
              .bind(integer(i + 1))
              .bind(integer(stretches[i].n))
              .bind(whole_seconds(stretches[i].sum))
              .bind(rest_nanoseconds(stretches[i].sum))
              .run();
        }
      }
    }
  }

  void add_circuits(std::uint32_t point, const sim::Replication& replication) {
    for (std::size_t i = 0; i < replication.circuits.size(); ++i) {
      const sim::CircuitTally& tally = replication.circuits[i];
      head(*circuit_, point, replication)
          .bind(integer(i))
          .bind(integer(tally.transmissions))
          .bind(tally.waited)
          .bind(tally.busy)
          .bind(tally.queue_area)
          .bind(std::int64_t{tally.most_waiting})
          .bind(integer(tally.broken))
          .bind(tally.wasted)
          .bind(integer(tally.errors.garbled))
          .bind(integer(tally.errors.missing))
          .bind(integer(tally.errors.reruns))
          .bind(integer(tally.errors.duplicates))
          .bind(integer(tally.errors.service));
      if (const auto p95 = p95_wait(tally)) {
        circuit_->bind(*p95);
      } else {
        circuit_->bind_null();
      }
      circuit_->bind_blob(pack(tally.waits)).run();
    }
  }

  void add_desks(std::uint32_t point, const sim::Replication& replication) {
    for (const sim::DeskTally& tally : replication.desks) {
      head(*desk_, point, replication)
          .bind(std::int64_t{tally.station})
          .bind(std::int64_t{tally.operators})
          .bind(tally.open)
          .bind(integer(tally.copies))
          .bind(tally.waited)
          .bind(tally.busy)
          .bind(tally.queue_area)
          .bind(std::int64_t{tally.most_waiting})
          .run();
    }
  }

  void add_addressees(std::uint32_t point, const sim::Replication& replication) {
    for (std::size_t i = 0; i < replication.addressees.size(); ++i) {
      const sim::AddresseeTally& tally = replication.addressees[i];
      head(*addressee_, point, replication)
          .bind(integer(i))
          .bind(integer(tally.n))
          .bind(whole_seconds(tally.sum))
          .bind(rest_nanoseconds(tally.sum))
          .bind(tally.most)
          .bind(integer(tally.within))
          .run();
    }
  }

  void add_deliveries(std::uint32_t point, const sim::Replication& replication) {
    for (std::size_t i = 0; i < replication.rows.size(); ++i) {
      const sim::DeliveryRow& row = replication.rows[i];
      head(*delivery_, point, replication)
          .bind(integer(i + 1))
          .bind(integer(row.message))
          .bind(std::int64_t{row.origin})
          .bind(std::int64_t{row.addressee})
          .bind(topology::word(row.role))
          .bind(topology::word(row.precedence))
          .bind(row.filed)
          .bind(row.delivered)
          .bind(std::int64_t{row.hops})
          .run();
    }
  }

  void add_routing_lines(std::uint32_t point, const sim::Replication& replication) {
    for (std::size_t i = 0; i < replication.routing_lines.size(); ++i) {
      const sim::RoutingLineRow& row = replication.routing_lines[i];
      std::string indicators;
      for (const auto ri : row.indicators) indicators += (indicators.empty() ? "" : " ") + ri.letters();
      head(*routing_line_, point, replication)
          .bind(integer(i + 1))
          .bind(integer(row.message))
          .bind(std::int64_t{row.telegram})
          .bind(std::int64_t{row.section})
          .bind(std::int64_t{row.circuit})
          .bind(topology::word(row.precedence))
          .bind(indicators)
          .bind(row.sent)
          .run();
    }
  }

  std::string path_;
  std::int64_t run_;
  Database database_;
  std::int64_t session_ = 0;
  std::optional<Statement> replication_, undelivered_, latency_, network_time_, stretch_, not_alone_, circuit_, desk_,
      addressee_, delivery_, routing_line_;
};

namespace {

/// Runs `step`; what SQLite says becomes the one line that ends the command.
template <class Step>
auto guarded(const std::string& path, Step step) {
  try {
    return step();
  } catch (const DatabaseError& error) {
    throw unwritable(path, error);
  }
}

/// The new file stands beside its place until it is whole; leftovers of an interrupted writer of either would be taken
/// for its own.
void make_file(const std::string& path, const Campaign& campaign) {
  const std::string part = path + ".part";
  const auto remove = [](const std::string& leftover) {
    std::error_code ignored;
    fs::remove(leftover, ignored);
  };
  remove(part);
  remove(part + "-journal");
  try {
    const Database database(part, Database::Mode::create);
    Transaction transaction(database);
    database.execute(kSchema);
    database.execute(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", kApplication, kFormat));
    describe(database, campaign);
    transaction.commit();
  } catch (const DatabaseError&) {
    remove(part);
    throw;
  }
  remove(path + "-journal");
  remove(path + "-wal");
  std::error_code error;
  fs::rename(part, path, error);
  if (error) throw DatabaseError(DatabaseError::Kind::machine, error.message());
}

}  // namespace

Writer Writer::create(const std::string& path, const Campaign& campaign, const Session& session) {
  return guarded(path, [&] {
    make_file(path, campaign);
    return resume(path, campaign, session);
  });
}

Writer Writer::resume(const std::string& path, const Campaign& campaign, const Session& session) {
  return guarded(path, [&] {
    auto tables = std::make_unique<Tables>(path, run_id(campaign), Database(path, Database::Mode::write));
    tables->begin_session(session, campaign);
    return Writer(std::move(tables));
  });
}

Writer::Writer(std::unique_ptr<Tables> tables) : tables_(std::move(tables)) {}
Writer::Writer(Writer&&) noexcept = default;
Writer::~Writer() = default;

void Writer::add(const std::vector<std::pair<std::uint32_t, const sim::Replication*>>& replications) {
  guarded(tables_->path(), [&] { tables_->add(replications); });
}

void Writer::cut(std::uint32_t point, std::uint32_t count) {
  guarded(tables_->path(), [&] { tables_->cut(point, count); });
}

void Writer::end(double wall_seconds) {
  guarded(tables_->path(), [&] { tables_->end_session(wall_seconds); });
}

}  // namespace torntape::results
