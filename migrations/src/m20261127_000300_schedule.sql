-- What the server does by itself: when it may be claimed, how often this run was tried, and which server has it. A job without a row
-- has never run.
CREATE TABLE schedule (
  job {text} PRIMARY KEY, lease_until {time} NOT NULL, attempts integer NOT NULL, worker integer
){key};
