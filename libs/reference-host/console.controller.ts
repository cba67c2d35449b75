import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Controller, Get, Res, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NONCE_PLACEHOLDER, type WithNonce } from './content-security.js';

/** Where the build of the console lies, seen from the project's root. */
export const CONSOLE_DIRECTORY = resolve('libs', 'console', 'dist');

/** Addresses of the console's pages; everything else belongs to the APIs. */
const PAGES = [
  '/',
  'sign-in',
  'setup',
  'organization-settings',
  'organization-settings/*path',
  'policy',
  'policy/*path',
  'privileged',
  'privileged/*path',
  'applications',
  'applications/*path',
  'directory',
  'directory/*path',
  'admin/*path',
];

interface PageResponse extends WithNonce {
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/** Serves the console's one page under each of its addresses, with a fresh nonce for its styles. */
@ApiExcludeController()
@Controller()
export class ConsoleController {
  @Get(PAGES)
  async page(@Res() response: PageResponse): Promise<void> {
    const html = await this.html();
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('cache-control', 'no-store');
    response.end(html.replaceAll(NONCE_PLACEHOLDER, response.locals.nonce ?? ''));
  }

  /** Read anew each time, so that a build may take the place of another. @throws ServiceUnavailableException */
  private async html(): Promise<string> {
    try {
      return await readFile(join(CONSOLE_DIRECTORY, 'index.html'), 'utf8');
    } catch {
      throw new ServiceUnavailableException('The console is not built yet: npm run compile.');
    }
  }
}
