import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { callerOf, type ApiCaller } from '../security/caller.guard.js';
import type { Query } from './parameters.js';

/** What a request to a list brings: who asks, the ids of its path, its query, and the form that is wanted. */
export interface AskedList {
  readonly caller: ApiCaller;
  readonly ids: Readonly<Record<'id' | 'objectId' | 'accountId', string>>;
  readonly query: Query;
  readonly accept: string | undefined;
}

interface ListHttpRequest {
  readonly params: AskedList['ids'];
  readonly query: Query;
  readonly headers: { readonly accept?: string };
}

/** The request of a list, in one parameter of its handler. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): AskedList => {
  const { params, query, headers } = context.switchToHttp().getRequest<ListHttpRequest>();
  return { caller: callerOf(context), ids: params, query, accept: headers.accept };
});
