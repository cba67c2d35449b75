const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:46rem;margin:3rem auto;padding:0 1rem}
form{display:grid;gap:.75rem;max-width:24rem;margin:1rem 0}input,button{font:inherit;padding:.5rem}
li{margin:.5rem 0}.problem{border-left:4px solid #b00020;padding:.5rem 1rem}.good{border-left:4px solid #0a7d33;padding:.5rem 1rem}
`;

const page = (title: string, body: string, script: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style><h1>${title}</h1>${body}<script>${script}</script></html>`;

/** Sign-in, the catalog and the way to connect, without a framework. */
export const HOME_PAGE = page(
  'Integrations',
  `<p id="result" role="status"></p>
<form id="sign-in" hidden><label>Email <input name="email" type="email" autocomplete="username" required></label>
<label>Password <input name="password" type="password" autocomplete="current-password" required></label><button>Sign in</button></form>
<section id="catalog" aria-live="polite"></section>
<p><a href="/docs">API documentation</a></p>`,
  `
const result = document.getElementById('result');
const query = new URLSearchParams(location.search);
if (query.has('problem')) { result.className = 'problem'; result.textContent = 'Not connected: ' + query.get('problem'); }
if (query.has('connection')) { result.className = 'good'; result.textContent = 'Connected: ' + query.get('connection'); }
const api = (path, options) => fetch(path, { headers: { 'content-type': 'application/json' }, ...options });
const text = (tag, content) => { const element = document.createElement(tag); element.textContent = content; return element; };
async function show() {
  const answer = await api('/catalog');
  document.getElementById('sign-in').hidden = answer.ok;
  if (!answer.ok) return;
  const section = document.getElementById('catalog');
  section.replaceChildren();
  for (const entry of (await answer.json()).items) {
    section.append(text('h2', entry.catalog.name + ' (' + entry.state.replace('_', ' ') + ')'), text('p', entry.catalog.description));
    const button = text('button', entry.state === 'coming_soon' ? 'Make available' : 'Connect a tenant');
    button.onclick = () => act(entry);
    section.append(button);
  }
  const mine = await api('/integrations/azure-entra-id/connections');
  for (const connection of (await mine.json()).items) {
    const base = '/integrations/azure-entra-id/connections/' + connection.id;
    const line = text('p', (connection.displayName || connection.tenantId) + ': ' + connection.status + ', ' + connection.health.status + ', revision ' + connection.revision + ' ');
    for (const part of ['accounts', 'groups', 'runs', 'health', 'activity']) {
      const link = text('a', part); link.href = base + '/' + part; line.append(link, ' ');
    }
    section.append(line);
  }
}
async function act(entry) {
  if (entry.state === 'coming_soon') {
    await api('/catalog/' + entry.id + '/availability', { method: 'PUT', body: JSON.stringify({ availability: 'available' }) });
    return show();
  }
  const answer = await api('/integrations/azure-entra-id/connections', { method: 'POST', body: '{}' });
  const started = await answer.json();
  if (answer.ok) location.assign(started.authorizeUrl);
  else { result.className = 'problem'; result.textContent = started.title + ' ' + started.remedy; }
}
document.getElementById('sign-in').onsubmit = async (event) => {
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(event.target)));
  const answer = await api('/api/auth/sign-in/email', { method: 'POST', body });
  if (!answer.ok) { result.className = 'problem'; result.textContent = 'Email or password is wrong.'; }
  await show();
};
show();`,
);

/** The page behind the one-time set-up link. */
export const SETUP_PAGE = page(
  'Set up',
  `<p id="result" role="status"></p><form id="setup"><label>Organisation <input name="organization" required></label>
<label>Your email <input name="email" type="email" required></label>
<label>Password (at least 12 characters) <input name="password" type="password" minlength="12" required></label><button>Create the owner</button></form>`,
  `
document.getElementById('setup').onsubmit = async (event) => {
  event.preventDefault();
  const body = JSON.stringify(Object.fromEntries(new FormData(event.target)));
  const answer = await fetch('/setup' + location.search, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  if (answer.ok) location.assign('/');
  else document.getElementById('result').textContent = (await answer.json()).message;
};`,
);
