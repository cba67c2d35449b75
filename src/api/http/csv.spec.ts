import { toCsv } from './csv.js';

describe('given rows for a spreadsheet', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
    'neutralises a cell that begins like %j',
    (text) => {
      const [, line = ''] = toCsv(['name'], [{ name: text }], true).split('\r\n');
      expect(line.replace(/^"/, '').startsWith("'")).toBe(true);
    },
  );

  it('keeps everything else as it is, quoted where it must be', () => {
    const rows = [{ name: 'Ada "A", Admin', list: ['a', 'b'], flag: false, nothing: null }];
    expect(toCsv(['name', 'list', 'flag', 'nothing'], rows, false)).toBe(
      '"Ada ""A"", Admin",a; b,false,\r\n',
    );
  });
});
