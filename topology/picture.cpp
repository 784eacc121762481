#include "topology/picture.hpp"

namespace torntape::topology {

std::string usual_fill(Picture::Kind kind) {
  switch (kind) {
    case Picture::Kind::relay:
      return "#cfe3f5";
    case Picture::Kind::post:
      return "#fff4d6";
    case Picture::Kind::collective:
      return "#ece0f2";
    case Picture::Kind::addressee:
      break;
  }
  return "#ffffff";
}

std::string word(Picture::Kind kind) {
  switch (kind) {
    case Picture::Kind::relay:
      return "relay";
    case Picture::Kind::post:
      return "post";
    case Picture::Kind::collective:
      return "collective";
    case Picture::Kind::addressee:
      break;
  }
  return "addressee";
}

}  // namespace torntape::topology
