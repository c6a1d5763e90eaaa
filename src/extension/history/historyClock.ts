import * as vscode from 'vscode';
import type { StoryClock } from '../../core/history/story';

/** Times of a story as this user reads them: the day in their language, the time of day to the second. */
export function storyClock(now = Date.now()): StoryClock {
  const { language } = vscode.env;
  const time = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  return { now, time: (at) => time.format(at), day: (at) => day.format(at) };
}
