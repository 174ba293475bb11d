package io.hallpulse.agent.vision.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Many proposals for the same face become one, averaged by how sure each is. */
final class Agreement {
  private Agreement() {}

  static List<Face> among(List<Face> proposals, double sameFace) {
    var rest = new ArrayList<>(proposals);
    rest.sort(Comparator.comparingDouble(Face::score).reversed());
    var faces = new ArrayList<Face>();
    while (!rest.isEmpty()) {
      var best = rest.get(0);
      var same = new ArrayList<Face>();
      rest.removeIf(
          other -> {
            boolean isSame = other.equals(best) || best.box().overlap(other.box()) > sameFace;
            if (isSame) {
              same.add(other);
            }
            return isSame;
          });
      faces.add(average(best.score(), same));
    }
    return List.copyOf(faces);
  }

  private static Face average(double score, List<Face> same) {
    double weight = same.stream().mapToDouble(Face::score).sum();
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    for (var face : same) {
      double share = face.score() / weight;
      x += share * face.box().x();
      y += share * face.box().y();
      width += share * face.box().width();
      height += share * face.box().height();
    }
    return new Face(
        new Box(x, y, width, height),
        score,
        average(same, weight, Face::rightEye),
        average(same, weight, Face::leftEye),
        average(same, weight, Face::nose),
        average(same, weight, Face::mouth));
  }

  private static Spot average(List<Face> same, double weight, Function<Face, Spot> part) {
    double x = 0;
    double y = 0;
    for (var face : same) {
      x += face.score() / weight * part.apply(face).x();
      y += face.score() / weight * part.apply(face).y();
    }
    return new Spot(x, y);
  }
}
