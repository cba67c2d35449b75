import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.css';
import './app.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { announceNonce, pageNonce } from './nonce.js';
import { createQueries } from './query-client.js';
import { createConsoleRouter } from './router.js';
import { CSS_VARIABLES, THEME } from './theme.js';

function start(place: HTMLElement): void {
  announceNonce();
  const queries = createQueries();
  const router = createConsoleRouter(queries);
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={THEME}
        cssVariablesResolver={CSS_VARIABLES}
        defaultColorScheme="auto"
        getStyleNonce={pageNonce}
      >
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no place for the console.');
start(place);
