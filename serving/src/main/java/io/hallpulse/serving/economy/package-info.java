/**
 * Market entities: the twenty indicators, live and of past periods, and changes of the registry.
 */
@NullMarked
package io.hallpulse.serving.economy;

import org.jspecify.annotations.NullMarked;
