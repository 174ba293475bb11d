/** A made-up district whose halls behave like agents. */
@NullMarked
package io.hallpulse.ingest.simulate;

import org.jspecify.annotations.NullMarked;
