package io.trainyard.job.history;

import io.trainyard.OnPostgres;

/** The same on PostgreSQL. */
@OnPostgres
class LossesPostgresIT extends LossesIT {}
