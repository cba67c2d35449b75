import { Global, Module } from '@nestjs/common';
import type { Clock } from '#kernel/clock.js';
import { DATABASE, type Database } from '../database/database.port.js';
import { CLOCK, ENTRA_ID_OPTIONS, type ResolvedOptions } from '../options/resolved-options.js';
import { CREDENTIAL_VAULT } from './credentials.port.js';
import { SqlCredentialVault } from './sql-credential-vault.js';

/**
 * Takes: the key provider from the options.
 * Gives: a vault for the secrets of connections.
 * Owns: the table `credential`.
 * Never: shows a secret to anything but the stage that kept it.
 */
@Global()
@Module({
  providers: [
    {
      provide: CREDENTIAL_VAULT,
      inject: [DATABASE, ENTRA_ID_OPTIONS, CLOCK],
      useFactory: (database: Database, options: ResolvedOptions, clock: Clock) =>
        new SqlCredentialVault(database, options.keyProvider, clock),
    },
  ],
  exports: [CREDENTIAL_VAULT],
})
export class CredentialsModule {}
