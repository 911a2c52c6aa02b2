SELECT count(*), coalesce(sum(t0."total") FILTER (WHERE t1."tier" = $1::text), 0), avg(t0."total"), t0."customer_id"
FROM "sales"."orders" AS t0
LEFT JOIN "public"."customers" AS t1 ON t1."id" = t0."customer_id"
WHERE t0."customer_id" = ANY($2::integer[])
GROUP BY 4
LIMIT 1001

-- $1 = pro
-- $2 = {1,2}
