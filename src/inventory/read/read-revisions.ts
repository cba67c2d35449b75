/**
 * Whether a revision knows a resource, as a SQL condition on its row: it was read completely, or as far as it goes, which
 * is partial because members are hidden although every step of the run was done. `resource` is a SQL expression.
 */
export function knowsResource(revision: string, resource: string): string {
  return `(${revision}.completeness->>${resource} = 'complete'
    or ${revision}.completeness->>${resource} = 'partial' and exists (
      select 1 from entra_id.sync_step step where step.run_id = ${revision}.run_id and step.resource = ${resource}
      group by step.resource having bool_and(step.state = 'complete')))`;
}
