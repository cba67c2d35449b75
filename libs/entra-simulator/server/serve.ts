import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../simulator.js';
import type { SimulatedResponse } from '../model.js';
import { makeLoopbackCertificate } from './certificates.js';

const BODY_BYTES_MAX = 8 * 1024 * 1024;
const SLOW_MS = 2_000;

/** A simulator on the loopback interface. */
export interface ServedSimulator {
  /** `http://127.0.0.1:N` */
  readonly http: string;
  /** `https://localhost:N` */
  readonly https: string;
  /** PEM file of the authority that signed the https certificate. */
  readonly caFile: string;
  close(): Promise<void>;
}

/** Serves a simulator over HTTP and HTTPS; port 0 picks a free one. */
export async function serve(
  simulator: Simulator,
  ports: { readonly httpPort: number; readonly httpsPort: number },
): Promise<ServedSimulator> {
  const certificate = await makeLoopbackCertificate();
  const directory = mkdtempSync(join(tmpdir(), 'entra-simulator-'));
  const caFile = join(directory, 'ca.pem');
  writeFileSync(caFile, certificate.caPem);
  const listener = (scheme: string) => (incoming: IncomingMessage, outgoing: ServerResponse) => {
    answer(simulator, scheme, incoming, outgoing).catch((error: unknown) => {
      outgoing.destroy(error instanceof Error ? error : undefined);
    });
  };
  const plain = createHttpServer({ keepAliveTimeout: 60_000 }, listener('http'));
  const tls = createHttpsServer(
    { key: certificate.keyPem, cert: certificate.certificatePem, keepAliveTimeout: 60_000 },
    listener('https'),
  );
  const httpPort = await listen(plain, ports.httpPort);
  const httpsPort = await listen(tls, ports.httpsPort);
  return {
    http: `http://127.0.0.1:${httpPort}`,
    https: `https://localhost:${httpsPort}`,
    caFile,
    close: async () => {
      await Promise.all([close(plain), close(tls)]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function answer(
  simulator: Simulator,
  scheme: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const body = await readBody(incoming);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  const url = new URL(incoming.url ?? '/', `${scheme}://${headers['host'] ?? 'localhost'}`);
  const response = await simulator.handle({ method: incoming.method ?? 'GET', url, headers, body });
  const { latencyMs } = simulator.options;
  const waitMs =
    (url.pathname.startsWith('/__control') ? 0 : latencyMs) +
    (response.delayMs ?? 0) +
    (response.transport === 'slow' ? SLOW_MS : 0);
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  deliver(response, outgoing);
}

function deliver(response: SimulatedResponse, outgoing: ServerResponse): void {
  if (response.transport === 'reset') {
    outgoing.destroy();
    return;
  }
  const bytes = Buffer.from(response.body);
  outgoing.writeHead(response.status, { ...response.headers, 'content-length': bytes.length });
  if (response.transport !== 'truncate') {
    outgoing.end(bytes);
    return;
  }
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => outgoing.destroy());
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES_MAX) throw new RangeError('the request is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
