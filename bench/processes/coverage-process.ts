/** Measures coverage and What If in a process of its own and prints one JSON document. */
import { createDirectory } from '#access-policy/evaluation/directory.js';
import { createCoverage, type CoverageClass } from '#access-policy/mfa-coverage/coverage.js';
import { createEvaluator } from '#access-policy/what-if/evaluator.js';
import { parseRequest } from '#access-policy/what-if/parse-request.js';
import { people, policyTenant } from '../policy-tenant.js';

const PEOPLE = 1_000_000;
const POLICIES = 200;
const SIGN_INS = 10_000;
const READ = { group: () => false, role: () => false };

function measure(work: () => number): { wallMs: number; cpuMs: number; objects: number } {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const objects = work();
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs: Math.round(performance.now() - start),
    cpuMs: Math.round((user + system) / 1000),
    objects,
  };
}

function coverage(): number {
  const covering = createCoverage(policyTenant(POLICIES), READ);
  const sizes = new Map<CoverageClass, number>();
  for (const person of people(PEOPLE)) {
    const found = covering.classOf(person);
    sizes.set(found, (sizes.get(found) ?? 0) + 1);
  }
  return sizes.size;
}

function whatIf(): number {
  const snapshot = policyTenant(POLICIES);
  const evaluator = createEvaluator(snapshot);
  const context = { directory: createDirectory(snapshot), isGovernable: () => 2 as const };
  let applying = 0;
  for (let index = 0; index < SIGN_INS; index += 1) {
    const signIn = parseRequest(
      {
        signInIdentity: { userId: `user-${index}`, externalUserType: 'none' },
        signInContext: { includeApplications: [`app-${index % 30}`] },
        signInConditions: {
          ipAddress: `10.${index % 40}.1.1`,
          clientAppType: index % 2 === 0 ? 'browser' : 'mobileAppsAndDesktopClients',
          devicePlatform: 'windows',
          signInRiskLevel: 'none',
          deviceInfo: { isCompliant: index % 3 === 0, deviceId: 'd' },
        },
      },
      context,
    );
    applying += evaluator.evaluate(signIn).findings.filter(({ policyApplies }) => policyApplies).length;
  }
  return applying;
}

const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const covered = measure(coverage);
const coveragePeakMb = peakMb();
const answered = measure(whatIf);
const report = {
  people: PEOPLE,
  classes: covered.objects,
  signIns: SIGN_INS,
  covered,
  answered,
  coveragePeakMb,
  peakMb: peakMb(),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
