#include "tools/results/histogram_blob.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace torntape::results {

TEST_CASE("a histogram comes back from its blob") {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    sim::Histogram histogram;
    const auto values = random() % 40;
    for (std::uint64_t i = 0; i < values; ++i) {
      const auto value = static_cast<sim::Time>(random() >> (2 + random() % 61));
      histogram.add(value, 1 + (random() >> (1 + random() % 62)));
    }
    const std::string blob = pack(histogram);
    const auto back = unpack<sim::Histogram>(blob);
    REQUIRE(back);
    CHECK(*back == histogram);
    CHECK(pack(*back) == blob);
  }
  CHECK(pack(sim::Histogram()).empty());
}

TEST_CASE("the form of a blob is that of the reference") {
  sim::Histogram histogram;
  histogram.add(3, 1);
  histogram.add(5, 300);
  CHECK(pack(histogram) == std::string("\x03\x01\x02\xAC\x02", 5));
}

TEST_CASE("what is no blob is refused") {
  CHECK_FALSE(unpack<sim::Histogram>(std::string("\x03", 1)));              // a bin without its count
  CHECK_FALSE(unpack<sim::Histogram>(std::string("\x03\xAC", 2)));          // a number that ends early
  CHECK_FALSE(unpack<sim::Histogram>(std::string("\xFF\xFF\x7F\x01", 4)));  // a bin beyond the last
  CHECK_FALSE(unpack<sim::Histogram>(std::string(12, '\xFF')));             // a number of more than 64 bits
  const std::string far("\xFF\x36\x01\x7F\x01\x7F\x01", 7);
  CHECK_FALSE(unpack<sim::Histogram>(far + far));  // gaps that add up beyond the last bin
}

}  // namespace torntape::results
