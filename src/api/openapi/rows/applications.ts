import type { RequiredPermission } from '#access-graph/required-permissions.js';
import { flag, guid, instant, orNull, record, text, words, type Field } from '#plugin-host/openapi/field.js';
import type { ApplicationCredential } from '../../access/describe-application.js';
import { table } from '../answers.js';
import { PERMISSION_LEVEL } from './access.js';
import { APP_ID } from './graph-object.js';
import { APPLICATION, SERVICE_PRINCIPAL } from './objects.js';

const NO_END = 'Graph gave no end.';

/** When a secret or certificate ends. */
export const CREDENTIAL: Field<ApplicationCredential> = record(
  'ApplicationCredential',
  'A secret or certificate of an app registration; its value is never read.',
  {
    kind: words(['secret', 'certificate'], 'What it is.'),
    keyId: orNull(text('Id of the credential.'), 'Graph gave none.'),
    displayName: orNull(text('Display name.'), 'it has none.'),
    startAt: orNull(instant('Since when it is valid.'), 'Graph gave none.'),
    endAt: orNull(instant('Until when it is valid.'), NO_END),
    daysLeft: orNull(wholeDays('Whole days until its end; negative after it.'), NO_END),
    expired: orNull(flag('Whether it has ended.'), NO_END),
  },
);

/** A permission that a registration asks for. */
export const REQUIRED_PERMISSION = record<RequiredPermission>(
  'RequiredPermission',
  'A permission that the registration asks for; whether anybody granted it, consent says.',
  {
    resourceAppId: APP_ID,
    resourceName: orNull(text('Display name of the API.'), 'the API was not read.'),
    kind: words(['application', 'delegated'], 'By the application itself, or on behalf of who is signed in.'),
    permissionId: guid('Id of the permission.'),
    permission: orNull(
      text('Name of the permission.'),
      'the API does not publish it any more, or was not read.',
    ),
    level: orNull(PERMISSION_LEVEL, 'permissions of this API are not ranked, or it has no name.'),
  },
);

/** App registrations, as they are listed and exported. */
export const APPLICATIONS = table('applications', APPLICATION, [
  'id',
  'displayName',
  'appId',
  'createdDateTime',
  'signInAudience',
  'publisherDomain',
  'verifiedPublisher',
]);

/** Service principals, as they are listed and exported. */
export const SERVICE_PRINCIPALS = table('service-principals', SERVICE_PRINCIPAL, [
  'id',
  'displayName',
  'appId',
  'accountEnabled',
  'appRoleAssignmentRequired',
  'servicePrincipalType',
  'appOwnerOrganizationId',
  'createdDateTime',
  'signInAudience',
  'verifiedPublisher',
]);

function wholeDays(description: string): Field<number> {
  return { schema: { type: 'integer', description } };
}
