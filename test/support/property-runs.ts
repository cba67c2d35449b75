/** Number of cases of a property: more at night, when PROPERTY_FACTOR says so. */
export function runs(numRuns: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(numRuns * Number(process.env['PROPERTY_FACTOR'] ?? 1)) };
}
