package io.hallpulse.local.live;

/**
 * How live state came back after a fault.
 *
 * @param again seconds from the fault until events were folded that nobody had seen folded before
 * @param fresh seconds until, besides, no hall was more than half a minute behind
 * @param catchUp how many times faster than they come the missed events were folded, at least
 */
public record Recovery(double again, double fresh, double catchUp) {}
