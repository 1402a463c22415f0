package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.OnPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

@OnPostgres
class DataSetsPostgresIT extends DataSetsIT {
  @Autowired private JdbcTemplate jdbc;

  @Override
  void fillTheDisk() {
    failWith("raise exception 'could not extend file' using errcode = '53100'");
  }

  @Override
  int statusOfAFullDisk() {
    return 507;
  }

  @Override
  String onTable() {
    return "on data_set_block";
  }

  @Test
  void answers503AndStoresNothingWhenTheDatabaseIsLost() throws Exception {
    failWith("perform pg_terminate_backend(pg_backend_pid())");
    try {
      assertThat(csv("?name=lost", "a\n1\n").statusCode()).isEqualTo(503);
      assertThat(jdbc.queryForObject("select count(*) from data_set", Integer.class)).isEqualTo(5);
    } finally {
      jdbc.execute("drop trigger full_disk on data_set_block");
    }
    assertThat(csv("?name=lost", "a\n1\n").statusCode()).isEqualTo(201);
  }

  private void failWith(String statement) {
    jdbc.execute(
        "create or replace function fail() returns trigger language plpgsql as $$ begin "
            + statement
            + "; return new; end $$");
    jdbc.execute(
        "create trigger full_disk before insert on data_set_block for each row"
            + " execute function fail()");
  }
}
