SELECT page.*, k.k0
FROM unnest($1::integer[]) AS k(k0)
CROSS JOIN LATERAL (
  SELECT t0."id", t0."total"
  FROM "sales"."orders" AS t0
  WHERE t0."customer_id" = k.k0
  ORDER BY t0."placed_at" DESC, t0."id" DESC
  LIMIT 5) AS page
LIMIT 1001

-- $1 = {1,2}
