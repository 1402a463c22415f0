package io.trainyard.job.worker;

import io.trainyard.OnPostgres;

/** The same on PostgreSQL. */
@OnPostgres
class PausePostgresIT extends PauseIT {}
