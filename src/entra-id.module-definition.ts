import { ConfigurableModuleBuilder, type DynamicModule, type Type } from '@nestjs/common';
import type { CallerPort } from '#plugin-host/host.port.js';
import type { EntraIdOptions } from './options/entra-id.options.js';
import { CLOCK, ENTRA_ID_OPTIONS, RANDOM, type ResolvedOptions } from './options/resolved-options.js';
import { resolveOptions } from './options/resolve-options.js';
import { OptionsModule } from './options/options.module.js';
import { stages } from './stages.js';
import type { ScheduleMode } from './sync/sync.module.js';

/** What shapes the module; unlike options it cannot come from a factory. */
export interface EntraIdExtras {
  /** Says who makes a request. Its dependencies come from `imports`, or from global modules. */
  readonly caller: Type<CallerPort>;
  /** Whether the plugin serves its HTTP API. Default true. */
  readonly http?: boolean;
  /** Who ticks. Default `own`; `host` uses the host's `ScheduleModule`. */
  readonly schedule?: ScheduleMode;
}

class NoCaller implements CallerPort {
  resolve(): undefined {
    return undefined;
  }
}

const DEFAULTS: Required<EntraIdExtras> = { caller: NoCaller, http: true, schedule: 'own' };

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN, OPTIONS_TYPE, ASYNC_OPTIONS_TYPE } =
  new ConfigurableModuleBuilder<EntraIdOptions>()
    .setClassMethodName('forRoot')
    .setExtras<EntraIdExtras>(DEFAULTS, compose)
    .build();

/** Puts the options where every stage finds them, and the stages beside them. */
function compose(definition: DynamicModule, extras: EntraIdExtras): DynamicModule {
  const { caller, http, schedule } = { ...DEFAULTS, ...extras };
  const { imports = [], providers = [] } = definition;
  const options: DynamicModule = {
    module: OptionsModule,
    global: true,
    imports,
    providers: [
      ...providers,
      {
        provide: ENTRA_ID_OPTIONS,
        inject: [MODULE_OPTIONS_TOKEN],
        useFactory: (given: EntraIdOptions) => resolveOptions(given),
      },
      { provide: CLOCK, inject: [ENTRA_ID_OPTIONS], useFactory: ({ clock }: ResolvedOptions) => clock },
      { provide: RANDOM, inject: [ENTRA_ID_OPTIONS], useFactory: ({ random }: ResolvedOptions) => random },
    ],
    exports: [ENTRA_ID_OPTIONS, CLOCK, RANDOM],
  };
  const modules = stages({ caller, http, schedule, imports });
  return { ...definition, imports: [options, ...modules.imports], providers: [], exports: modules.exports };
}
