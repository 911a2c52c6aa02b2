SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
WHERE EXISTS (
  SELECT
  FROM "sales"."orders" AS t1
  WHERE t1."customer_id" = t0."id" AND NOT EXISTS (
    SELECT
    FROM "public"."lines" AS t2
    WHERE t2."order_id" = t1."id" AND (t2."quantity" >= $1::integer) IS NOT TRUE)) AND NOT EXISTS (
  SELECT
  FROM "sales"."orders" AS t3
  WHERE t3."customer_id" = t0."id" AND t3."total" > $2::numeric) AND EXISTS (
  SELECT
  FROM "public"."customers" AS t4
  WHERE lower(t4."email") = lower(t0."name") AND (t4."id") = (
    SELECT t5."id"
    FROM "public"."customers" AS t5
    WHERE lower(t5."email") = lower(t0."name")
    ORDER BY t5."id"
    LIMIT 1) AND t4."tier" = $3::text)
ORDER BY t0."id"
LIMIT 1001

-- $1 = 2
-- $2 = 0
-- $3 = free
