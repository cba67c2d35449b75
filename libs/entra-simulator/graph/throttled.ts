import type { ThrottleOptions } from '../model.js';
import type { Budget, BudgetScope, Charge } from './budgets.js';
import type { GraphErrorReply } from './errors.js';

/** What a refusal says. */
export interface Refusal {
  readonly words: Budget['refusal'];
  /** Seconds until the request may succeed; whole. */
  readonly seconds: number;
  readonly retryAfter: ThrottleOptions['retryAfter'];
  /** The budget that is used up, and by whom; undefined for a refusal out of the blue. */
  readonly budget?: { readonly scope: BudgetScope; readonly charge: Charge };
  /** Value of `x-ms-throttle-limit-percentage`, where it is shown. */
  readonly percentage?: string;
}

/** Text and inner error per kind of limit. Source: https://learn.microsoft.com/graph/throttling and public issue logs */
const WORDS: Readonly<Record<Budget['refusal'], Pick<GraphErrorReply, 'message' | 'inner'>>> = {
  directory: {
    message:
      'Too many requests from Identifier:simulated under category:aadgraph.app.tenant_large. Please try again later.',
  },
  policy: { message: 'Too many requests.' },
  generic: {
    message: 'Please retry again later.',
    inner: { code: '429', message: 'Please retry after', status: '429' },
  },
};

const SCOPES: Readonly<Record<BudgetScope, string>> = {
  tenant: 'Tenant',
  'app-in-tenant': 'Tenant_Application',
  app: 'Application',
};

/** The words with which Graph refuses requests to a path. */
export function wordsFor(path: string): Budget['refusal'] {
  if (/^\/(identity\/conditionalAccess|identityProtection)/.test(path)) return 'policy';
  return /^\/(auditLogs|reports)/.test(path) ? 'generic' : 'directory';
}

/** A 429 with the headers that Graph documents for its kind. */
export function throttled(refusal: Refusal): GraphErrorReply {
  return {
    status: 429,
    code: 'TooManyRequests',
    ...WORDS[refusal.words],
    headers: { ...retryAfter(refusal), ...limitHeaders(refusal), ...percentage(refusal) },
  };
}

/** Whole seconds, a fraction as in the documented sample, or nothing. */
function retryAfter({ seconds, retryAfter: form }: Refusal): Readonly<Record<string, string>> {
  if (form === 'absent') return {};
  return { 'retry-after': form === 'fraction' ? (seconds - 0.5).toFixed(3) : String(seconds) };
}

/** `<Scope>/<Limit>/<ApplicationId>/<TenantId>`; documented for the limits of the directory. */
function limitHeaders({ words, budget }: Refusal): Readonly<Record<string, string>> {
  if (words !== 'directory') return {};
  const owner =
    budget === undefined
      ? 'Tenant_Application/ReadWrite'
      : `${SCOPES[budget.scope]}/ReadWrite/${budget.charge.appId}/${budget.charge.tenantId}`;
  return {
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    'x-ms-throttle-scope': owner,
  };
}

function percentage(refusal: Refusal): Readonly<Record<string, string>> {
  return refusal.percentage === undefined ? {} : { 'x-ms-throttle-limit-percentage': refusal.percentage };
}
