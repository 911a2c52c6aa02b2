SELECT t0."id", t0."total", t0."customer_id"
FROM "sales"."orders" AS t0
WHERE t0."customer_id" = ANY($1::integer[])
ORDER BY t0."placed_at" DESC, t0."id" DESC
LIMIT 5

-- $1 = {7}
