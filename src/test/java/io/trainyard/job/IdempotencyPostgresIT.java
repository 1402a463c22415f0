package io.trainyard.job;

import io.trainyard.OnPostgres;

/** The same on PostgreSQL. */
@OnPostgres
class IdempotencyPostgresIT extends IdempotencyIT {}
