SELECT t0."id", t0."total"
FROM "sales"."orders" AS t0
LEFT JOIN "public"."customers" AS t1 ON t1."id" = t0."customer_id"
ORDER BY t1."name", (
  SELECT count(*)
  FROM "public"."lines" AS t2
  WHERE t2."order_id" = t0."id") DESC, t0."id"
LIMIT 1001

