import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ProcessOwner } from '../core/model/process';
import type { Snapshot } from '../core/model/snapshot';
import { ageAt } from '../core/text/age';
import { clean } from '../core/text/clean';
import { personProcess } from './describe';

/** When a process began, in milliseconds since 1970; nothing where the machine does not tell. */
export function startedAt(snapshot: Snapshot | undefined, startTime: number): number | undefined {
  if (snapshot === undefined || snapshot.bootTime === 0) return undefined;
  return (snapshot.bootTime + startTime / snapshot.ticksPerSecond) * 1000;
}

/** `3 hours ago`, in the user's language. */
export function ago(began: number): string {
  const { count, unit } = ageAt(began, Date.now());
  return new Intl.RelativeTimeFormat(vscode.env.language).format(-count, unit);
}

/** `3 hours ago (Nov 23, 2026, 6:12:05 PM)`, in the user's language. */
export function agoAndWhen(began: number): string {
  return `${ago(began)} (${clock(began)})`;
}

/** Date and time in the user's language. */
export function clock(time: number): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return format.format(time);
}

/**
 * Who has a port, within a sentence: `vite of shop (pid 4242), started 3 hours ago in terminal “dev”`, as far as that is known;
 * cleaned.
 * @param origins what of this window the process was started in, in words, nearest first
 */
export function startedProcess(
  owner: ProcessOwner,
  port: number,
  snapshot: Snapshot | undefined,
  origins: readonly string[],
): string {
  const name = personProcess(owner, port);
  const [origin] = origins.map(clean);
  const began = startedAt(snapshot, owner.startTime);
  if (began === undefined) return origin === undefined ? name : l10n.t('{0}, started in {1}', name, origin);
  return origin === undefined
    ? l10n.t('{0}, started {1}', name, ago(began))
    : l10n.t('{0}, started {1} in {2}', name, ago(began), origin);
}
