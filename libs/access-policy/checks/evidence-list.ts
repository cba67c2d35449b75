import type { Evidence } from '../model/results.js';

/** Evidence that is kept per list; the rest is only counted. */
export const EVIDENCE_MAX = 200;

/** Some evidence, and how much there is in all; `shown` has at most `EVIDENCE_MAX` statements. */
export interface Listed {
  readonly shown: readonly Evidence[];
  readonly total: number;
}

/** Evidence about people, of whom there may be a million: what is kept is bounded, the rest is counted. */
export class EvidenceList implements Listed {
  readonly #shown: Evidence[] = [];
  #total = 0;

  get shown(): readonly Evidence[] {
    return this.#shown;
  }

  get total(): number {
    return this.#total;
  }

  /** Notes one more; the statement is made only where it is kept. */
  note(make: () => Evidence): void {
    this.#total += 1;
    if (this.#shown.length < EVIDENCE_MAX) this.#shown.push(make());
  }
}

/** Either form of evidence as a list. */
export function listed(evidence: readonly Evidence[] | Listed): Listed {
  return isListed(evidence) ? evidence : { shown: evidence, total: evidence.length };
}

/** One list after the other. */
export function joined(...lists: readonly (readonly Evidence[] | Listed)[]): Listed {
  const all = lists.map(listed);
  return {
    shown: all.flatMap(({ shown }) => shown).slice(0, EVIDENCE_MAX),
    total: all.reduce((sum, { total }) => sum + total, 0),
  };
}

function isListed(evidence: readonly Evidence[] | Listed): evidence is Listed {
  return 'total' in evidence;
}
