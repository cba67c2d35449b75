import { setNonce } from 'get-nonce';

/** The nonce by which the page's policy lets styles in that are made at run time. */
export function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** Hands the nonce to the libraries below Mantine that make styles of their own. */
export function announceNonce(): void {
  setNonce(pageNonce());
}
