// A network's picture with figures: which direction a figure belongs to, what is coloured and how wide.
#include <catch2/catch.hpp>
#include <cmath>

#include "tools/graph/pictures.hpp"
#include "tools/graph/scale.hpp"

namespace torntape::tools {
namespace {

using topology::Picture;
using topology::RoutingIndicator;

/// RUEH and RUEK, a post RUEHA on one and RUEKB on the other; the circuit of RUEHA is written from the post upward.
topology::Network network() {
  topology::NetworkSpec spec;
  const auto ri = [](const char* letters) { return *RoutingIndicator::parse(letters); };
  spec.stations = {{ri("RUEH"), true, "WEST", {}, {}, {}, {}},
                   {ri("RUEK"), true, "", {}, {}, {}, {}},
                   {ri("RUEHA"), false, "", {"ALPHA", "STAFF"}, {}, {}, {}},
                   {ri("RUEKB"), false, "", {}, {}, {}, {}}};
  spec.links = {{ri("RUEHA"), ri("RUEH"), {}, {}, {}},
                {ri("RUEH"), ri("RUEK"), {}, {}, {64'000.0, 15'000'000, 2, {}, {}}}};
  topology::Problems problems;
  auto network = topology::Network::build(spec, problems);
  REQUIRE(network);
  return std::move(*network);
}

Measured figures() {
  Measured measured;
  measured.circuits = {Measured::OfCircuit{100, 0.1, 1.0},      Measured::OfCircuit{400, 0.3, 2.0},
                       Measured::OfCircuit{1600, 0.9, 3.0},     Measured::OfCircuit{900, 0.5, std::nullopt},
                       Measured::OfCircuit{0, 0, std::nullopt}, std::nullopt};
  measured.stations = {{}, {}, {10, 50, 0.5}, {20, 5, 1}};
  return measured;
}

const Picture::Edge& edge(const Picture& picture, const std::string& from, const std::string& to) {
  for (const Picture::Edge& edge : picture.edges) {
    if (picture.nodes[edge.from].id == from && picture.nodes[edge.to].id == to) return edge;
  }
  throw std::logic_error("no edge from " + from + " to " + to);
}

double figure(const Picture& picture, const Picture::Edge& edge, const std::string& name) {
  for (std::size_t i = 0; i < picture.edge_figures.size(); ++i) {
    if (picture.edge_figures[i] == name) return edge.figures.at(i);
  }
  throw std::logic_error("no figure " + name);
}

TEST_CASE("the hierarchy, the rates and the addressees without figures") {
  const Picture picture = network_picture(network(), "net", nullptr, CircuitsBy::utilization, PostsBy::latency);
  CHECK(picture.title == "net");
  REQUIRE(picture.nodes.size() == 6);
  CHECK(picture.nodes[0].lines == std::vector<std::string>{"RUEH", "WEST"});
  CHECK(picture.nodes[4].id == "RUEHA ALPHA");
  CHECK(picture.nodes[4].kind == Picture::Kind::addressee);
  CHECK(picture.nodes[2].parent == 0);
  CHECK(edge(picture, "RUEH", "RUEHA").lines == std::vector<std::string>{"9.6 kbps"});
  CHECK(edge(picture, "RUEH", "RUEK").lines == std::vector<std::string>{"2 x 64 kbps"});
  CHECK(figure(picture, edge(picture, "RUEH", "RUEK"), "propagation_s") == 0.015);
  CHECK(picture.legend.empty());
}

TEST_CASE("figures stand at their direction, colours by the worse, widths by the traffic") {
  const Measured measured = figures();
  const Picture picture = network_picture(network(), "net", &measured, CircuitsBy::utilization, PostsBy::latency);
  // RUEHA -> RUEH is circuit 0; the edge goes down from the relay.
  const Picture::Edge& homing = edge(picture, "RUEH", "RUEHA");
  CHECK(figure(picture, homing, "utilization") == 0.3);
  CHECK(figure(picture, homing, "utilization_back") == 0.1);
  CHECK(figure(picture, homing, "transmissions") == 400);
  CHECK(figure(picture, homing, "mean_wait_back_s") == 1.0);
  const Picture::Edge& trunk = edge(picture, "RUEH", "RUEK");
  CHECK(figure(picture, trunk, "utilization") == 0.9);
  CHECK(std::isnan(figure(picture, trunk, "mean_wait_back_s")));
  const Scale scale({0.2, 0.4, 0.6, 0.8});
  CHECK(homing.colour == scale.colour(0.3));
  CHECK(trunk.colour == scale.colour(0.9));
  CHECK(homing.colour != trunk.colour);
  // Widths go by the square root of the copies: 400 of 1,600 is half of what is above the thinnest.
  CHECK(homing.width - 1.5 == Approx((trunk.width - 1.5) / 2));
  CHECK(picture.legend.size() == 10);
  CHECK_FALSE(picture.nodes[2].fill.empty());
  CHECK(picture.nodes[2].fill != picture.nodes[3].fill);
  CHECK(picture.nodes[0].fill.empty());
  CHECK(picture.nodes[2].note.find("10 deliveries, 50.0 s after filing on average, 50.0 % within") !=
        std::string::npos);
}

TEST_CASE("by wait, and by what is beyond the objective") {
  const Measured measured = figures();
  const Picture picture = network_picture(network(), "net", &measured, CircuitsBy::wait, PostsBy::within);
  const Scale waits = Scale::up_to(3);
  CHECK(edge(picture, "RUEH", "RUEK").colour == waits.colour(3));
  CHECK(edge(picture, "RUEH", "RUEHA").colour == waits.colour(2));
  const Scale beyond({0.001, 0.01, 0.05, 0.1});
  CHECK(picture.nodes[2].fill == beyond.colour(0.5));
  CHECK(picture.nodes[3].fill == beyond.colour(0));
}

TEST_CASE("a scale ends at a round figure not below the most, a circuit without figures keeps its colour") {
  CHECK(Scale::up_to(3).colour(3.99) == Scale::up_to(3).colour(3));
  const auto text = [](double bound) { return std::to_string(bound); };
  CHECK(Scale::up_to(4.9).legend(Picture::Key::Of::edge, "x", text)[4].text == "x from 4.000000");
  CHECK(Scale::up_to(600).legend(Picture::Key::Of::edge, "x", text)[0].text == "x below 120.000000");
  CHECK(Scale::up_to(0).legend(Picture::Key::Of::edge, "x", text).size() == 5);
  Measured measured = figures();
  measured.circuits.assign(6, std::nullopt);
  const Picture picture = network_picture(network(), "net", &measured, CircuitsBy::wait, PostsBy::within);
  CHECK(edge(picture, "RUEH", "RUEK").colour.empty());
  CHECK(edge(picture, "RUEH", "RUEK").width == 1);
}

TEST_CASE("losses are marked with how many they cut off") {
  const topology::Network net = network();
  Picture picture = network_picture(net, "net", nullptr, CircuitsBy::utilization, PostsBy::latency);
  mark_losses(net, topology::single_points_of_failure(net), picture);
  CHECK(edge(picture, "RUEH", "RUEK").marked);
  CHECK(figure(picture, edge(picture, "RUEH", "RUEK"), "cut_off") == 2);
  CHECK_FALSE(edge(picture, "RUEH", "RUEHA").marked);
  CHECK(figure(picture, edge(picture, "RUEH", "RUEHA"), "cut_off") == 1);
  CHECK(picture.nodes[0].figures.back() == 1);
}

}  // namespace
}  // namespace torntape::tools
