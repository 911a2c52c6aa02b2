SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
WHERE (t0."email" IS NULL AND t0."id" < $1::integer)
ORDER BY t0."email" DESC NULLS LAST, t0."id" DESC
LIMIT 10

-- $1 = 3
