import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';
import type { TenantDocument } from '#simulator/model.js';
import type { AccessComparison } from './compare-access.js';
import { byId, compareObjects, type Difference, type Objects } from './compare-objects.js';
import type { HostClient } from './host-client.js';
import { FACT_PROPERTIES, type FactKind, type TrueFacts } from './true-facts.js';

/** The truth that facts are compared with. */
export interface FactTruth {
  /** Before the changes: a report that takes more than one run may hold what was so when its pass began. */
  readonly before: TrueFacts;
  readonly after: TrueFacts;
  /** Events up to now. */
  readonly audits: TenantDocument['directoryAudits'];
  /** How far back events are read at first. */
  readonly auditsFrom: Date;
}

const KINDS = Object.keys(FACT_PROPERTIES) as readonly FactKind[];

/** Compares what is known of each account, and what happened in the directory, with the truth, as far as it was read. */
export async function compareFacts(
  client: HostClient,
  base: string,
  truth: FactTruth,
  completeness: JsonObject,
): Promise<AccessComparison> {
  const isRead = (resource: string): boolean => completeness[resource] === 'complete';
  const published = await readFacts(client, base);
  const kinds = KINDS.filter((kind) => namesOf(kind, isRead).length > 0);
  const pairs = kinds.map((kind) => {
    const names = namesOf(kind, isRead);
    return [kind, picked(published, names), picked(truth.after[kind], names)] as const;
  });
  const differences = pairs.flatMap(([kind, mine, real]) =>
    compareObjects(kind, mine, real).filter((difference) => !wasTrue(difference, truth.before[kind])),
  );
  const audits = isRead('directoryAudits') ? await compareAudits(client, base, truth) : NOTHING;
  const count = (side: 1 | 2) => Object.fromEntries(pairs.map((pair) => [pair[0], pair[side].size]));
  return {
    counts: { ...count(1), ...audits.counts },
    truth: { ...count(2), ...audits.truth },
    differences: [...differences, ...audits.differences],
  };
}

const NOTHING: AccessComparison = { counts: {}, truth: {}, differences: [] };

function namesOf(kind: FactKind, isRead: (resource: string) => boolean): readonly string[] {
  return Object.entries(FACT_PROPERTIES[kind]).flatMap(([name, resource]) =>
    isRead(resource) ? [name] : [],
  );
}

function wasTrue({ id, property, published }: Difference, before: Objects): boolean {
  return (
    property !== null && JSON.stringify(before.get(id)?.[property] ?? null) === JSON.stringify(published)
  );
}

async function readFacts(client: HostClient, base: string): Promise<Objects> {
  const facts = new Map<string, JsonObject>();
  for await (const row of client.items(`${base}/account-facts`)) {
    const values = Object.entries(row).map(([name, fact]) => [name, valueOf(fact)] as const);
    facts.set(text(row['id']), Object.fromEntries(values));
  }
  return facts;
}

/** A fact that is not known although its resource was read is a difference, and shows its reason. */
function valueOf(fact: Json): Json {
  if (!isJsonObject(fact) || !('kind' in fact)) return fact;
  return fact['kind'] === 'known' ? (fact['value'] ?? null) : `unknown: ${text(fact['reason'])}`;
}

function picked(objects: Objects, names: readonly string[]): Objects {
  const pick = (object: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
  return new Map([...objects].map(([id, object]) => [id, pick(object)]));
}

async function compareAudits(client: HostClient, base: string, truth: FactTruth): Promise<AccessComparison> {
  const recent = (event: JsonObject): boolean =>
    Date.parse(text(event['activityDateTime'])) >= truth.auditsFrom.getTime();
  const events: JsonObject[] = [];
  for await (const event of client.items(`${base}/audit-events`)) events.push(event);
  const [mine, real] = [byId(events.filter(recent)), byId(truth.audits.filter(recent))];
  return {
    counts: { directoryAudits: mine.size },
    truth: { directoryAudits: real.size },
    differences: compareObjects('directoryAudits', mine, real),
  };
}
