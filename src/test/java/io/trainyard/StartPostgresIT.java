package io.trainyard;

@OnPostgres
class StartPostgresIT extends StartIT {
  @Override
  String database() {
    return "PostgreSQL";
  }
}
