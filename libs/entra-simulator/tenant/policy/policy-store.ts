import { isJsonObject, text, type JsonObject } from '#kernel/json.js';
import type { DirectoryObject } from '../directory.js';
import {
  POLICY_COLLECTIONS,
  POLICY_SINGLETONS,
  type PolicyCollection,
  type PolicyDocument,
  type PolicySingleton,
} from './policy-document.js';
import { serviceDefaults } from './service-defaults.js';

/** The policies of one tenant; what nobody configured is as Microsoft delivers it. */
export class PolicyStore {
  readonly #collections = new Map<PolicyCollection, Map<string, DirectoryObject>>(
    POLICY_COLLECTIONS.map((name) => [name, new Map<string, DirectoryObject>()]),
  );
  readonly #singletons = new Map<PolicySingleton, DirectoryObject>(serviceDefaults());
  readonly federations = new Map<string, DirectoryObject>();
  readonly appManagementAssignments = new Map<string, readonly string[]>();
  twist: PolicyDocument['policyTwist'] = null;

  /** Policies of a list by id, oldest first. */
  collection(name: PolicyCollection): Map<string, DirectoryObject> {
    const found = this.#collections.get(name);
    if (found === undefined) throw new RangeError(`there is no list of ${name}`);
    return found;
  }

  add(name: PolicyCollection, object: DirectoryObject): void {
    this.collection(name).set(text(object['id']), object);
  }

  singleton(name: PolicySingleton): DirectoryObject {
    return this.#singletons.get(name) ?? {};
  }

  /** Changes properties of a policy that a tenant has once. */
  configure(name: PolicySingleton, change: DirectoryObject): void {
    this.#singletons.set(name, { ...this.singleton(name), ...change });
  }

  /** Domains of a tenant that is a copy under other names. */
  renameDomains(rename: (name: string) => string): void {
    for (const [domain, federation] of [...this.federations]) {
      this.federations.delete(domain);
      this.federations.set(rename(domain), JSON.parse(rename(JSON.stringify(federation))) as DirectoryObject);
    }
  }

  /** Everything in the form of the truth document. */
  document(): PolicyDocument {
    const lists = POLICY_COLLECTIONS.map((name) => [name, [...this.collection(name).values()]]);
    const singles = POLICY_SINGLETONS.map((name) => [name, this.singleton(name)]);
    return {
      ...(Object.fromEntries(lists) as Record<PolicyCollection, readonly JsonObject[]>),
      ...(Object.fromEntries(singles) as Record<PolicySingleton, JsonObject>),
      domainFederations: Object.fromEntries([...this.federations].map(([id, object]) => [id, [object]])),
      appManagementAssignments: Object.fromEntries(this.appManagementAssignments),
      policyTwist: this.twist,
    };
  }

  /** Takes over what a truth document says; what it leaves out stays as Microsoft delivers it. */
  load(document: Partial<PolicyDocument>): void {
    for (const name of POLICY_COLLECTIONS) {
      for (const object of document[name] ?? []) this.add(name, { ...object });
    }
    for (const name of POLICY_SINGLETONS) {
      const object = document[name];
      if (isJsonObject(object)) this.configure(name, { ...object });
    }
    for (const [domain, [federation]] of Object.entries(document.domainFederations ?? {})) {
      if (federation !== undefined) this.federations.set(domain, { ...federation });
    }
    for (const [id, apps] of Object.entries(document.appManagementAssignments ?? {})) {
      this.appManagementAssignments.set(id, apps);
    }
    this.twist = document.policyTwist ?? null;
  }
}
