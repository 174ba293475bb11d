/** Key and trust of the lines between devices, and to Kafka. */
@NullMarked
package io.hallpulse.agent.tls;

import org.jspecify.annotations.NullMarked;
