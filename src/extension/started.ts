import * as vscode from 'vscode';
import type { Snapshot } from '../core/model/snapshot';
import { ageAt } from '../core/text/age';

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
