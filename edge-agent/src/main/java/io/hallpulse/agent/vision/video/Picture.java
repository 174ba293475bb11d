package io.hallpulse.agent.vision.video;

import org.opencv.core.Mat;

/** A picture of a camera on its way to viewers. The camera releases it; nobody keeps it. */
public record Picture(String cameraId, Mat bgr) {}
