import type { SimulatedResponse } from '../model.js';

/** A choice that a page offers: a button or an option of the sign-in. */
export interface PageChoice {
  readonly value: string;
  readonly label: string;
  readonly primary?: boolean;
}

const STYLE = `
body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;background:#f2f2f2;margin:0;display:grid;place-items:center;min-height:100vh;color:#1b1b1b}
main{background:#fff;padding:44px;max-width:420px;width:100%;box-sizing:border-box;box-shadow:0 2px 6px rgba(0,0,0,.2)}
h1{font-size:24px;font-weight:600;margin:8px 0 16px}small{color:#5e5e5e}ul{padding-left:20px}
button{font:inherit;padding:6px 24px;margin:16px 8px 0 0;border:1px solid #8c8c8c;background:#f2f2f2;cursor:pointer}
button.primary{background:#0067b8;border-color:#0067b8;color:#fff}label{display:block;padding:6px 0}
`;

/** Sign-in page: choose who you are. */
export function signInPage(
  fields: Readonly<Record<string, string>>,
  users: readonly PageChoice[],
): SimulatedResponse {
  const options = users
    .map(
      (user, index) =>
        `<label><input type="radio" name="user" value="${escape(user.value)}"${index === 0 ? ' checked' : ''}> ${escape(user.label)}<br><small>${escape(user.value)}</small></label>`,
    )
    .join('');
  return page(
    'Sign in',
    `<h1>Sign in</h1><p><small>Simulated Microsoft identity platform. Choose a person:</small></p>
<form method="post">${hidden({ ...fields, step: 'sign-in' })}${options}<button class="primary" name="choice" value="next">Next</button></form>`,
  );
}

/** Consent page: the app, what it asks for, and two buttons. */
export function consentPage(
  fields: Readonly<Record<string, string>>,
  app: { readonly name: string; readonly permissions: readonly string[]; readonly forOrganization: boolean },
): SimulatedResponse {
  const items = app.permissions.map((permission) => `<li>${escape(permission)}</li>`).join('');
  const title = app.forOrganization
    ? 'Permissions requested: review for your organization'
    : 'Permissions requested';
  return page(
    title,
    `<h1>${title}</h1><p><strong>${escape(app.name)}</strong> would like to:</p><ul>${items}</ul>
<form method="post">${hidden({ ...fields, step: 'consent' })}<button name="choice" value="cancel">Cancel</button><button class="primary" name="choice" value="accept">Accept</button></form>`,
  );
}

/** Page for errors that may not be redirected, and for "need admin approval". */
export function messagePage(
  title: string,
  message: string,
  back?: { readonly fields: Readonly<Record<string, string>>; readonly label: string },
): SimulatedResponse {
  const form =
    back === undefined
      ? ''
      : `<form method="post">${hidden({ ...back.fields, step: 'consent' })}<button name="choice" value="cancel">${escape(back.label)}</button></form>`;
  return page(title, `<h1>${escape(title)}</h1><p>${escape(message)}</p>${form}`);
}

/** Page that brings an answer back to the app by a form, which it sends by itself where scripts run. */
export function returnPage(action: string, fields: Readonly<Record<string, string>>): SimulatedResponse {
  return page(
    'Working...',
    `<h1>Working...</h1><p>Continue to the application.</p>
<form method="post" action="${escape(action)}">${hidden(fields)}<button class="primary">Continue</button></form>
<script>document.forms[0].submit()</script>`,
  );
}

function page(title: string, body: string): SimulatedResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store, no-cache' },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)}</title><style>${STYLE}</style><main>${body}</main></html>`,
  };
}

function hidden(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
