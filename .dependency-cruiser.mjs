/**
 * The architecture, as one array: a stage imports only stages before it, and of those only what they offer
 * (ports, tokens, modules, problems, DTOs, options).
 */
export const STAGES = [
  'options',
  'database',
  'manifest',
  'connections',
  'credentials',
  'settings',
  'connect',
  'inventory',
  'health',
  'sync',
  'posture',
  'reviews',
  'api',
];

/** What a stage offers to later stages; services are what hosts inject. */
const OFFERED =
  '\\.(port|tokens|module|service|problems|dto|options|entity|migration)\\.ts$|/(kinds|lists|parented-lists|fact-lists|licences|resources|resolved-options|requirements|group-filter|payload-hash)\\.ts$|/read/';

const stageRules = STAGES.flatMap((stage, index) => {
  const later = STAGES.slice(index + 1);
  const earlier = STAGES.slice(0, index);
  const rules = [];
  if (later.length > 0) {
    rules.push({
      name: `${stage}-imports-no-later-stage`,
      severity: 'error',
      from: { path: `^src/${stage}/` },
      to: { path: `^src/(${later.join('|')})/` },
    });
  }
  if (earlier.length > 0) {
    rules.push({
      name: `${stage}-imports-only-what-earlier-stages-offer`,
      severity: 'error',
      from: { path: `^src/${stage}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^src/(${earlier.join('|')})/`, pathNot: OFFERED },
    });
  }
  return rules;
});

export default {
  forbidden: [
    ...stageRules,
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    { name: 'libs-import-no-src', severity: 'error', from: { path: '^libs/' }, to: { path: '^src/' } },
    {
      name: 'pure-libs-import-no-nest-and-no-orm',
      severity: 'error',
      from: {
        path: '^libs/(kernel|graph|storage|entra-simulator|access-policy|access-graph)/',
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: 'node_modules/(@nestjs|@mikro-orm)/' },
    },
    {
      name: 'access-policy-imports-only-the-kernel',
      severity: 'error',
      from: { path: '^libs/access-policy/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/(access-policy|kernel)/' },
    },
    {
      name: 'orm-only-in-its-own-files',
      severity: 'error',
      from: {
        path: '^(src|libs)/',
        pathNot: [
          'mikro-orm\\.ts$',
          '\\.entity\\.ts$',
          '\\.module\\.ts$',
          '\\.migration\\.ts$',
          '\\.spec\\.ts$',
          '^libs/reference-host/',
        ],
      },
      to: { path: 'node_modules/@mikro-orm/' },
    },
    {
      name: 'production-imports-no-simulator',
      severity: 'error',
      from: {
        path: '^(src|libs/(kernel|graph|storage|plugin-host|access-policy|access-graph|reference-host))/',
        pathNot: '\\.spec\\.ts$',
      },
      to: { path: '^libs/entra-simulator/' },
    },
    {
      name: 'what-if-and-the-policy-engine-check-each-other',
      comment: 'Two implementations of one documentation: neither may lean on the other.',
      severity: 'error',
      from: { path: '^libs/entra-simulator/' },
      to: { path: '^libs/access-policy/' },
    },
    {
      name: 'the-policy-engine-and-what-if-check-each-other',
      severity: 'error',
      from: { path: '^libs/access-policy/' },
      to: { path: '^libs/entra-simulator/' },
    },
    {
      name: 'plugin-imports-no-reference-host',
      severity: 'error',
      from: {
        path: '^(src|libs/(kernel|graph|storage|plugin-host|access-policy|access-graph|entra-simulator))/',
      },
      to: { path: '^libs/reference-host/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|libs/console)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['entra-source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
