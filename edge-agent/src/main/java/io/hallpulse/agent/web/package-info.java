/** What the hall's pages and devices ask over HTTP: API.md. */
@NullMarked
package io.hallpulse.agent.web;

import org.jspecify.annotations.NullMarked;
