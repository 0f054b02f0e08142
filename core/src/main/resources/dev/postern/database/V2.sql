-- What an account has at the solver desk.
CREATE TABLE IF NOT EXISTS postern_desk_account (
  account_id BIGINT NOT NULL PRIMARY KEY REFERENCES postern_account (id) ON DELETE CASCADE,
  has_first_credits BOOLEAN NOT NULL, -- those that every account gets
  balance BIGINT NOT NULL,            -- credits; each task that is being read has taken one
  running_tasks INTEGER NOT NULL,
  plan_is_active BOOLEAN NOT NULL,
  plan_ends_at BIGINT,
  counted_day BIGINT NOT NULL,        -- since 1970-01-01, in UTC
  tasks_of_day BIGINT NOT NULL,
  tasks_of_month BIGINT NOT NULL      -- of the month of that day
)${options};

-- Tasks that are being read, and those that ended lately. What they show is never stored.
CREATE TABLE IF NOT EXISTS postern_desk_task (
  id BIGINT NOT NULL PRIMARY KEY,
  account_id BIGINT NOT NULL REFERENCES postern_account (id) ON DELETE CASCADE,
  state VARCHAR(16) NOT NULL,
  is_list BOOLEAN NOT NULL,     -- whether it was sent as a list of images
  texts VARCHAR(6000) NOT NULL, -- a line for each image
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  until_at BIGINT NOT NULL      -- when it is given up if it has not ended, and forgotten if it has
)${options};

CREATE INDEX IF NOT EXISTS postern_desk_task_account ON postern_desk_task (account_id);

CREATE INDEX IF NOT EXISTS postern_desk_task_until ON postern_desk_task (until_at);
