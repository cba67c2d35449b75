import * as fc from 'fast-check';
import { mfaPolicy } from '../../../test/support/policy-builder.js';
import { reasonOf } from '../../../test/support/what-if-of.js';
import { NO, UNKNOWN, YES } from '../evaluation/truth.js';
import { parseDevice } from '../what-if/parse-device.js';
import { parseRule } from './device-rule.js';
import { ruleHolds } from './devices.js';

const DEVICE = {
  deviceId: 'd1',
  displayName: 'LAPTOP-7',
  ownership: 'Company',
  isCompliant: true,
  manufacturer: 'Contoso',
  model: 'Say "Hi"',
  operatingSystem: 'Windows',
  operatingSystemVersion: '10.0.22631',
  physicalIds: ['[ZTDId]:1', '[GID]:2'],
  systemLabels: [],
  trustType: 'ServerAD',
  extensionAttribute1: 'SAW',
};

function holds(rule: string, device: Parameters<typeof parseDevice>[0] = DEVICE): unknown {
  const parsed = parseRule(rule);
  return parsed === undefined ? 'unreadable' : ruleHolds(parsed, parseDevice(device));
}

describe('given a registered device', () => {
  it.each([
    ['device.operatingSystem -eq "Windows"', YES],
    ['device.operatingSystem -eq "windows"', YES],
    ["device.operatingSystem -eq 'Windows'", YES],
    ['device.operatingSystem -ne "Windows"', NO],
    ['device.displayName -startsWith "lap"', YES],
    ['device.displayName -notStartsWith "lap"', NO],
    ['device.displayName -endsWith "-7"', YES],
    ['device.displayName -notEndsWith "-8"', YES],
    ['device.displayName -contains "TOP"', YES],
    ['device.displayName -notContains "TOP"', NO],
    ['device.operatingSystemVersion -in ["10.0.1", "10.0.22631"]', YES],
    ['device.operatingSystemVersion -notIn ["10.0.1","10.0.2"]', YES],
    ['device.displayName -match "^laptop-\\d$"', YES],
    ['device.displayName -notMatch "^desk"', YES],
    ['device.isCompliant -eq True', YES],
    ['device.isCompliant -eq "False"', NO],
    ['device.isCompliant -ne true', NO],
    ['device.physicalIds -contains "[ZTDId]:1"', YES],
    ['device.physicalIds -contains "[ZTDId]"', NO], // whole strings only
    ['device.physicalIds -any (_ -startsWith "[GID]")', YES],
    ['device.physicalIds -all (_ -startsWith "[GID]")', NO],
    ['device.systemLabels -contains "MultiUser"', NO],
    ['device.systemLabels -notContains "MultiUser"', YES],
    ['device.deviceOwnership -eq "Company"', YES],
    ['device.extensionAttribute1 -eq "SAW"', YES],
    ['device.extensionAttribute2 -ne "SAW"', YES],
    ['device.extensionAttribute2 -eq null', YES],
    ['device.extensionAttribute1 -ne null', YES],
    ['device.model -eq "Say `"Hi`""', YES],
    ['device.model -eq "Say \\"Hi\\""', YES],
    ['DEVICE.TRUSTTYPE -EQ "serverad"', YES],
    ['device.manufacturer == "Contoso"', YES],
    ['device.manufacturer != "Contoso"', NO],
    ['device.shoeSize -eq "42"', UNKNOWN],
  ])('%s', (rule, expected) => {
    expect(holds(rule)).toBe(expected);
  });

  it.each([
    [
      'or binds weaker than and',
      'device.model -eq "x" -and device.model -eq "y" -or device.trustType -eq "ServerAD"',
      YES,
    ],
    [
      'parentheses come first',
      'device.model -eq "x" -and (device.model -eq "y" -or device.trustType -eq "ServerAD")',
      NO,
    ],
    ['not binds tighter than and', '-not device.model -eq "x" -and device.trustType -eq "ServerAD"', YES],
    ['not negates a group', '-not (device.trustType -eq "ServerAD" -or device.model -eq "x")', NO],
    ['hyphens may be left out', 'not (device.model eq "x") and device.trustType eq "ServerAD"', YES],
    ['certainty beats doubt in or', 'device.shoeSize -eq "42" -or device.trustType -eq "ServerAD"', YES],
    ['certainty beats doubt in and', 'device.shoeSize -eq "42" -and device.trustType -eq "AzureAD"', NO],
  ])('%s', (_, rule, expected) => {
    expect(holds(rule)).toBe(expected);
  });

  it('takes a compliance that is not told for none', () => {
    expect(holds('device.isCompliant -eq False', { deviceId: 'd' })).toBe(YES);
  });

  it('ignores extension attributes of a device that is told to be neither managed, compliant nor hybrid', () => {
    const device = { extensionAttribute1: 'SAW', isCompliant: false, trustType: 'Workplace' };
    expect(holds('device.extensionAttribute1 -eq "SAW"', device)).toBe(NO);
    expect(holds('device.extensionAttribute1 -eq "SAW"', { ...device, mdmAppId: 'm' })).toBe(YES);
    expect(holds('device.extensionAttribute1 -eq "SAW"', { ...device, trustType: 'ServerAD' })).toBe(YES);
  });

  it('reads extension attributes where Graph’s device has them', () => {
    const device = { deviceId: 'd', extensionAttributes: { extensionAttribute1: 'SAW' } };
    expect(holds('device.extensionAttribute1 -eq "SAW"', device)).toBe(YES);
  });
});

