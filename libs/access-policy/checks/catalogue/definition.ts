import type { Mappings, Severity } from '../../model/results.js';

/** What a check is, apart from how it is evaluated. */
export interface CheckDefinition {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly mappings: Mappings;
  /** What must hold for a pass, in a sentence. */
  readonly passes: string;
  /** What an administrator does about a failure, in a sentence. */
  readonly remedy: string;
}

/** Text of a definition: framework references are separated by commas. */
interface DefinitionText {
  readonly soc2: string;
  readonly iso2013?: string;
  readonly iso2022: string;
  readonly cis?: string;
  readonly scuba?: string;
  readonly passes: string;
  readonly remedy: string;
}

/**
 * One entry of the catalogue. CIS numbers are those of the Microsoft 365 Foundations Benchmark; where v4.0, v6.0 and v7.0 differ
 * the version stands behind the number.
 */
export function define(
  id: string,
  severity: Severity,
  title: string,
  definition: DefinitionText,
): CheckDefinition {
  const { soc2, iso2013 = '', iso2022, cis = '', scuba = '', passes, remedy } = definition;
  const mappings = {
    soc2: list(soc2),
    iso27001_2013: list(iso2013),
    iso27001_2022: list(iso2022),
    cis: list(cis),
    scuba: list(scuba),
  };
  return { id, severity, title, mappings, passes, remedy };
}

function list(text: string): readonly string[] {
  return text === '' ? [] : text.split(', ');
}
