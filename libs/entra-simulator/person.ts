import { Agent, request } from 'undici';
import { CookieJar } from 'tough-cookie';

const REDIRECTS_MAX = 20;

/** What a person decides on Microsoft's pages. */
export interface PersonChoice {
  /** Sign-in name. */
  readonly user: string;
  readonly consent: 'accept' | 'cancel';
}

/** Where a person ended up. */
export interface Visited {
  readonly url: string;
  readonly status: number;
  readonly body: string;
}

/** A person with a browser: follows redirects, keeps cookies, fills in the simulator's pages. */
export class Person {
  readonly jar = new CookieJar();
  readonly #dispatcher: Agent;

  constructor(caPem: string | undefined) {
    this.#dispatcher = new Agent(caPem === undefined ? {} : { connect: { ca: caPem } });
  }

  /**
   * Opens an address and answers every page of the identity platform on the way.
   * Stops at the first page elsewhere, or before an address that `until` accepts.
   */
  async follow(
    start: string,
    choice: PersonChoice,
    until: (url: string) => boolean = () => false,
  ): Promise<Visited> {
    let next: { readonly url: string; readonly form?: URLSearchParams } = { url: start };
    for (let step = 0; step < REDIRECTS_MAX; step += 1) {
      if (until(next.url)) return { url: next.url, status: 0, body: '' };
      const page = await this.open(next.url, next.form);
      const form = formOf(page.body, choice);
      if (page.location !== undefined) next = { url: new URL(page.location, next.url).href };
      else if (form === undefined) return { url: next.url, status: page.status, body: page.body };
      else next = { url: next.url, form };
    }
    throw new RangeError('too many redirects');
  }

  /** One request with this person's cookies. */
  async send(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  ): Promise<{
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body: string;
  }> {
    const cookie = await this.jar.getCookieString(url);
    const answer = await request(url, {
      method,
      headers: { ...options.headers, ...(cookie === '' ? {} : { cookie }) },
      body: options.body ?? null,
      dispatcher: this.#dispatcher,
    });
    const cookies = answer.headers['set-cookie'] ?? [];
    for (const set of Array.isArray(cookies) ? cookies : [cookies]) await this.jar.setCookie(set, url);
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  }

  async close(): Promise<void> {
    await this.#dispatcher.close();
  }

  private async open(
    url: string,
    form: URLSearchParams | undefined,
  ): Promise<{ readonly status: number; readonly location: string | undefined; readonly body: string }> {
    const answer =
      form === undefined
        ? await this.send('GET', url)
        : await this.send('POST', url, {
            headers: { 'content-type': 'application/x-www-form-urlencoded' },
            body: form.toString(),
          });
    const { location } = answer.headers;
    return {
      status: answer.status,
      location: typeof location === 'string' ? location : undefined,
      body: answer.body,
    };
  }
}

/** Fills in a page of the simulator; undefined when it has no form. */
function formOf(html: string, choice: PersonChoice): URLSearchParams | undefined {
  if (!html.includes('<form method="post">')) return undefined;
  const form = new URLSearchParams();
  for (const match of html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)) {
    form.set(match[1] ?? '', unescape(match[2] ?? ''));
  }
  if (form.get('step') === 'sign-in') form.set('user', choice.user);
  const buttons = [...html.matchAll(/<button[^>]* name="choice" value="([^"]+)"/g)].map(
    (match) => match[1] ?? '',
  );
  const wanted = form.get('step') === 'sign-in' ? 'next' : choice.consent;
  form.set('choice', buttons.includes(wanted) ? wanted : (buttons[0] ?? 'cancel'));
  return form;
}

function unescape(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
