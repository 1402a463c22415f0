/** Who may reach the service: under which names, and from which pages. */
@NullMarked
package io.trainyard.access;

import org.jspecify.annotations.NullMarked;
