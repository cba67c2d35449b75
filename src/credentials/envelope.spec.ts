import { randomBytes } from 'node:crypto';
import { Secret } from '#kernel/secret.js';
import { staticKeyProvider } from '../options/key-providers.js';
import { open, rewrap, seal } from './envelope.js';

const key = (): string => randomBytes(32).toString('base64');
const CONTEXT = { organizationId: 'acme', record: 'c-1', purpose: 'app-secret' };

describe('given a sealed secret', () => {
  it('opens where it was sealed for, and nowhere else', async () => {
    const keys = staticKeyProvider([key()]);
    const envelope = await seal(keys, new Secret('hush'), CONTEXT);
    expect((await open(keys, envelope, CONTEXT)).reveal()).toBe('hush');
    for (const other of [{ organizationId: 'evil' }, { record: 'c-2' }, { purpose: 'token-cache' }]) {
      await expect(open(keys, envelope, { ...CONTEXT, ...other })).rejects.toThrow('credential-damaged');
    }
  });

  it('does not open when a bit was changed', async () => {
    const keys = staticKeyProvider([key()]);
    const envelope = await seal(keys, new Secret('hush'), CONTEXT);
    for (const part of ['wrappedKey', 'box'] as const) {
      const damaged = Buffer.from(envelope[part]);
      damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
      await expect(open(keys, { ...envelope, [part]: damaged }, CONTEXT)).rejects.toThrow(
        'credential-damaged',
      );
    }
  });

  it('is sealed anew under a new key while the old one is still known', async () => {
    const [old, next] = [key(), key()];
    const sealed = await seal(staticKeyProvider([old]), new Secret('hush'), CONTEXT);
    const rotated = await rewrap(staticKeyProvider([next, old]), sealed, CONTEXT);
    expect((await open(staticKeyProvider([next]), rotated, CONTEXT)).reveal()).toBe('hush');
    await expect(open(staticKeyProvider([old]), rotated, CONTEXT)).rejects.toThrow('encryption-key-unknown');
  });

  it('never seals the same secret to the same bytes', async () => {
    const keys = staticKeyProvider([key()]);
    const [a, b] = [
      await seal(keys, new Secret('hush'), CONTEXT),
      await seal(keys, new Secret('hush'), CONTEXT),
    ];
    expect(a.box.equals(b.box)).toBe(false);
    expect(a.wrappedKey.equals(b.wrappedKey)).toBe(false);
  });
});
