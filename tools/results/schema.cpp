#include "tools/results/schema.hpp"

namespace torntape::results {

const char* const kSchema = R"sql(
CREATE TABLE runs (
  run INTEGER PRIMARY KEY, scenario TEXT NOT NULL, version TEXT NOT NULL, seed TEXT NOT NULL,
  replications INTEGER NOT NULL, until INTEGER NOT NULL, deliveries INTEGER NOT NULL, text TEXT NOT NULL, resolved TEXT NOT NULL
) STRICT;
CREATE TABLE settings (
  run INTEGER, place INTEGER, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE inputs (
  run INTEGER, place INTEGER, path TEXT NOT NULL, bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (run, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE points (
  run INTEGER, point INTEGER, name TEXT NOT NULL, network INTEGER NOT NULL, seed TEXT NOT NULL,
  warmup_ns INTEGER NOT NULL, duration_ns INTEGER NOT NULL, drain_ns INTEGER NOT NULL,
  flash_objective_ns INTEGER NOT NULL, immediate_objective_ns INTEGER NOT NULL,
  priority_objective_ns INTEGER NOT NULL, routine_objective_ns INTEGER NOT NULL,
  digest TEXT NOT NULL, PRIMARY KEY (run, point)
) STRICT, WITHOUT ROWID;
CREATE TABLE point_settings (
  run INTEGER, point INTEGER, place INTEGER, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, point, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE stations (
  run INTEGER, network INTEGER, station INTEGER, ri TEXT NOT NULL, name TEXT NOT NULL, relay INTEGER NOT NULL,
  PRIMARY KEY (run, network, station)
) STRICT, WITHOUT ROWID;
CREATE TABLE circuit_names (
  run INTEGER, network INTEGER, circuit INTEGER, "from" TEXT NOT NULL, "to" TEXT NOT NULL, channels INTEGER NOT NULL,
  PRIMARY KEY (run, network, circuit)
) STRICT, WITHOUT ROWID;
CREATE TABLE addressee_names (
  run INTEGER, network INTEGER, addressee INTEGER, ri TEXT NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (run, network, addressee)
) STRICT, WITHOUT ROWID;
CREATE TABLE telegrams (
  run INTEGER, network INTEGER, telegram INTEGER, name TEXT NOT NULL, PRIMARY KEY (run, network, telegram)
) STRICT, WITHOUT ROWID;
CREATE TABLE replications (
  run INTEGER, point INTEGER, replication INTEGER, fingerprint TEXT NOT NULL, traffic TEXT NOT NULL,
  messages INTEGER NOT NULL, transmissions INTEGER NOT NULL, deliveries INTEGER NOT NULL, undelivered INTEGER NOT NULL,
  preempted INTEGER NOT NULL, lost INTEGER NOT NULL, rerouted INTEGER NOT NULL,
  all_transmissions INTEGER NOT NULL, digest TEXT NOT NULL,
  PRIMARY KEY (run, point, replication)
) STRICT, WITHOUT ROWID;
CREATE TABLE undelivered (
  run INTEGER, point INTEGER, replication INTEGER, precedence TEXT, role TEXT, n INTEGER NOT NULL,
  PRIMARY KEY (run, point, replication, precedence, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE latencies (
  run INTEGER, point INTEGER, replication INTEGER, precedence TEXT, role TEXT, n INTEGER NOT NULL,
  sum_seconds INTEGER NOT NULL, sum_nanoseconds INTEGER NOT NULL, least_ns INTEGER NOT NULL, most_ns INTEGER NOT NULL,
  p50_ns INTEGER NOT NULL, p90_ns INTEGER NOT NULL, p95_ns INTEGER NOT NULL, p99_ns INTEGER NOT NULL,
  within INTEGER NOT NULL, histogram BLOB NOT NULL, PRIMARY KEY (run, point, replication, precedence, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE network_times (
  run INTEGER, point INTEGER, replication INTEGER, precedence TEXT, role TEXT, n INTEGER NOT NULL,
  sum_seconds INTEGER NOT NULL, sum_nanoseconds INTEGER NOT NULL, least_ns INTEGER NOT NULL, most_ns INTEGER NOT NULL,
  p50_ns INTEGER NOT NULL, p90_ns INTEGER NOT NULL, p95_ns INTEGER NOT NULL, p99_ns INTEGER NOT NULL,
  within INTEGER NOT NULL, histogram BLOB NOT NULL, PRIMARY KEY (run, point, replication, precedence, role)
) STRICT, WITHOUT ROWID;
CREATE TABLE stretches (
  run INTEGER, point INTEGER, replication INTEGER, precedence TEXT, role TEXT, stretch INTEGER, n INTEGER NOT NULL,
  sum_seconds INTEGER NOT NULL, sum_nanoseconds INTEGER NOT NULL,
  PRIMARY KEY (run, point, replication, precedence, role, stretch)
) STRICT, WITHOUT ROWID;
CREATE TABLE circuits (
  run INTEGER, point INTEGER, replication INTEGER, circuit INTEGER, transmissions INTEGER NOT NULL,
  waited_ns REAL NOT NULL, busy_ns REAL NOT NULL, queue_area_ns REAL NOT NULL, most_waiting INTEGER NOT NULL,
  broken INTEGER NOT NULL, wasted_ns INTEGER NOT NULL, garbled INTEGER NOT NULL, missing INTEGER NOT NULL,
  reruns INTEGER NOT NULL, duplicates INTEGER NOT NULL, service INTEGER NOT NULL,
  p95_wait_ns INTEGER, waits BLOB NOT NULL,
  PRIMARY KEY (run, point, replication, circuit)
) STRICT, WITHOUT ROWID;
CREATE TABLE desks (
  run INTEGER, point INTEGER, replication INTEGER, station INTEGER, operators INTEGER NOT NULL, open_ns INTEGER NOT NULL,
  copies INTEGER NOT NULL, waited_ns REAL NOT NULL, busy_ns REAL NOT NULL, queue_area_ns REAL NOT NULL,
  most_waiting INTEGER NOT NULL, PRIMARY KEY (run, point, replication, station)
) STRICT, WITHOUT ROWID;
CREATE TABLE addressees (
  run INTEGER, point INTEGER, replication INTEGER, addressee INTEGER, n INTEGER NOT NULL,
  sum_seconds INTEGER NOT NULL, sum_nanoseconds INTEGER NOT NULL, most_ns INTEGER NOT NULL, within INTEGER NOT NULL,
  PRIMARY KEY (run, point, replication, addressee)
) STRICT, WITHOUT ROWID;
CREATE TABLE deliveries (
  run INTEGER, point INTEGER, replication INTEGER, place INTEGER, message INTEGER NOT NULL, origin INTEGER NOT NULL,
  addressee INTEGER NOT NULL, role TEXT NOT NULL, precedence TEXT NOT NULL, filed_ns INTEGER NOT NULL,
  delivered_ns INTEGER NOT NULL, hops INTEGER NOT NULL, PRIMARY KEY (run, point, replication, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE routing_lines (
  run INTEGER, point INTEGER, replication INTEGER, place INTEGER, message INTEGER NOT NULL, telegram INTEGER NOT NULL,
  section INTEGER NOT NULL, circuit INTEGER NOT NULL, precedence TEXT NOT NULL, indicators TEXT NOT NULL,
  sent_ns INTEGER NOT NULL, PRIMARY KEY (run, point, replication, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (
  run INTEGER, session INTEGER, host TEXT NOT NULL, scenario_file TEXT NOT NULL, jobs INTEGER NOT NULL,
  started TEXT NOT NULL, ended TEXT, wall_s REAL, PRIMARY KEY (run, session)
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace torntape::results
