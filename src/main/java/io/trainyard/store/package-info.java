/** Where everything is kept: room on the disk, the file of the database, copies of it. */
@NullMarked
package io.trainyard.store;

import org.jspecify.annotations.NullMarked;
