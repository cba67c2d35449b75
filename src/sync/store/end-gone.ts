/**
 * The end of a statement whose `gone` (row, since_revision) names rows of a table that are no more: those of the revision at hand
 * ($2) leave no trace, older ones end with it. Answers how many were written.
 */
export function endGone(table: string): string {
  return `dropped as (
  delete from ${table} t using gone where t.ctid = gone.row and gone.since_revision = $2 returning 1
),
closed as (
  update ${table} t set until_revision = $2 from gone
  where t.ctid = gone.row and gone.since_revision < $2
  returning 1
)
select (select count(*) from dropped)::int + (select count(*) from closed)::int as written`;
}
