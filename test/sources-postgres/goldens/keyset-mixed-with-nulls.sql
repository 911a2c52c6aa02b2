SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
WHERE (array_position('{free,pro}'::text[], t0."tier") >= $1::integer AND ((array_position('{free,pro}'::text[], t0."tier") > $1::integer) OR (array_position('{free,pro}'::text[], t0."tier") = $1::integer AND (t0."email" < $2::text OR t0."email" IS NULL)) OR (array_position('{free,pro}'::text[], t0."tier") = $1::integer AND t0."email" = $2::text AND t0."id" > $3::integer)))
ORDER BY array_position('{free,pro}'::text[], t0."tier"), t0."email" DESC NULLS LAST, t0."id"
LIMIT 10

-- $1 = 2
-- $2 = a@b.example
-- $3 = 3
