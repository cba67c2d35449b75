import { coverageOf } from '../../../test/support/coverage-of.js';
import { grant, member, mfaPolicy, tenant } from '../../../test/support/policy-builder.js';
import { createDirectory } from '../evaluation/directory.js';
import { NO, YES } from '../evaluation/truth.js';
import { blocks, forcesPhishingResistance, stopsLegacyClients } from '../grants/atoms.js';
import { parseSnapshot } from '../model/snapshot.js';
import { coverageOver, personOf } from './cover-snapshot.js';
import type { CoverageQuestion } from './coverage.js';

const escapeOf = (...policies: Parameters<typeof tenant>[0]): string | undefined =>
  coverageOf(tenant(policies))?.escape;

describe('given a gap', () => {
  it('says the smallest sign-in that escapes, and what does not matter as "any"', () => {
    expect(escapeOf()).toBe('from an unmanaged device, any client, any network, any application: no MFA');
    expect(escapeOf(mfaPolicy({ applications: { excludeApplications: ['app-7'] } }))).toBe(
      'from an unmanaged device, any client, any network, application app-7: no MFA',
    );
    expect(escapeOf(mfaPolicy({ conditions: { clientAppTypes: ['browser'] } }))).toBe(
      'from an unmanaged device, mobile app or desktop client, any network, any application: no MFA',
    );
    expect(
      escapeOf(
        mfaPolicy({ conditions: { platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] } } }),
      ),
    ).toBe('from an unmanaged device, any client, platform iOS, any network, any application: no MFA');
  });

  it('finds the corner that several policies leave', () => {
    const browsers = mfaPolicy({ id: 'p1', conditions: { clientAppTypes: ['browser'] } });
    const office = mfaPolicy({ id: 'p2', applications: { includeApplications: ['Office365', 'app-7'] } });
    const windows = mfaPolicy({ id: 'p3', conditions: { platforms: { includePlatforms: ['windows'] } } });
    expect(escapeOf(browsers, office, windows)).toBe(
      'from an unmanaged device, mobile app or desktop client, platform unknown, any network, any other application: no MFA',
    );
  });

  it('says from where, if it matters', () => {
    const inside = mfaPolicy({ conditions: { locations: { includeLocations: ['AllTrusted'] } } });
    const outside = mfaPolicy({
      conditions: { locations: { includeLocations: ['All'], excludeLocations: ['l1'] } },
    });
    expect(escapeOf(inside)).toBe(
      'from an unmanaged device, any client, any other network, any application: no MFA',
    );
    expect(escapeOf(outside)).toBe(
      'from an unmanaged device, any client, network l1, any application: no MFA',
    );
  });

  it('says nothing where nothing escapes', () => {
    expect(escapeOf(mfaPolicy())).toBeUndefined();
    expect(escapeOf(mfaPolicy({ grantControls: grant('block') }))).toBeUndefined();
  });
});

describe('given a narrower question', () => {
  function verdict(question: CoverageQuestion, ...policies: Parameters<typeof tenant>[0]): string {
    const snapshot = parseSnapshot(tenant(policies));
    const directory = createDirectory(snapshot);
    const [user] = snapshot.users ?? [];
    if (user === undefined) throw new Error('the tenant has a user');
    return coverageOver(snapshot, directory, question).classOf(personOf(user, directory)).verdict;
  }
  const legacy: CoverageQuestion = { clients: ['exchangeActiveSync', 'other'], protects: stopsLegacyClients };

  it('tells whether legacy clients are stopped', () => {
    const block = (clientAppTypes: readonly string[]) =>
      mfaPolicy({ grantControls: grant('block'), conditions: { clientAppTypes } });
    expect(verdict(legacy, mfaPolicy())).toBe('full');
    expect(verdict(legacy, block(['exchangeActiveSync', 'other']))).toBe('blocked');
    expect(verdict(legacy, block(['other']))).toBe('partial');
    expect(verdict(legacy, mfaPolicy({ conditions: { clientAppTypes: ['browser'] } }))).toBe('none');
  });

  it('tells whether some applications are protected', () => {
    const question = { applications: ['app-1', 'app-2'] };
    expect(verdict(question, mfaPolicy({ applications: { includeApplications: ['app-1', 'app-2'] } }))).toBe(
      'full',
    );
    expect(verdict(question, mfaPolicy({ applications: { includeApplications: ['app-1'] } }))).toBe(
      'partial',
    );
  });

  it('tells whether phishing is resisted', () => {
    const protects: CoverageQuestion['protects'] = (policy) =>
      blocks(policy) ? YES : forcesPhishingResistance(policy, () => undefined);
    const strong = { operator: 'OR', authenticationStrength: { id: 's', allowedCombinations: ['fido2'] } };
    expect(verdict({ protects }, mfaPolicy())).toBe('none');
    expect(verdict({ protects }, mfaPolicy({ grantControls: strong }))).toBe('full');
    expect(verdict({ protects: () => NO }, mfaPolicy())).toBe('none');
  });
});

describe('given many people', () => {
  it('gives people of one class one object', () => {
    const users = Array.from({ length: 50 }, (_, index) => member(`u${index}`));
    const snapshot = parseSnapshot(tenant([mfaPolicy({ users: { excludeUsers: ['u7'] } })], { users }));
    const directory = createDirectory(snapshot);
    const coverage = coverageOver(snapshot, directory);
    const classes = new Set(
      (snapshot.users ?? []).map((user) => coverage.classOf(personOf(user, directory))),
    );
    expect(classes.size).toBe(2);
    expect(coverage.classCount).toBe(2);
  });
});
