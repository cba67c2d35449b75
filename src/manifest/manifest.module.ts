import { Global, Module } from '@nestjs/common';
import { ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { ManifestAvailability } from './availability.js';
import { ENTRY_AVAILABILITY } from './availability.port.js';
import { ownManifest } from './manifest.js';

/**
 * Takes: plugin.manifest.json and the host's override.
 * Gives: whether the catalog entry is available.
 * Owns: nothing.
 * Never: starts with a manifest that does not fit the host.
 */
@Global()
@Module({
  providers: [
    {
      provide: ENTRY_AVAILABILITY,
      inject: [ENTRA_ID_OPTIONS],
      useFactory: (options: ResolvedOptions) => {
        const { id, catalog } = ownManifest();
        return new ManifestAvailability(id, catalog.availability, options.availability);
      },
    },
  ],
  exports: [ENTRY_AVAILABILITY],
})
export class ManifestModule {}
