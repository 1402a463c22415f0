package io.trainyard.job.worker;

import io.trainyard.OnPostgres;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** The same on PostgreSQL. */
@OnPostgres
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "trainyard.workers=1")
class TermsPostgresIT extends TermsIT {}
