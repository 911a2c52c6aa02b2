SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
WHERE EXISTS (
  SELECT
  FROM "sales"."orders" AS t1
  WHERE t1."customer_id" = t0."id") AND (
  SELECT count(*)
  FROM "sales"."orders" AS t2
  WHERE t2."customer_id" = t0."id") <= 3
ORDER BY t0."id"
LIMIT 1001

