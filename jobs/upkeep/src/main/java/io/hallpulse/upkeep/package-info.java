/**
 * A program of its own beside the pipeline: it checks the ledger and keeps the lake's files tidy.
 */
@NullMarked
package io.hallpulse.upkeep;

import org.jspecify.annotations.NullMarked;
