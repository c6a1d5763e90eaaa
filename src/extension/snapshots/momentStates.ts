import { l10n } from 'vscode';
import { listedAt } from '../../core/history/asking';
import type { SocketStates } from '../../core/model/comparison';
import type { HistoryGap } from '../../core/model/history';
import { type SharedEngine, using } from '../sharedEngine';
import { clock } from '../started';

/** Gaps in which nobody looked at all; in others some connections may be missing. */
const UNWATCHED: readonly HistoryGap['why'][] = ['ended', 'sleep'];

/**
 * The sockets that were open at a moment (milliseconds since 1970), by the history.
 * @throws where nobody looked then: what was open is not known
 */
export async function momentStates(engine: SharedEngine, at: number): Promise<SocketStates> {
  return using(engine, async () => {
    const { entries, status } = await engine.history({ kinds: ['gap'], from: at, to: at, most: 100 });
    const gap = entries.find((entry) => entry.kind === 'gap' && UNWATCHED.includes(entry.why));
    if (gap?.kind === 'gap') {
      const [from, to] = [clock(gap.from), clock(gap.to)];
      throw new Error(
        l10n.t('nobody knows what was open then: nothing was recorded from {0} to {1}', from, to),
      );
    }
    const isBeforeAll = status.since === undefined || at < status.since;
    if (isBeforeAll) throw new Error(l10n.t('the history does not reach back to {0}', clock(at)));
    if (status.recorder === 'none') await assertWatched(engine, at);
    return engine.historyStates(at);
  });
}

/** Where nobody records now, what listened last was seen last when that ended. */
async function assertWatched(engine: SharedEngine, at: number): Promise<void> {
  const { entries } = await engine.history({ kinds: ['listener'], most: 1 });
  const [last] = entries;
  const until = last === undefined ? 0 : listedAt(last);
  if (at > until) throw new Error(l10n.t('nothing is recorded since {0}', clock(until)));
}
