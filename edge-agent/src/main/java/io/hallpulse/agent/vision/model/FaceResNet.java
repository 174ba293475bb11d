package io.hallpulse.agent.vision.model;

import org.jspecify.annotations.Nullable;

/**
 * dlib's residual network for faces, from the weights that face-api publishes for TensorFlow.js, as
 * ONNX: 3 × 150 × 150 pixels in, 128 numbers out. Made while the program starts (a third of a
 * second), so that no converted file has to be kept or trusted.
 */
public final class FaceResNet {
  private static final String WEIGHTS = "face_recognition_model.bin";
  private static final String MANIFEST = "face_recognition_model-weights_manifest.json";

  private final OnnxGraph graph = new OnnxGraph();
  private final TensorShard shard;

  private FaceResNet(TensorShard shard) {
    this.shard = shard;
  }

  /** The network; its hash is that of the weights, and so does not depend on how we write ONNX. */
  public static ModelFile bundled() {
    var weights = ModelFile.bundled(WEIGHTS);
    var shard = new TensorShard(ModelFile.bundled(MANIFEST), weights);
    return new ModelFile(WEIGHTS, new FaceResNet(shard).model(), weights.sha256());
  }

  private byte[] model() {
    var at = graph.input("image", 1, 3, 150, 150);
    at = graph.relu(conv(at, "conv32_down", 3, 32, 7, 2, 0));
    at = graph.maxPool(at, 3, 2);
    at = blocks(at, 32, 3);
    at = smaller(at, "conv64_down", 32, 64, 0);
    at = blocks(at, 64, 3);
    at = smaller(at, "conv128_down", 64, 128, 0);
    at = blocks(at, 128, 2);
    // From 8 and 4 pixels the convolution leaves 3 and 1, the pool 4 and 2.
    at = smaller(at, "conv256_down", 128, 256, 1);
    at = blocks(at, 256, 2);
    at = smaller(at, "conv256_down_out", 256, 256, 1);
    at = graph.globalAverage(at);
    at = graph.conv(at, turned("fc", 1, 256, 128, null), new float[128], square(128, 256, 1), 1, 0);
    graph.output(at, 1, 128, 1, 1);
    return graph.model();
  }

  private String blocks(String in, int channels, int count) {
    var at = in;
    for (int i = 1; i <= count; i++) {
      var name = "conv%d_%d".formatted(channels, i);
      var way = graph.relu(conv(at, name + "/conv1", channels, channels, 3, 1, 1));
      at = graph.relu(graph.add(conv(way, name + "/conv2", channels, channels, 3, 1, 1), at));
    }
    return at;
  }

  private String smaller(String in, String name, int from, int to, int missing) {
    var way = graph.relu(conv(in, name + "/conv1", from, to, 3, 2, 0));
    way = conv(way, name + "/conv2", to, to, 3, 1, 1);
    if (missing > 0) {
      way = graph.pad(way, 0, missing, missing);
    }
    var past = graph.averagePool(in, 2, 2);
    if (to > from) {
      past = graph.pad(past, to - from, 0, 0);
    }
    return graph.relu(graph.add(past, way));
  }

  /** A convolution with the scaling behind it folded in. */
  private String conv(String in, String name, int from, int to, int size, int stride, int pad) {
    var scale = shard.values(name + "/scale/weights");
    var bias = shard.values(name + "/scale/biases");
    var ownBias = shard.values(name + "/conv/bias");
    for (int i = 0; i < to; i++) {
      bias[i] += ownBias[i] * scale[i];
    }
    var filters = turned(name + "/conv/filters", size, from, to, scale);
    return graph.conv(in, filters, bias, square(to, from, size), stride, pad);
  }

  /** From TensorFlow's row, column, input, output to output, input, row, column. */
  private float[] turned(String name, int size, int from, int to, float @Nullable [] scale) {
    var values = shard.values(name);
    var turned = new float[values.length];
    int at = 0;
    for (int place = 0; place < size * size; place++) {
      for (int input = 0; input < from; input++) {
        for (int output = 0; output < to; output++, at++) {
          float factor = scale == null ? 1 : scale[output];
          turned[(output * from + input) * size * size + place] = values[at] * factor;
        }
      }
    }
    return turned;
  }

  private static long[] square(int to, int from, int size) {
    return new long[] {to, from, size, size};
  }
}
