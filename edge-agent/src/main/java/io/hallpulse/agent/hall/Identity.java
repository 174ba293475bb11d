package io.hallpulse.agent.hall;

/** Whose events these are. */
public record Identity(String source, long epoch, String district, String hallId) {}
