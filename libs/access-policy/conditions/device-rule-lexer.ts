/** A piece of a rule: a quoted text, a word (attribute, operator, number, true, null), or a sign. */
export interface Token {
  readonly kind: 'text' | 'word' | 'sign';
  readonly text: string;
}

/** Quoted texts may hold a quote after a backtick or a backslash. */
const TOKEN =
  /\s*(?:"((?:[^"`\\]|[`\\]["'`\\]|[`\\](?!["'`\\]))*)"|'((?:[^'`\\]|[`\\]["'`\\]|[`\\](?!["'`\\]))*)'|([()[\],])|(==|!=|[^\s()[\],"'=!]+))/y;

/** Splits a rule into pieces; undefined where a character fits nowhere. */
export function lexRule(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const source = text.trim();
  const scanner = new RegExp(TOKEN);
  while (scanner.lastIndex < source.length) {
    const found = scanner.exec(source);
    if (found === null) return undefined;
    tokens.push(tokenOf(found));
  }
  return tokens;
}

function tokenOf([, double, single, sign, word]: RegExpExecArray): Token {
  const quoted = double ?? single;
  if (quoted !== undefined) return { kind: 'text', text: quoted.replaceAll(/[`\\](["'`\\])/g, '$1') };
  return sign === undefined ? { kind: 'word', text: word ?? '' } : { kind: 'sign', text: sign };
}
