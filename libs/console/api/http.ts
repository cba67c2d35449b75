import type { Problem } from './types.js';

/** Address of the Entra ID plugin's API. */
export const BASE = '/integrations/azure-entra-id';

/** An answer that is not what was asked for, with what the API says about it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.title);
  }
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One call of an API of this origin. @throws ApiError for every answer that is not a success */
export async function call<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const init: RequestInit = {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return (await jsonOf(await answerOf(path, init))) as Answer;
}

/** Fetches a list as CSV and hands it to the browser as a file. @throws ApiError */
export async function downloadCsv(path: string): Promise<void> {
  const answer = await answerOf(path, { headers: { accept: 'text/csv' } });
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? 'list.csv';
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

/** A path with its query; parameters without a value are left out. */
export function withQuery(
  path: string,
  parameters: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

async function answerOf(path: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    throw new ApiError(0, { ...UNREACHABLE, detail: cause instanceof Error ? cause.message : null });
  });
  if (!answer.ok) throw new ApiError(answer.status, problemOf(answer.status, await jsonOf(answer)));
  return answer;
}

async function jsonOf(answer: Response): Promise<unknown> {
  const text = await answer.text();
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (!answer.ok) return undefined;
    throw new ApiError(answer.status, { ...UNREADABLE, detail: String(cause) });
  }
}

function problemOf(status: number, body: unknown): Problem {
  const { title, message, code, ...rest } = (body ?? {}) as Partial<Problem> & { readonly message?: string };
  return {
    ...rest,
    status,
    code: code ?? `http-${status}`,
    title: title ?? message ?? `The platform answered with status ${status}.`,
  };
}

const UNREACHABLE: Problem = {
  code: 'platform-unreachable',
  title: 'The platform cannot be reached.',
  remedy: 'Check your network connection, then try again.',
  actor: 'operator',
  retry: 'later',
};

const UNREADABLE: Problem = {
  code: 'answer-unreadable',
  title: 'The platform sent an answer that cannot be read.',
  remedy: 'Try again; if it stays, tell the operator of the platform.',
  actor: 'developer',
  retry: 'later',
};
