package io.hallpulse.domain.forecast;

/**
 * The delay estimators of the literature (Ibrahim and Whitt, "Real-time delay estimation based on
 * delay history", 2009), in seconds; they are what a forecast has to beat.
 *
 * @param lastToEnterService LES: what the ticket called last had waited; 0 before the first call
 * @param headOfLine HOL: what the first in line has waited; 0 if nobody is ahead
 * @param queueLength QL: those ahead and oneself over the rate of calls of the last hour; 0 before
 *     the first call
 * @param freeCounter QL as its theory has it: over the counters' rate of handling, and 0 if one is
 *     free and nobody ahead
 */
record Textbook(
    double lastToEnterService, double headOfLine, double queueLength, double freeCounter) {}
