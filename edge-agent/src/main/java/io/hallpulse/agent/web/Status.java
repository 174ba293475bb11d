package io.hallpulse.agent.web;

import io.hallpulse.agent.device.Cameras;
import io.hallpulse.agent.device.Faces;
import io.hallpulse.agent.hall.Urgency;
import io.hallpulse.agent.tls.Certificates;
import java.util.List;

/**
 * How the agent is.
 *
 * @param refuses what is not taken because the disk is nearly full
 * @param certificates of its lines, and when they end
 */
public record Status(
    String status,
    String store,
    String uplink,
    long spoolDepth,
    long lastSeq,
    long publishedSeq,
    long epoch,
    String writer,
    int segments,
    int quarantined,
    List<String> losses,
    boolean fenced,
    List<Urgency> refuses,
    Faces.State faces,
    List<Cameras.Camera> cameras,
    List<Certificates.Certificate> certificates) {}
