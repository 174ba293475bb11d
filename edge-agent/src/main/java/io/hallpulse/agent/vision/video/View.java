package io.hallpulse.agent.vision.video;

/** What can be watched: a camera's pictures, blurred or as they are. */
record View(String cameraId, boolean clear) {}