describe('given a device that is not registered', () => {
  it.each(['-eq "x"', '-startsWith "x"', '-endsWith "x"', '-contains "x"', '-in ["x"]', '-match "x"'])(
    'every positive operator is false: %s',
    (comparison) => {
      for (const attribute of ['model', 'isCompliant', 'extensionAttribute1', 'physicalIds']) {
        expect(holds(`device.${attribute} ${comparison}`, {})).toBe(NO);
      }
    },
  );

  it.each([
    '-ne "x"',
    '-notStartsWith "x"',
    '-notEndsWith "x"',
    '-notContains "x"',
    '-notIn ["x"]',
    '-notMatch "x"',
  ])('every negative operator is true: %s', (comparison) => {
    for (const attribute of ['model', 'isCompliant', 'extensionAttribute1', 'physicalIds']) {
      expect(holds(`device.${attribute} ${comparison}`, {})).toBe(YES);
    }
  });
});

describe('given the mode of a filter', () => {
  const policy = (mode: string, rule = 'device.isCompliant -eq True') =>
    mfaPolicy({ conditions: { devices: { deviceFilter: { mode, rule } } } });
  const compliant = { conditions: { deviceInfo: { isCompliant: true } } };

  it('includes and excludes whom the rule matches', () => {
    expect(reasonOf(policy('include'), compliant)).toBe('notSet');
    expect(reasonOf(policy('include'))).toBe('devices');
    expect(reasonOf(policy('exclude'), compliant)).toBe('devices');
    expect(reasonOf(policy('exclude'))).toBe('notSet');
  });

  it('lacks information for another mode and for a rule that nobody can read', () => {
    expect(reasonOf(policy('maybe'), compliant)).toBe('notEnoughInformation');
    expect(reasonOf(policy('include', 'device.model -eq'))).toBe('notEnoughInformation');
  });
});

describe('given a text that is no rule', () => {
  it.each([
    '',
    'device.model',
    'device.model -eq',
    'device.model -about "x"',
    '(device.model -eq "x"',
    'device.model -eq "x" -and',
    'device.model -eq "x" device.model -eq "y"',
    'device.model -in ["x"',
    'device.model -eq "unclosed',
    '('.repeat(2000),
    `device.model -eq "${'x'.repeat(4000)}"`,
  ])('does not read %.40j', (rule) => {
    expect(holds(rule)).toBe('unreadable');
  });

  it('never throws and always ends', () => {
    const pieces = fc.constantFrom(
      'device.model',
      '-eq',
      '-not',
      '-and',
      '-or',
      '(',
      ')',
      '[',
      ']',
      ',',
      '"x"',
      "'y'",
      'null',
      '`',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 3 })), { maxLength: 20 }), (parts) => {
        expect(['unreadable', NO, UNKNOWN, YES]).toContain(holds(parts.join(' ')));
      }),
    );
  });
});

describe('given a pattern', () => {
  it.each(['(a+)+$', '(a|a)*b*', 'a*b*c*d', '(a)\\1', '(?<=a)b', '[', '(a*)*'])(
    'does not try %s',
    (pattern) => {
      expect(holds(`device.displayName -match '${pattern}'`)).toBe(UNKNOWN);
    },
  );

  it.each([
    ['^LAPTOP-[0-9]+$', YES],
    ['^DESKTOP', NO],
    ['LAP|DESK', YES],
  ])('tries %s', (pattern, expected) => {
    expect(holds(`device.displayName -match '${pattern}'`)).toBe(expected);
  });
});
