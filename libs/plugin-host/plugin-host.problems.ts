import { defineProblems } from '#kernel/problem.js';

/** Problems of loading a plugin. */
export const pluginHostProblems = defineProblems({
  'manifest-unreadable': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The plugin manifest cannot be read.',
    remedy: 'Check the path or the package name, and that the package is installed.',
  },
  'manifest-invalid': {
    status: 500,
    actor: 'developer',
    retry: 'after-remedy',
    title: 'The plugin manifest does not have the form that the host expects.',
    remedy: 'Correct what the detail names.',
  },
  'host-api-unsupported': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The plugin needs another version of the host API.',
    remedy: 'Install a version of the plugin that fits this host, or update the host.',
  },
});
