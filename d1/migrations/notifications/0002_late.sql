-- Mails that nobody waits for any more are looked for at each run: without this, by reading all that wait, most of all in the
-- outage of a provider that made them wait.
CREATE INDEX mails_late ON mails (happened_at) WHERE state = 'queued';
