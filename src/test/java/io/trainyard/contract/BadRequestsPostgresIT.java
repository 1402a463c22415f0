package io.trainyard.contract;

import io.trainyard.OnPostgres;

/** PostgreSQL refuses texts that H2 takes. */
@OnPostgres
class BadRequestsPostgresIT extends BadRequestsIT {
  @Override
  int requests() {
    return 500;
  }
}
