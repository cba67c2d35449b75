declare const brand: unique symbol;

/** A string that was checked to be one kind of identifier and cannot be confused with another kind. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** An organisation of the host, opaque to the plugin. */
export type OrganizationId = Branded<'OrganizationId'>;
/** One organisation's connection to one tenant: a lower-case UUID. */
export type ConnectionId = Branded<'ConnectionId'>;
/** An Entra tenant: a lower-case GUID. */
export type TenantId = Branded<'TenantId'>;
/** A directory object of a tenant: a lower-case GUID. */
export type ObjectId = Branded<'ObjectId'>;
/** One sync run: a lower-case UUID. */
export type RunId = Branded<'RunId'>;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text is a GUID in its hyphenated form, in either case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

function guidParser<Name extends string>(name: Name): (text: string) => Branded<Name> {
  return (text) => {
    if (!isGuid(text)) throw new TypeError(`not a GUID, so not a ${name}`);
    return text.toLowerCase() as Branded<Name>;
  };
}

/** Parses a connection id. @throws TypeError when the text is not a GUID. */
export const parseConnectionId = guidParser('ConnectionId');
/** Parses a tenant id. @throws TypeError when the text is not a GUID. */
export const parseTenantId = guidParser('TenantId');
/** Parses a directory object id. @throws TypeError when the text is not a GUID. */
export const parseObjectId = guidParser('ObjectId');
/** Parses a run id. @throws TypeError when the text is not a GUID. */
export const parseRunId = guidParser('RunId');

/** Takes over an organisation id from the host. @throws TypeError when it is empty or longer than 200 characters. */
export function parseOrganizationId(text: string): OrganizationId {
  if (text === '' || text.length > 200) throw new TypeError('an organisation id has 1 to 200 characters');
  return text as OrganizationId;
}
