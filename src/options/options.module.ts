import { Module } from '@nestjs/common';

/**
 * Takes: what the host configures.
 * Gives: `ENTRA_ID_OPTIONS`, `CLOCK` and `RANDOM` to every stage.
 * Owns: nothing.
 * Never: starts with an option that is wrong.
 */
@Module({})
export class OptionsModule {}
