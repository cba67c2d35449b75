/** `npm run -s bench`: measures the plugin beside its peers. Takes the arguments of the usage, gives one JSON document. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '#kernel/usage-error.js';
import { whole } from '#simulator/server/arguments.js';
import { runCommand } from '../libs/commands/lifetime.js';
import { createProgress } from '../libs/commands/progress.js';
import { CONTESTANTS, type BenchOptions, type Contestant, type Scenario } from './bench.js';
import { toTable } from './table.js';

const USAGE = `npm run -s bench -- [${scenarioNames().join('|')}] [--json] [--runs N] [--who plugin,backstage,...]
  [--database-url URL] [--faults] [--cpu-prof-dir DIRECTORY]
`;
const RUNS_MAX = 20;

function scenarioNames(): readonly string[] {
  return readdirSync(join(import.meta.dirname, 'scenarios'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => file.slice(0, -'.js'.length))
    .sort();
}

async function load(name: string): Promise<Scenario> {
  if (!scenarioNames().includes(name)) throw new UsageError(`there is no scenario "${name}"`);
  const { scenario } = (await import(`./scenarios/${name}.js`)) as { readonly scenario: Scenario };
  return scenario;
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        runs: { type: 'string' },
        who: { type: 'string' },
        'database-url': { type: 'string' },
        faults: { type: 'boolean', default: false },
        'cpu-prof-dir': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'the arguments cannot be understood');
  }
}

function optionsOf(values: ReturnType<typeof parsed>['values']): BenchOptions {
  const runs = whole(values.runs, 'runs', 3);
  if (runs < 1 || runs > RUNS_MAX) throw new UsageError(`--runs is 1 to ${RUNS_MAX}`);
  return {
    runs,
    who: contestants(values.who),
    databaseUrl: values['database-url'],
    faults: values.faults,
    profiles: values['cpu-prof-dir'],
  };
}

function contestants(list: string | undefined): readonly Contestant[] {
  if (list === undefined) return CONTESTANTS;
  return list.split(',').map((name) => {
    const known = CONTESTANTS.find((who) => who === name.trim());
    if (known === undefined) throw new UsageError(`--who is a list of ${CONTESTANTS.join(', ')}`);
    return known;
  });
}

async function main(): Promise<number> {
  const { values, positionals } = parsed();
  if (values.help) {
    process.stderr.write(USAGE);
    return 0;
  }
  const [name = 'small-20k', ...more] = positionals;
  if (more.length > 0) throw new UsageError('one scenario at a time');
  const scenario = await load(name);
  const progress = createProgress(process.stderr);
  const result = { scenario: name, ...(await scenario({ options: optionsOf(values), progress })) };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : toTable(result));
  return 0;
}

runCommand(main, USAGE);
