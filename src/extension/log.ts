import * as vscode from 'vscode';
import type { Snapshot } from '../core/model/snapshot';
import { logCommands } from './log.contributions';
import type { Disposable } from './lifetime';

/**
 * The log "Netstat": passes, timings, what was denied. Never a command line, which may carry a secret, and nothing
 * else that a process chose.
 */
export class Log implements Disposable {
  readonly #channel = vscode.window.createOutputChannel('Netstat', { log: true });
  readonly #command = vscode.commands.registerCommand(logCommands.showLog.id, () => this.#channel.show());
  readonly #created = Date.now();
  #facts = '';
  #passes = 0;

  info(line: string): void {
    this.#channel.info(line);
  }

  error(line: string): void {
    this.#channel.error(line);
  }

  /** Each pass for those who want to see each; for everybody, what could not be read whenever that changes. */
  pass(snapshot: Snapshot): void {
    const { sequence, scope, inet, unix, duration, ownerScan } = snapshot;
    if (this.#passes++ === 0)
      this.#channel.info(`first pass ${Date.now() - this.#created} ms after activation`);
    const sockets = inet.inode.length + unix.inode.length;
    this.#channel.debug(
      `pass ${sequence} (${scope}): ${sockets} sockets, ${ownerScan.processes} processes, ${duration.toFixed(1)} ms`,
    );
    const facts = missing(snapshot).join('\n');
    if (facts === this.#facts) return;
    this.#facts = facts;
    for (const line of facts === '' ? ['everything can be read'] : facts.split('\n'))
      this.#channel.info(line);
  }

  dispose(): void {
    this.#command.dispose();
    this.#channel.dispose();
  }
}

function missing({ sources, issues, ownerScan, platform }: Snapshot): string[] {
  const lines = sources
    .filter(({ status }) => status === 'denied' || status === 'failed')
    .map(({ file, status, code }) => `${file}: ${status}${code === undefined ? '' : ` (${code})`}`);
  if (platform !== 'linux') lines.push(`platform: ${platform}`);
  if (ownerScan.denied > 0) lines.push('the descriptors of some processes may not be read');
  if (ownerScan.hidepid) lines.push('/proc hides the processes of other users (hidepid)');
  if (ownerScan.procPids !== 'own')
    lines.push('/proc has the pids of another pid namespace, or does not say whose: no process is signalled');
  for (const { file, line, field, reason } of issues) lines.push(`${file}:${line}: ${field} ${reason}`);
  return lines;
}
