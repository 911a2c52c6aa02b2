SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
ORDER BY t0."id"
LIMIT 1001

