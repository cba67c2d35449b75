import { defineProblems } from '#kernel/problem.js';

/** Problems of configuring the plugin. */
export const optionsProblems = defineProblems({
  'options-invalid': {
    status: 500,
    actor: 'operator',
    retry: 'after-remedy',
    title: 'The plugin is not configured correctly.',
    remedy: 'Correct every option that the detail names and start again.',
  },
});
