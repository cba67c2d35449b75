import {
  Badge,
  Button,
  createTheme,
  Modal,
  NavLink,
  Paper,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const BRAND: MantineColorsTuple = [
  '#eef3ff',
  '#dde6fa',
  '#b9c9ef',
  '#93abe6',
  '#7f9ce4',
  '#5c7fd9',
  '#4b71d6',
  '#3259bd',
  '#2a4da8',
  '#1f3f91',
];

/** A slate instead of Mantine's neutral dark, so that surfaces are told apart without borders. */
const SLATE: MantineColorsTuple = [
  '#e6e9ee',
  '#c6ccd5',
  '#a7b0bc',
  '#808b99',
  '#4a5462',
  '#343c48',
  '#262d37',
  '#1a1f27',
  '#12161c',
  '#0c0f13',
];

/** Look of the console. Colours of text are chosen for a contrast of 4.5 at least (WCAG 2.2, 1.4.3). */
export const THEME = createTheme({
  colors: { brand: BRAND, dark: SLATE },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 7 },
  autoContrast: true,
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  headings: {
    fontWeight: '620',
    sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.125rem' }, h3: { fontSize: '1rem' } },
  },
  components: {
    Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'lg', p: 'lg' } }),
    Badge: Badge.extend({
      defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 550, lts: 0, miw: 'max-content' },
    }),
    Button: Button.extend({ defaultProps: { fw: 550 } }),
    NavLink: NavLink.extend({ styles: { root: { borderRadius: 'var(--mantine-radius-md)' } } }),
    Tooltip: Tooltip.extend({
      defaultProps: { multiline: true, maw: 320, events: { hover: true, focus: true, touch: true } },
    }),
    Modal: Modal.extend({ defaultProps: { radius: 'lg', centered: true, size: 'lg' } }),
  },
});

/** Dimmed text and placeholders, darker (lighter on dark) than Mantine's. */
export const CSS_VARIABLES: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b2330',
    '--mantine-color-green-light-color': '#1d6a30',
    '--mantine-color-orange-light-color': '#9c3a07',
    '--mantine-color-yellow-light-color': '#7d4a00',
    '--mantine-color-red-light-color': '#ad2323',
    '--mantine-color-dimmed': '#535e6c',
    '--mantine-color-placeholder': '#646f7d',
    '--mantine-color-anchor': 'var(--mantine-color-brand-7)',
  },
  dark: {
    '--mantine-color-text': '#d8dde5',
    '--mantine-color-gray-light': '#2c3440',
    '--mantine-color-gray-light-color': '#d8dde5',
    '--mantine-color-dimmed': '#a7b0bc',
    '--mantine-color-placeholder': '#959fac',
    '--mantine-color-anchor': 'var(--mantine-color-brand-3)',
  },
});
