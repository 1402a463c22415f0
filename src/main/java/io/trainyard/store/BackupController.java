package io.trainyard.store;

import io.trainyard.rest.StoresNothing;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sends a copy of everything. */
@RestController
class BackupController {
  private static final String ZIP = "application/zip";

  private final Backups backups;
  private final DataSource database;

  BackupController(Backups backups, DataSource database) {
    this.backups = backups;
    this.database = database;
  }

  @PostMapping(path = "/v1/backup", produces = ZIP)
  @StoresNothing
  void backup(HttpServletResponse response) throws IOException {
    backups.take(
        database,
        backup -> {
          response.setContentType(ZIP);
          response.setHeader(
              HttpHeaders.CONTENT_DISPOSITION,
              ContentDisposition.attachment().filename(backups.fileName("")).build().toString());
          backup.writeTo(response.getOutputStream());
        });
  }
}
