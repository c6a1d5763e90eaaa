import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry, type StateStack } from 'vscode-textmate';

const MEDIA = resolve(__dirname, '../../../../media');
const OWN = /\.netstat(?:-details)?$/;

/** A part of a line that has a colour, and its scopes without the grammar's own ending. */
export interface Coloured {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Loads netstat's grammar, or another of ours, into the engine that VS Code runs it with. */
export async function loadGrammar(name: 'netstat' | 'netstat-details' = 'netstat'): Promise<IGrammar> {
  const file = join(MEDIA, `${name}.tmLanguage.json`);
  await loadWASM(readFileSync(join(require.resolve('vscode-oniguruma'), '../onig.wasm')));
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async () => parseRawGrammar(readFileSync(file, 'utf8'), file),
  });
  const grammar = await registry.loadGrammar(`text.${name}`);
  if (grammar === null) throw new Error(`${file} is no grammar`);
  return grammar;
}

/** What of a line is coloured, the first of a text unless another was before. Blanks are left out. */
export function colours(grammar: IGrammar, line: string, before: StateStack = INITIAL): Coloured[] {
  return grammar.tokenizeLine(line, before).tokens.flatMap(({ startIndex, endIndex, scopes }) => {
    const text = line.slice(startIndex, endIndex).trim();
    const own = scopes.slice(1).map((scope) => scope.replace(OWN, ''));
    return own.length === 0 || text === '' ? [] : [{ text, scopes: own }];
  });
}
