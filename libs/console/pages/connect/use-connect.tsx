import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { BASE, call } from '../../api/http.js';
import { ProblemAlert, problemOfError } from '../../design/problem-alert.js';

/** How a connection is started; everything is optional. */
export interface ConnectInput {
  readonly tenantId?: string;
  readonly appId?: string;
  readonly appSecret?: string;
  /** A connection to connect again. */
  readonly connectionId?: string;
}

interface Started {
  readonly authorizeUrl: string;
}

/** Begins to connect, or to ask for consent, and leaves for Microsoft's pages. */
export function useConnect(): {
  readonly start: (input: ConnectInput) => void;
  readonly requestConsent: (connectionId: string) => void;
  readonly busy: boolean;
  readonly failure: ReactNode;
} {
  const leave = useMutation({
    mutationFn: ({ path, body }: { readonly path: string; readonly body: object }) =>
      call<Started>('POST', path, body),
    onSuccess: ({ authorizeUrl }) => {
      location.assign(authorizeUrl);
    },
  });
  const failure = leave.error === null ? null : <ProblemAlert problem={problemOfError(leave.error)} />;
  return {
    start: (input) => {
      leave.mutate({ path: `${BASE}/connections`, body: input });
    },
    requestConsent: (connectionId) => {
      leave.mutate({ path: `${BASE}/connections/${connectionId}/consent`, body: {} });
    },
    // Stays busy after success: the browser is on its way to Microsoft.
    busy: leave.isPending || leave.isSuccess,
    failure,
  };
}
