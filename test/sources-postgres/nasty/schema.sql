-- A schema with every kind of trouble: reserved and mixed-case names, other schemas, views, partitions, domains, enums out of order.
CREATE SCHEMA "Sales Dept";
CREATE SCHEMA hidden;

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE "Sales Dept"."Size" AS ENUM ('S', 'M', 'L');
CREATE DOMAIN email_address AS text CHECK (VALUE LIKE '%@%');
CREATE DOMAIN work_address AS email_address;
CREATE DOMAIN tag_list AS text[];

COMMENT ON TYPE mood IS 'How somebody feels';

CREATE TABLE "user" (
  "id" integer PRIMARY KEY,
  "select" text NOT NULL,
  "Group" text,
  "order" integer,
  "quote""d" text,
  email work_address,
  mood mood,
  tier text NOT NULL,
  boss_id integer,
  code text,
  nick character(6),
  token uuid,
  tags text[],
  scores integer[],
  amounts numeric[],
  moods mood[],
  labels tag_list,
  doc jsonb,
  raw json,
  flag boolean,
  tiny smallint,
  big bigint,
  price numeric(30, 10),
  exact numeric,
  ratio double precision,
  weight real,
  born date,
  seen timestamptz,
  local timestamp,
  text_time text,
  text_day text,
  text_number text,
  note text
);
CREATE INDEX ON "user" (lower(email));
CREATE INDEX ON "user" (boss_id) WHERE boss_id > 3;
CREATE INDEX ON "user" (tier, id);
COMMENT ON TABLE "user" IS 'People, under a reserved word';
COMMENT ON COLUMN "user"."select" IS 'The name';

CREATE TABLE "Sales Dept"."Line Items" (
  order_no text NOT NULL,
  line integer NOT NULL,
  owner integer,
  size "Sales Dept"."Size",
  qty integer NOT NULL,
  cents bigint,
  ref text,
  PRIMARY KEY (order_no, line)
);
CREATE INDEX ON "Sales Dept"."Line Items" (owner, qty, order_no, line);

CREATE TABLE "Sales Dept".shipments (
  id bigint PRIMARY KEY,
  order_no text,
  line integer,
  shipped_at timestamptz NOT NULL,
  FOREIGN KEY (order_no, line) REFERENCES "Sales Dept"."Line Items" (order_no, line)
);

CREATE TABLE event (id bigint NOT NULL, at timestamptz NOT NULL, user_email text, kind text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE event_2025 PARTITION OF event FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE event_2026 PARTITION OF event FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');

CREATE VIEW boss AS SELECT id, "select" AS name, tier FROM "user" WHERE id IN (SELECT boss_id FROM "user");

CREATE TABLE hidden.secret (id integer PRIMARY KEY, text text);
