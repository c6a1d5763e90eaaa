import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

const GRAMMAR = resolve(__dirname, '../../../../media/netstat.tmLanguage.json');
const OWN = '.netstat';

/** A part of a line that has a colour, and its scopes without the grammar's own ending. */
export interface Coloured {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Loads netstat's grammar into the engine that VS Code runs it with. */
export async function loadGrammar(): Promise<IGrammar> {
  await loadWASM(readFileSync(join(require.resolve('vscode-oniguruma'), '../onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(GRAMMAR, 'utf8'), GRAMMAR),
  });
  const grammar = await registry.loadGrammar('text.netstat');
  if (grammar === null) throw new Error(`${GRAMMAR} is no grammar`);
  return grammar;
}

/** What of a line, the first of a text, is coloured. Blanks are left out. */
export function colours(grammar: IGrammar, line: string): Coloured[] {
  return grammar.tokenizeLine(line, INITIAL).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const text = line.slice(startIndex, endIndex).trim();
    const own = scopes.slice(1).map((scope) => scope.replace(OWN, ''));
    return own.length === 0 || text === '' ? [] : [{ text, scopes: own }];
  });
}
