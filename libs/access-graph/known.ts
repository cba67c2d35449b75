/** Why a fact is not known. */
export type UnknownReason =
  /** The connection was not granted the permission that reading it needs. */
  | 'permission-not-granted'
  /** The tenant has no licence with the feature that reports it. */
  | 'licence-missing'
  /** It depends on members of groups that hide them. */
  | 'hidden-membership'
  /** Microsoft's report is behind and does not mention the object yet. */
  | 'report-lag'
  /** No run has read it to the end yet. */
  | 'not-synced-yet'
  /** Graph answers without it. */
  | 'not-reported';

/** A fact with its value, or the reason why there is none. Unknown is never false. */
export type Known<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason };

/** A fact that is known. */
export function known<Value>(value: Value): Known<Value> {
  return { kind: 'known', value };
}

/** A fact that is not known, and why. */
export function unknown(reason: UnknownReason): Known<never> {
  return { kind: 'unknown', reason };
}

/** Concludes from a fact; what is concluded from the unknown is unknown for the same reason. */
export function conclude<Value, Result>(fact: Known<Value>, from: (value: Value) => Result): Known<Result> {
  return fact.kind === 'known' ? known(from(fact.value)) : fact;
}
