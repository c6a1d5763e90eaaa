import assert from 'node:assert/strict';
import {
  APPEND,
  contributePath,
  contributeValue,
  type MutatorOptions,
  PATH,
  PREPEND,
  REPLACE,
  type Variables,
  withdraw,
} from '../../../../src/extension/terminal/contribution';

const FOLDER = '/home/ada/.vscode/globalStorage/netstat/bin';
const OPTIONS = { applyAtProcessCreation: true, applyAtShellIntegration: true };

/** A collection that VS Code keeps over windows and updates; each change asks to relaunch the open terminals. */
class Collection implements Variables {
  changes = 0;
  readonly #mutators = new Map<string, { type: number; value: string; options: MutatorOptions }>();

  get(variable: string): ReturnType<Variables['get']> {
    return this.#mutators.get(variable);
  }

  replace(variable: string, value: string, options: MutatorOptions): void {
    this.#set(variable, REPLACE, value, options);
  }

  append(variable: string, value: string, options: MutatorOptions): void {
    this.#set(variable, APPEND, value, options);
  }

  prepend(variable: string, value: string, options: MutatorOptions): void {
    this.#set(variable, PREPEND, value, options);
  }

  delete(variable: string): void {
    this.changes++;
    this.#mutators.delete(variable);
  }

  #set(variable: string, type: number, value: string, options: MutatorOptions): void {
    this.changes++;
    this.#mutators.set(variable, { type, value, options: { ...options } });
  }
}

describe('terminals are asked to relaunch', () => {
  it('once at the first installation, and never by later starts or updates of the extension', () => {
    const variables = new Collection();
    for (let start = 0; start < 5; start++) {
      contributePath(variables, FOLDER, { isFirst: false, options: { ...OPTIONS } });
    }
    assert.equal(variables.changes, 1);
    assert.deepEqual(variables.get('PATH'), { type: APPEND, value: `:${FOLDER}`, options: OPTIONS });
  });

  it('once for each change of the setting', () => {
    const variables = new Collection();
    const always = (): void => contributePath(variables, FOLDER, { isFirst: true, options: OPTIONS });
    contributePath(variables, FOLDER, { isFirst: false, options: OPTIONS });
    always();
    always();
    assert.equal(variables.changes, 2);
    assert.deepEqual(variables.get('PATH'), { type: PREPEND, value: `${FOLDER}:`, options: OPTIONS });
    withdraw(variables, PATH);
    withdraw(variables, PATH);
    assert.equal(variables.changes, 3);
    assert.equal(variables.get('PATH'), undefined);
  });

  it('once where they are told a value', () => {
    const variables = new Collection();
    for (let start = 0; start < 2; start++) contributeValue(variables, 'SWITCH', 'off', { ...OPTIONS });
    assert.equal(variables.changes, 1);
    assert.deepEqual(variables.get('SWITCH'), { type: REPLACE, value: 'off', options: OPTIONS });
  });
});
