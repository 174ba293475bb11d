/** Models: where they come from, and how those of TensorFlow.js become ONNX. */
@NullMarked
package io.hallpulse.agent.vision.model;

import org.jspecify.annotations.NullMarked;
