/** One peer in a process of its own. */
import type { JsonObject } from '#kernel/json.js';
import { text } from '#kernel/json.js';
import { PEERS } from '../peers/peers.js';
import type { PeerTarget } from '../peers/peer.js';
import { answerParent } from './channel.js';
import { Usage } from './usage.js';

const usage = new Usage();

async function read(argument: JsonObject): Promise<JsonObject> {
  const peer = PEERS.find(({ who }) => who === argument['who']);
  if (peer?.read === undefined) throw new RangeError(`no such peer: ${text(argument['who'])}`);
  const target = argument as unknown as PeerTarget;
  usage.begin();
  const startedMs = performance.now();
  const data = await peer.read(target);
  const wallMs = Math.round(performance.now() - startedMs);
  const measured = usage.read();
  return { ...measured, wallMs, objects: data.objects() };
}

answerParent({ read });
