package io.trainyard.store;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the store is kept, below {@code trainyard.store}.
 *
 * @param reserve free space on the disk of an H2 file below which nothing more is stored; absent, a
 *     tenth of the disk, at most 256 MB
 */
@ConfigurationProperties("trainyard.store")
record StoreSettings(@Nullable DataSize reserve) {}
