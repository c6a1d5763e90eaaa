import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const src = join(__dirname, '../../../src');

/** Files of a folder of the code, with the lines that match. */
function linesWith(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(src, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const lines = readFileSync(join(src, folder, file), 'utf8').split('\n');
      const code = lines.filter((line) => !/^\s*(?:\/?\*|\/\/|import )/.test(line));
      return code.filter((line) => pattern.test(line)).map((line) => `${folder}/${file}: ${line.trim()}`);
    });
}

describe('what a program chose', () => {
  it('is called by its name through one function, which cleans and cuts it', () => {
    for (const folder of ['extension', 'core/tools', 'core/compare', 'node/mcp']) {
      assert.deepEqual(linesWith(folder, /\bcomm\b/), []);
    }
  });

  it('is told as a command line through one function, which cleans it', () => {
    const isRead = /\bcommandLine\b(?!s)/;
    // Lines that VS Code runs in terminals are the user's own, variables hold what was cleaned, and a filter that may not
    // ask for command lines has the name in their place.
    const known =
      /formatCommandLine\(|execution\.commandLine|l10n\.t\('Command: \{0\}'|const detail|field\(l10n\.t\('Command'\)|commandLine\?: string|commandLine: \(\) => string|new ComplaintReader\(commandLine|case 'commandLine'|commandLine: \[programOf\(|\? \[l10n/;
    const raw = ['extension', 'core/tools', 'node/mcp'].flatMap((folder) => linesWith(folder, isRead));
    assert.deepEqual(
      raw.filter((line) => !known.test(line)),
      [],
    );
  });

  it('is named by number first, and in quotation marks, wherever somebody is asked', () => {
    for (const file of [
      'kill/questions.ts',
      'kill/described.ts',
      'kill/dialogs.ts',
      'kill/pickSignal.ts',
      'connections/connectionTexts.ts',
      'connections/closeQuestions.ts',
    ]) {
      const code = readFileSync(join(src, 'extension', file), 'utf8');
      assert.doesNotMatch(code, /processName|(?<!core\/text\/)programName|ownerName|programOf/, file);
    }
    assert.doesNotMatch(readFileSync(join(src, 'core/tools/freePortTool.ts'), 'utf8'), /programOf|short\(/);
  });
});
