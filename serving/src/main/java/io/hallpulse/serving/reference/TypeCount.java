package io.hallpulse.serving.reference;

/**
 * How much there is of a kind of reference data.
 *
 * @param type its name in paths
 * @param data different ids
 * @param versions all versions of them
 */
public record TypeCount(String type, long data, long versions) {}
