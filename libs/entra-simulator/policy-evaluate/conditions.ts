import { text, type Json, type JsonObject } from '#kernel/json.js';
import { certain, flags, part, texts, within, type Match } from './match.js';

/** Client types that a policy means by a name: Exchange ActiveSync with and without the platforms that support it. */
const CLIENTS: Readonly<Record<string, readonly string[]>> = {
  exchangeActiveSync: ['exchangeActiveSync', 'easSupported'],
};

/** Whether a policy is about the client; without a type in the request only policies for all clients are certain. */
export function matchClient(signIn: JsonObject, types: Json | undefined): Match {
  const wanted = texts(types);
  if (wanted.length === 0 || wanted.includes('all')) return 'yes';
  const client = text(signIn['clientAppType']);
  if (client === '' || client === 'all') return 'unknown';
  return certain(wanted.some((name) => (CLIENTS[name] ?? [name]).includes(client)));
}

/** Whether a policy is about the platform of the device. */
export function matchPlatform(signIn: JsonObject, platforms: JsonObject | undefined): Match {
  if (platforms === undefined) return 'yes';
  const platform = text(signIn['devicePlatform']).toLowerCase();
  const among = (list: Json | undefined): Match => {
    const names = texts(list).map((name) => name.toLowerCase());
    if (names.includes('all')) return 'yes';
    if (names.length === 0) return 'no';
    return platform === '' || platform === 'all' ? 'unknown' : certain(names.includes(platform));
  };
  return within(among(platforms['includePlatforms']), among(platforms['excludePlatforms']));
}

/** Whether a risk is among those of a policy; a request that names none has none. */
export function matchLevel(level: Json | undefined, wanted: Json | undefined): Match {
  const levels = flags(wanted);
  if (levels.length === 0) return 'yes';
  return certain(levels.includes(typeof level === 'string' && level !== '' ? level : 'none'));
}

/** Whether a sign-in uses a flow that a policy is about. */
export function matchFlow(signIn: JsonObject, flows: JsonObject | undefined): Match {
  const wanted = flags(flows?.['transferMethods']);
  if (wanted.length === 0) return 'yes';
  return certain(wanted.includes(text(part(signIn, 'authenticationFlow')?.['transferMethod'])));
}
