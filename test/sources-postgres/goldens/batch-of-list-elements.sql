SELECT t0."id", t0."name", t0."created_at", to_json(t0."tags"::text[])
FROM "public"."customers" AS t0
WHERE t0."tags" && $1::text[]
ORDER BY t0."id"
LIMIT 1001

-- $1 = {red,"a,b"}
