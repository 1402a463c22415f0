package io.trainyard.job.stream;

import io.trainyard.OnPostgres;

/** The same on PostgreSQL. */
@OnPostgres
class EventsPostgresIT extends EventsIT {}
