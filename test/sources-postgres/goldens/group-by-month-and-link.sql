SELECT date_trunc('month', t0."placed_at", 'Europe/Berlin'), t1."tier", coalesce(sum(t0."total"), 0), (sum(t0."customer_id")::numeric * 1e40 / nullif(count(t0."customer_id"), 0)), ('{free,pro}'::text[])[max(array_position('{free,pro}'::text[], t1."tier"))]
FROM "sales"."orders" AS t0
LEFT JOIN "public"."customers" AS t1 ON t1."id" = t0."customer_id"
GROUP BY 1, 2
ORDER BY 3 DESC, array_position('{free,pro}'::text[], t1."tier")
LIMIT 10

