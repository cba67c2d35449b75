import { SCUBA_CATALOGUE } from '../scuba/catalogue.js';
import { SCUBA_RULES } from '../scuba/rules.js';
import { SEMANTIC_RULES } from '../semantic/rules.js';
import { CATALOGUE, FAMILIES } from './catalogue.js';

const ids = CATALOGUE.map(({ id }) => id);

describe('given the catalogue', () => {
  it('has 85 rows, the last of which has three verdicts', () => {
    const rows = new Set(ids.map((id) => (id.startsWith('AC-') ? 'AC-01..03' : id)));
    expect(rows.size).toBe(85);
    expect(ids.slice(-3)).toEqual(['AC-01', 'AC-02', 'AC-03']);
  });

  it('has the rows of each family', () => {
    expect(Object.values(FAMILIES).map(({ length }) => length)).toEqual([11, 34, 21, 21]);
  });

  it('has each id once, each with a rule, and no rule besides', () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect([...Object.keys(SEMANTIC_RULES)].sort()).toEqual([...ids].sort());
    expect(Object.keys(SCUBA_RULES).sort()).toEqual(SCUBA_CATALOGUE.map(({ id }) => id).sort());
  });

  it.each(CATALOGUE)('maps $id to controls, and says in sentences what passes and what to do', (check) => {
    const { mappings, passes, remedy, title } = check;
    expect(mappings.soc2.length).toBeGreaterThan(0);
    expect(mappings.iso27001_2022.length).toBeGreaterThan(0);
    for (const id of mappings.soc2) expect(id).toMatch(/^(CC\d\.\d|A1\.2)$/);
    for (const id of mappings.iso27001_2013) expect(id).toMatch(/^A\.\d+\.\d+(\.\d+)?$/);
    for (const id of mappings.iso27001_2022) expect(id).toMatch(/^A\.[5-8]\.\d+$/);
    for (const id of mappings.cis) expect(id).toMatch(/^\d\.\d(\.\d+)*( \(v[467]\.0( and v7\.0)?\))?$/);
    for (const id of mappings.scuba) expect(SCUBA_CATALOGUE.map((policy) => policy.id)).toContain(id);
    expect(passes).toMatch(/\.$/);
    expect(remedy).toMatch(/\.$/);
    expect(title).not.toMatch(/\.$/);
  });

  it('maps every policy of SCuBA that is checked to our checks', () => {
    for (const { id, mappings } of SCUBA_CATALOGUE) expect(mappings.scuba).toEqual([id]);
    const manual = SCUBA_CATALOGUE.filter(({ mappings }) => mappings.soc2.length === 0).map(({ id }) => id);
    expect(manual).toEqual(['MS.AAD.2.2v1', 'MS.AAD.4.1v1', 'MS.AAD.8.3v1']);
  });
});
