package io.hallpulse.serving.report.write;

import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.FSObjectDrawerFactory;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import io.micronaut.core.annotation.Nullable;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** Puts drawings where a page names them by number, as lines and shapes of the PDF. */
final class Drawings implements FSObjectDrawerFactory, FSObjectDrawer {
  private final List<Drawing> drawings;

  Drawings(List<Drawing> drawings) {
    this.drawings = drawings;
  }

  @Override
  public FSObjectDrawer createDrawer(Element element) {
    return this;
  }

  @Override
  public boolean isReplacedObject(Element element) {
    return element.getNodeName().equals("object");
  }

  @Override
  public @Nullable Map<Shape, String> drawObject(
      Element element,
      double x,
      double y,
      double width,
      double height,
      OutputDevice device,
      RenderingContext context,
      int dotsPerPixel) {
    var drawing = drawings.get(Integer.parseInt(element.getAttribute("data")));
    float wide = (float) (width / dotsPerPixel);
    device.drawWithGraphics(
        (float) x,
        (float) y,
        wide,
        (float) (height / dotsPerPixel),
        graphics -> {
          double scale = wide / drawing.width();
          graphics.scale(scale, scale);
          drawing.marks().forEach(mark -> draw(graphics, mark));
        });
    return null;
  }

  private static void draw(Graphics2D graphics, Drawing.Mark mark) {
    var path = new Path2D.Double();
    path.moveTo(mark.points().get(0), mark.points().get(1));
    for (int i = 2; i < mark.points().size(); i += 2) {
      path.lineTo(mark.points().get(i), mark.points().get(i + 1));
    }
    graphics.setPaint(new Color(mark.colour()));
    if (mark.isClosed()) {
      path.closePath();
      graphics.fill(path);
      return;
    }
    graphics.setStroke(
        new BasicStroke((float) mark.lineWidth(), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }
}
