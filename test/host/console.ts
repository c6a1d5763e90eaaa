import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Begins each line that the tests print; all else on the extension host's console is the workbench talking. */
export const testLine = '[test] ';

/** Prints what tests say as they say it, and keeps the rest for when something goes wrong. */
export class HostConsole {
  readonly #rest: string[] = [];
  readonly #verbose: boolean;

  constructor(verbose: boolean) {
    this.#verbose = verbose;
  }

  /** Takes one console message, as VS Code's `codeAutomationLog` hands it over. */
  accept(type: string, args: readonly unknown[]): void {
    const text = args.map(show).join(' ');
    if (text.startsWith(testLine)) process.stdout.write(`${text.slice(testLine.length)}\n`);
    else if (this.#verbose) process.stdout.write(`[${type}] ${text}\n`);
    else this.#rest.push(`[${type}] ${text}`);
  }

  /** Writes what was not printed to a file. */
  save(file: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${this.#rest.join('\n')}\n`);
  }
}

function show(argument: unknown): string {
  return typeof argument === 'string' ? argument : JSON.stringify(argument);
}
