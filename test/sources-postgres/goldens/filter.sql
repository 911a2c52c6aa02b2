SELECT t0."id", t0."name", t0."created_at"
FROM "public"."customers" AS t0
WHERE t0."tier" = $1::text AND (t0."email" IS NULL OR casefold(t0."email") LIKE (
    SELECT casefold($2::text))) AND NOT (t0."id" = ANY($3::integer[])) AND (CASE WHEN jsonb_typeof((t0."profile" #> '{address,city}')) = 'string' THEN (t0."profile" #> '{address,city}') #>> '{}' END) = $4::text AND t0."tags" && $5::text[]
ORDER BY t0."id"
LIMIT 1001

-- $1 = pro
-- $2 = %\_x\%.example
-- $3 = {1,2}
-- $4 = Köln
-- $5 = {red}
