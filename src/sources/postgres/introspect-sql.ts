/** Statements that read a database's structure as one JSON text a row. */

const NAME = (relation: string, schema: string): string => `CASE ${schema}.nspname WHEN 'public' THEN ${relation}.relname ELSE ${schema}.nspname || '.' || ${relation}.relname END`

/** Domains are what they stand for, and elements of arrays too. */
export const BASE_TYPES = `base(oid, target) AS (
  SELECT oid, oid FROM pg_type WHERE typtype <> 'd'
  UNION ALL SELECT d.oid, base.target FROM pg_type d JOIN base ON base.oid = d.typbasetype WHERE d.typtype = 'd'
)`

/** Joins of an attribute `a` to its type `t` and to the type of one element, `e`. */
export const TYPES_OF_COLUMN = `
  JOIN base b ON b.oid = a.atttypid
  JOIN pg_type t ON t.oid = b.target
  JOIN base eb ON eb.oid = CASE WHEN t.typcategory = 'A' AND t.typelem <> 0 THEN t.typelem ELSE t.oid END
  JOIN pg_type e ON e.oid = eb.target`

export const IS_LIST = `t.typcategory = 'A' AND t.typelem <> 0`
export const LABELS = `(SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = e.oid)`

const COLUMNS = `(
  SELECT json_agg(json_build_object(
    'name', a.attname, 'nativeType', format_type(a.atttypid, a.atttypmod), 'base', e.typname, 'elementType', format_type(e.oid, NULL),
    'list', ${IS_LIST}, 'nullable', NOT a.attnotnull, 'labels', ${LABELS}, 'description', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
  FROM pg_attribute a ${TYPES_OF_COLUMN}
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)`

/** Names of columns, by their numbers in `numbers` and in that order. */
const COLUMN_NAMES = (relation: string, numbers: string): string => `(
  SELECT coalesce(json_agg(a.attname ORDER BY k.place), '[]') FROM unnest(${numbers}) WITH ORDINALITY AS k(number, place)
  JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number)`

/** The columns of each index before the first expression; an index of part of the rows serves no link. */
const INDEX_KEYS = (condition: string): string => `(
  SELECT coalesce(json_agg(${COLUMN_NAMES('c.oid', LEADING_COLUMNS)} ORDER BY i.indexrelid), '[]')
  FROM pg_index i WHERE i.indrelid = c.oid AND i.indisvalid AND i.indpred IS NULL AND i.indkey[0] <> 0 AND ${condition})`
const LEADING_COLUMNS = `(i.indkey::int2[])[0:coalesce(array_position(i.indkey::int2[], 0::int2), i.indnkeyatts) - 1]`

const FOREIGN_KEYS = `(
  SELECT coalesce(json_agg(json_build_object(
    'fields', ${COLUMN_NAMES('f.conrelid', 'f.conkey')}, 'target', ${NAME('fc', 'fn')}, 'targetFields', ${COLUMN_NAMES('f.confrelid', 'f.confkey')}) ORDER BY f.conname), '[]')
  FROM pg_constraint f JOIN pg_class fc ON fc.oid = f.confrelid JOIN pg_namespace fn ON fn.oid = fc.relnamespace
  WHERE f.conrelid = c.oid AND f.contype = 'f' AND NOT fc.relispartition)`

export const TABLES = `
WITH RECURSIVE ${BASE_TYPES}
SELECT json_build_object(
  'name', ${NAME('c', 'n')}, 'view', c.relkind IN ('v', 'm'), 'description', obj_description(c.oid, 'pg_class'), 'columns', ${COLUMNS},
  'key', coalesce((SELECT ${COLUMN_NAMES('c.oid', 'p.conkey')} FROM pg_constraint p WHERE p.conrelid = c.oid AND p.contype = 'p'), '[]'),
  'unique', ${INDEX_KEYS('i.indisunique AND NOT i.indisprimary AND i.indexprs IS NULL')}, 'indexes', ${INDEX_KEYS('true')},
  'foreignKeys', ${FOREIGN_KEYS}, 'rows', greatest(c.reltuples, 0)::bigint)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
  AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
  AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
ORDER BY n.nspname <> 'public', n.nspname, c.relname`

export const ENUMS = `
SELECT json_build_object(
  'name', replace(format_type(t.oid, NULL), '"', ''), 'description', obj_description(t.oid, 'pg_type'),
  'values', (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'e' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
ORDER BY n.nspname <> 'public', n.nspname, t.typname`
