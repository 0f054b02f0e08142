-- What nodes together have used of limits. Keys are codes under the secret, and tell no client.
CREATE TABLE IF NOT EXISTS postern_limit (
  id ${key} NOT NULL PRIMARY KEY,
  unused_at BIGINT NOT NULL, -- when nothing is used any more: Unix microseconds of the database's clock, as below
  kept_until BIGINT NOT NULL
)${options};

CREATE INDEX IF NOT EXISTS postern_limit_kept_until ON postern_limit (kept_until);
