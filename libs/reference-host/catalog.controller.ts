import { Body, Controller, Inject, Param, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ProblemError } from '#kernel/problem.js';
import type { Availability, Caller, Capability } from '#plugin-host/host.port.js';
import type { PluginManifest } from '#plugin-host/manifest.js';
import { HttpOperation } from '#plugin-host/openapi/operation.js';
import { HostAvailability } from './availability.js';
import { HostCaller } from './host-caller.js';
import { DECIDE_AVAILABILITY, LIST_CATALOG } from './host-operations.js';
import { HOST_PARTS, type HostParts } from './host-parts.js';
import { hostProblems } from './host.problems.js';
import { INSTALLATIONS, type Installations } from './installations.js';

/** One entry of the catalog, with the tab it belongs to. */
export interface CatalogEntry {
  readonly id: string;
  readonly version: string;
  readonly state: 'installed' | 'available' | 'coming_soon';
  readonly connections: number;
  readonly catalog: PluginManifest['catalog'];
  readonly permissions: PluginManifest['permissions'];
  readonly settings: PluginManifest['settings'];
  readonly operations: PluginManifest['operations'];
  /** The redirect URI that an app registration needs for this host. */
  readonly redirectUri: string;
}

/** How many entries each tab of the catalog has. */
export type CatalogCounts = Readonly<Record<CatalogEntry['state'], number>>;

/** The catalog as one organisation sees it. */
export interface Catalog {
  readonly items: readonly CatalogEntry[];
  readonly counts: CatalogCounts;
}

/** The catalog of integrations. */
@ApiTags('Host')
@Controller('catalog')
export class CatalogController {
  readonly #availability: HostAvailability;

  constructor(
    @Inject(HOST_PARTS) private readonly parts: HostParts,
    @Inject(HostCaller) private readonly callers: HostCaller,
    @Inject(INSTALLATIONS) private readonly installations: Installations,
  ) {
    this.#availability = new HostAvailability(parts.database);
  }

  @HttpOperation(LIST_CATALOG)
  async list(@Req() request: unknown): Promise<Catalog> {
    const caller = await this.caller(request, 'read');
    const items = await Promise.all(this.parts.plugins.map(({ manifest }) => this.entry(caller, manifest)));
    return { items, counts: countsOf(items) };
  }

  @HttpOperation(DECIDE_AVAILABILITY)
  async decide(
    @Req() request: unknown,
    @Param('pluginId') pluginId: string,
    @Body() body: unknown,
  ): Promise<CatalogEntry> {
    const caller = await this.caller(request, 'manage');
    const plugin = this.parts.plugins.find(({ manifest }) => manifest.id === pluginId);
    if (plugin === undefined) throw new ProblemError(hostProblems['entry-unknown']);
    const availability = availabilityOf(body);
    await this.#availability.decide(pluginId, caller.organizationId, { availability, by: caller.userId });
    return this.entry(caller, plugin.manifest);
  }

  private async entry(caller: Caller, manifest: PluginManifest): Promise<CatalogEntry> {
    const { id, version, catalog, permissions, settings, operations, oauth } = manifest;
    const redirectUri = `${this.parts.config.publicUrl}${oauth.callbackPath}`;
    const decided = await this.#availability.availability(id, caller.organizationId);
    const availability = decided ?? catalog.availability;
    const connections = await this.installations.count(id, caller.organizationId);
    const state =
      availability === 'coming_soon' ? availability : connections > 0 ? 'installed' : availability;
    return { id, version, state, connections, catalog, permissions, settings, operations, redirectUri };
  }

  private async caller(request: unknown, need: Capability): Promise<Caller> {
    const caller = await this.callers.resolve(request);
    if (caller === undefined) throw new ProblemError(hostProblems['sign-in-needed']);
    if (!caller.capabilities.includes(need)) throw new ProblemError(hostProblems['role-insufficient']);
    return caller;
  }
}

function countsOf(entries: readonly CatalogEntry[]): CatalogCounts {
  const of = (state: CatalogEntry['state']): number =>
    entries.filter((entry) => entry.state === state).length;
  return { installed: of('installed'), available: of('available'), coming_soon: of('coming_soon') };
}

function availabilityOf(body: unknown): Availability {
  const { availability } = (body ?? {}) as { readonly availability?: unknown };
  if (availability === 'coming_soon' || availability === 'available') return availability;
  throw new ProblemError(hostProblems['availability-unknown']);
}
