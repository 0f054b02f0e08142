-- What migrating needs before there is any version. Times are Unix milliseconds here and everywhere.

CREATE TABLE IF NOT EXISTS postern_schema (
  version INTEGER NOT NULL PRIMARY KEY,
  applied_at BIGINT NOT NULL
)${options};

CREATE TABLE IF NOT EXISTS postern_lease (
  name VARCHAR(32) NOT NULL PRIMARY KEY,
  holder BIGINT NOT NULL,
  until_ms BIGINT NOT NULL
)${options};
