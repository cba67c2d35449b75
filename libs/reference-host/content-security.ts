import { randomBytes } from 'node:crypto';
import helmet from 'helmet';

/** Stands in the built page where the nonce of the answer belongs. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

/** An answer that remembers the nonce of its policy. */
export interface WithNonce {
  readonly locals: { nonce?: string };
}

const NONCE_BYTES = 16;

/**
 * Only the host's own scripts, styles and requests; styles that the console makes at run time carry the nonce of the
 * page. Images may be data URIs, for the logos that manifests bring.
 */
export function contentSecurity(publicUrl: string): ReturnType<typeof helmet> {
  const secure = publicUrl.startsWith('https:');
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'img-src': ["'self'", 'data:'],
        'object-src': ["'none'"],
        'script-src-attr': ["'none'"],
        'style-src': [
          "'self'",
          (_request, response) => `'nonce-${nonceOf(response as unknown as WithNonce)}'`,
        ],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    // With "no-referrer" browsers send "Origin: null" with changes too, and no origin could be compared.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure,
  });
}

/** The API documentation is a page of Swagger UI, which brings inline styles. */
export function docsSecurity(): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'style-src': ["'self'", "'unsafe-inline'"],
      },
    },
    strictTransportSecurity: false,
  });
}

function nonceOf({ locals }: WithNonce): string {
  locals.nonce ??= randomBytes(NONCE_BYTES).toString('base64');
  return locals.nonce;
}
