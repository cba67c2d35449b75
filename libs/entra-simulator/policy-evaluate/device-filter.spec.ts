import type { JsonObject } from '#kernel/json.js';
import { compileRule, DeviceRuleError, matchDevice } from './device-filter.js';

const meets = (rule: string, deviceInfo: JsonObject): boolean =>
  matchDevice({ deviceInfo }, { deviceFilter: { mode: 'include', rule } }) === 'yes';

const LAPTOP = {
  deviceId: 'd-1',
  displayName: 'LAPTOP-7',
  trustType: 'AzureAD',
  operatingSystem: 'Windows',
  ownership: 'Company',
  isCompliant: true,
  physicalIds: ['[OrderId]:77', '[ZTDId]:x'],
  extensionAttribute1: 'PAW',
};

describe('given a filter for devices', () => {
  it.each([
    ['device.displayName -eq "laptop-7"', true],
    ['device.displayName -ne "laptop-7"', false],
    ['device.displayName -startsWith "LAP"', true],
    ['device.displayName -notStartsWith "LAP"', false],
    ['device.displayName -endsWith "-7"', true],
    ['device.displayName -notEndsWith "-7"', false],
    ['device.displayName -contains "TOP"', true],
    ['device.displayName -notContains "TOP"', false],
    ['device.operatingSystem -in ["Windows", "Linux"]', true],
    ['device.operatingSystem -notIn ["Windows", "Linux"]', false],
    ['device.physicalIds -contains "[OrderId]:77"', true],
    ['device.physicalIds -contains "[OrderId]:78"', false],
    ['device.deviceOwnership -eq "Company"', true],
    ['device.isCompliant -eq True -and device.extensionAttribute1 -eq "PAW"', true],
    ['device.isCompliant -eq False -or device.extensionAttribute1 -eq "PAW"', true],
    ['device.isCompliant -eq False -or (device.trustType -eq "AzureAD" -and device.model -eq "x")', false],
    ['-not (device.trustType -eq "Workplace")', true],
  ])('judges a registered device by %s', (rule, expected) => {
    expect(meets(rule, LAPTOP)).toBe(expected);
  });

  it.each([
    ['-eq "x"', '-ne "x"'],
    ['-startsWith "x"', '-notStartsWith "x"'],
    ['-endsWith "x"', '-notEndsWith "x"'],
    ['-contains "x"', '-notContains "x"'],
    ['-in ["x"]', '-notIn ["x"]'],
  ])('holds %s for false and %s for true where a device is not registered', (positive, negative) => {
    expect(meets(`device.displayName ${positive}`, {})).toBe(false);
    expect(meets(`device.displayName ${negative}`, {})).toBe(true);
  });

  it('knows extension attributes only of managed, compliant or hybrid devices', () => {
    const rule = 'device.extensionAttribute1 -eq "PAW"';
    const device = { deviceId: 'd', trustType: 'AzureAD', extensionAttribute1: 'PAW' };
    expect(meets(rule, device)).toBe(false);
    expect(meets(rule, { ...device, isCompliant: true })).toBe(true);
    expect(meets(rule, { ...device, trustType: 'ServerAD' })).toBe(true);
    expect(meets(rule, { ...device, mdmAppId: 'intune' })).toBe(true);
  });

  it('takes the word of requests for joined devices, which filters call AzureAD', () => {
    expect(meets('device.trustType -eq "AzureAD"', { trustType: 'EntraID' })).toBe(true);
  });

  it.each([
    '',
    'device.x',
    'device.x -like "y"',
    '(device.x -eq "y"',
    'device.x -eq "y" device',
    'device.x -in ["y"',
  ])('refuses the rule %j', (rule) => {
    expect(() => compileRule(rule)).toThrow(DeviceRuleError);
  });
});
