SELECT t0."id", t0."total"
FROM "sales"."orders" AS t0
WHERE (t0."placed_at", t0."id") > ($1::timestamp with time zone, $2::bigint)
ORDER BY t0."placed_at", t0."id"
LIMIT 10

-- $1 = 2026-10-01T00:00:00.000Z
-- $2 = 41
