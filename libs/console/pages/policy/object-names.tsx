import { count } from '../../design/format.js';
import { ObjectName } from './object-name.js';
import type { RefKind } from './policy-words.js';

interface ObjectNamesProps {
  readonly refs: readonly { readonly kind: RefKind; readonly id: string }[];
  readonly connectionId: string;
  readonly max: number;
  /** What those are that are only counted: "more", "groups". */
  readonly rest: string;
}

/** Some objects by name within a sentence, and how many others there are. */
export function ObjectNames({ refs, connectionId, max, rest }: ObjectNamesProps) {
  const more = refs.length - max;
  return (
    <>
      {refs.slice(0, max).map(({ kind, id }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <ObjectName kind={kind} id={id} connectionId={connectionId} />
        </span>
      ))}
      {more > 0 && ` and ${count(more)} ${rest}`}
    </>
  );
}
