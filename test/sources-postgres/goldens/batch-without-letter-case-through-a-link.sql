SELECT t0."id", t0."total", lower(t1."email")
FROM "sales"."orders" AS t0
LEFT JOIN "public"."customers" AS t1 ON t1."id" = t0."customer_id"
WHERE lower(t1."email") = ANY($1::text[])
ORDER BY t0."placed_at" DESC, t0."id" DESC
LIMIT 1001

-- $1 = {"ada@x.example"}
