package io.hallpulse.agent.vision.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An ONNX graph while it is written, node by node; each method gives the name of its output. */
final class OnnxGraph {
  private static final int FLOAT = 1;

  /** The last one where padding is an attribute, which is what OpenCV reads best. */
  private static final int OPSET = 10;

  private final ProtoBytes graph = new ProtoBytes().text(2, "graph");
  private int names;

  String input(String name, long... shape) {
    graph.message(11, value(name, shape));
    return name;
  }

  void output(String name, long... shape) {
    graph.message(12, value(name, shape));
  }

  /**
   * @param filters ordered output, input, row, column
   * @param pad on each side
   */
  String conv(String in, float[] filters, float[] bias, long[] shape, int stride, int pad) {
    return node(
        "Conv",
        new String[] {in, tensor(filters, shape), tensor(bias, shape[0])},
        numbers("kernel_shape", shape[2], shape[3]),
        numbers("strides", stride, stride),
        numbers("pads", pad, pad, pad, pad));
  }

  String relu(String in) {
    return node("Relu", new String[] {in});
  }

  String add(String left, String right) {
    return node("Add", new String[] {left, right});
  }

  String maxPool(String in, int size, int stride) {
    return node(
        "MaxPool",
        new String[] {in},
        numbers("kernel_shape", size, size),
        numbers("strides", stride, stride));
  }

  String averagePool(String in, int size, int stride) {
    return node(
        "AveragePool",
        new String[] {in},
        numbers("kernel_shape", size, size),
        numbers("strides", stride, stride));
  }

  /** Zeros behind what is there. */
  String pad(String in, int channels, int rows, int columns) {
    return node("Pad", new String[] {in}, numbers("pads", 0, 0, 0, 0, 0, channels, rows, columns));
  }

  String globalAverage(String in) {
    return node("GlobalAveragePool", new String[] {in});
  }

  byte[] model() {
    return new ProtoBytes()
        .number(1, 5)
        .text(2, "hallpulse")
        .message(7, graph)
        .message(8, new ProtoBytes().text(1, "").number(2, OPSET))
        .toBytes();
  }

  private String node(String type, String[] inputs, ProtoBytes... attributes) {
    var node = new ProtoBytes();
    for (var input : inputs) {
      node.text(1, input);
    }
    var output = type + names++;
    node.text(2, output).text(3, output).text(4, type);
    for (var attribute : attributes) {
      node.message(5, attribute);
    }
    graph.message(1, node);
    return output;
  }

  private String tensor(float[] values, long... shape) {
    var bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    var name = "tensor" + names++;
    var tensor = new ProtoBytes();
    for (long size : shape) {
      tensor.number(1, size);
    }
    graph.message(5, tensor.number(2, FLOAT).text(8, name).bytes(9, bytes.array()));
    return name;
  }

  private static ProtoBytes numbers(String name, long... values) {
    var attribute = new ProtoBytes().text(1, name);
    for (long value : values) {
      attribute.number(8, value);
    }
    return attribute.number(20, 7);
  }

  private static ProtoBytes value(String name, long... shape) {
    var sizes = new ProtoBytes();
    for (long size : shape) {
      sizes.message(1, new ProtoBytes().number(1, size));
    }
    var type = new ProtoBytes().number(1, FLOAT).message(2, sizes);
    return new ProtoBytes().text(1, name).message(2, new ProtoBytes().message(1, type));
  }
}
