import { roleLevel } from './role-levels.js';

describe('given role definitions with and without a label', () => {
  const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';
  const reader = 'f2ef992c-3afb-46b9-b7cf-a126ee74c451';

  it.each([
    [
      { templateId: globalAdministrator, isBuiltIn: true, isPrivileged: null },
      'highly-privileged',
      'cisa-scuba',
    ],
    [{ templateId: globalAdministrator, isBuiltIn: false, isPrivileged: null }, 'unknown', 'not-labelled'],
    [{ templateId: reader, isBuiltIn: true, isPrivileged: null }, 'privileged', 'microsoft-list'],
    [{ templateId: reader, isBuiltIn: true, isPrivileged: false }, 'standard', 'microsoft-label'],
    [{ templateId: 'other', isBuiltIn: true, isPrivileged: null }, 'standard', 'microsoft-list'],
    [{ templateId: null, isBuiltIn: false, isPrivileged: true }, 'privileged', 'microsoft-label'],
  ] as const)('judges %o as %s by %s', (role, level, source) => {
    expect(roleLevel(role)).toEqual({ level, source });
  });
});
