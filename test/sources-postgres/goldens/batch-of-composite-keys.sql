SELECT t0."quantity", t0."order_id", t0."no"
FROM unnest($1::bigint[], $2::integer[]) AS k(k0, k1), "public"."lines" AS t0
WHERE t0."order_id" = k.k0 AND t0."no" = k.k1
ORDER BY t0."order_id", t0."no"
LIMIT 1001

-- $1 = {1,3}
-- $2 = {2,4}
