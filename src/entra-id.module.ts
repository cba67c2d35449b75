import { Module } from '@nestjs/common';
import { ConfigurableModuleClass } from './entra-id.module-definition.js';

/** The plugin: `EntraIdModule.forRoot(options)` or `EntraIdModule.forRootAsync({ caller, useFactory, ... })`. */
@Module({})
export class EntraIdModule extends ConfigurableModuleClass {}
