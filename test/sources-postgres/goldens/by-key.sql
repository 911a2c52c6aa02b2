SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
WHERE t0."id" = ANY($1::integer[])

-- $1 = {7}
