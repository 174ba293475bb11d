package io.hallpulse.agent.web;

import java.util.List;

/** How the agent is. */
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
    boolean fenced) {}
