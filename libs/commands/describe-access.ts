import { isJsonObject, text, type Json, type JsonObject } from '#kernel/json.js';

/** Puts an answer of `access` into lines for a person. */
export function describeAccess(answer: JsonObject): string {
  const lines = [
    ...section('Account', answer['account'] === undefined ? [] : [accountLine(answer['account'])]),
    ...section('Roles', listOf(answer['roles']).map(roleLine)),
    ...section('Applications', listOf(answer['applications']).map(applicationLine)),
    ...section('Groups', listOf(answer['groups']).map(memberLine)),
    ...(answer['openTo'] === undefined ? [] : [`Open to: ${text(answer['openTo'])}`]),
    ...section('Who', listOf(answer['items']).map(holderLine)),
    `Revision ${shown(answer['revision'])}, read until ${shown(answer['readTo'])}: ${shown(answer['completeness'])}`,
    ...listOf(answer['gaps']).map(
      (gap) => `  not known for certain: ${text(gap['resource'])} is ${text(gap['completeness'])}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title} (${lines.length})`, ...lines.map((line) => `  ${line}`)];
}

function accountLine(account: Json): string {
  if (!isJsonObject(account)) return 'nothing is known of it';
  const { displayName, userPrincipalName, userType, accountEnabled } = account;
  const state = accountEnabled === true ? 'enabled' : accountEnabled === false ? 'disabled' : 'state unknown';
  return `${shown(displayName)} <${shown(userPrincipalName)}> ${shown(userType)}, ${state}`;
}

function roleLine(row: JsonObject): string {
  return `${shown(row['roleName'])} [${shown(row['level'])}] ${manner(row)}`;
}

function applicationLine(row: JsonObject): string {
  const via = row['viaGroupName'] ?? row['viaGroupId'] ?? null;
  return `${shown(row['applicationName'])}${via === null ? '' : ` through ${text(via)}`}`;
}

function memberLine(row: JsonObject): string {
  const path = Array.isArray(row['path']) ? (row['path'] as readonly Json[]).map(text) : [];
  return `${shown(row['displayName'])}${path.length === 0 ? '' : ` through ${path.join(' > ')}`}`;
}

function holderLine(row: JsonObject): string {
  if (row['principalId'] === undefined) return memberLine(row);
  const name = `${shown(row['principalName'] ?? row['principalId'])} <${shown(row['userPrincipalName'])}>`;
  return row['roleId'] === undefined
    ? `${name}${applicationLine({ ...row, applicationName: '' })}`
    : `${name} ${manner(row)}`;
}

/** How a role is held: active or eligible, through what, where and until when. */
function manner(row: JsonObject): string {
  const via = row['viaGroupName'] ?? row['viaGroupId'] ?? null;
  const scope = row['scope'] === '/' ? '' : `, only for ${text(row['scope'])}`;
  const until = row['endAt'] === null || row['endAt'] === undefined ? '' : `, until ${text(row['endAt'])}`;
  return `${text(row['state'])}${via === null ? '' : ` through ${text(via)}`}${scope}${until}`;
}

function shown(value: Json | undefined): string {
  return value === undefined || value === null
    ? '–'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}
