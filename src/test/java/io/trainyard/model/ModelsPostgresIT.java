package io.trainyard.model;

import io.trainyard.OnPostgres;

@OnPostgres
class ModelsPostgresIT extends ModelsIT {}
