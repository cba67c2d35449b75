/** Measures the policy engine alone and prints one JSON document; `npm run bench -- coverage` does the same. */
import { coverageScenario } from './scenarios/coverage.js';

process.stdout.write(`${JSON.stringify(await coverageScenario())}\n`);
