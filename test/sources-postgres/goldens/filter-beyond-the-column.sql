SELECT t0."id", t0."total"
FROM "sales"."orders" AS t0
WHERE (t0."customer_id" < $1::bigint OR t0."id" > $2::numeric OR nullif(t0."id" IS NULL, true))
ORDER BY t0."placed_at" DESC, t0."id" DESC
LIMIT 1001

-- $1 = 3000000000
-- $2 = 99999999999999999999
