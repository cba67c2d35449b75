import { readFileSync } from 'node:fs';

/** Flags of Node that write a processor profile into a directory when a process ends. */
export function profileFlags(directory: string | undefined): readonly string[] {
  return directory === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${directory}`];
}

/** The flags of Node with which `npm start` runs, read from package.json so that both stay the same. */
export function startFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const command = /exec node (?<flags>(--\S+ )*)dist/.exec(scripts['start'] ?? '');
  return (command?.groups?.['flags'] ?? '').split(' ').filter((flag) => flag !== '');
}
