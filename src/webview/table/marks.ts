import { TRAFFIC_FLAGS, TRAFFIC_MARKS } from '../../core/model/traffic';
import { tcpStateName } from '../../core/netstat/sockets/internetRow';
import { STATE_ICONS, type StateHue, tcpStateKind } from '../../core/query/tcpStateKind';
import type { IconName } from '../icon';
import { t } from '../l10n';

/** A class of page.css for each mark. */
export const MARK_CLASSES: Readonly<Record<number, string>> = {
  [TRAFFIC_MARKS.new]: 'is-new',
  [TRAFFIC_MARKS.changed]: 'is-changed',
  [TRAFFIC_MARKS.closed]: 'is-closed',
};

/** What a mark says; empty for none. */
export function markText(mark: number): string {
  switch (mark) {
    case TRAFFIC_MARKS.new:
      return t('Appeared just now');
    case TRAFFIC_MARKS.changed:
      return t('Another state just now');
    case TRAFFIC_MARKS.closed:
      return t('Closed just now');
    default:
      return '';
  }
}

export const hasFlag = (flags: number, flag: keyof typeof TRAFFIC_FLAGS): boolean =>
  (flags & TRAFFIC_FLAGS[flag]) !== 0;

/** Those that have a name: 1 to 11 (include/net/tcp_states.h). */
const LAST_STATE = 11;

/** Icon and colour of a state by netstat's name of it, as in the trees: each has a shape of its own. */
const STATES = new Map(
  Array.from(
    { length: LAST_STATE },
    (_, at) => [tcpStateName(at + 1), STATE_ICONS[tcpStateKind(at + 1)]] as const,
  ),
);

/** Of a state that is none of TCP's, that of a socket that is not connected. */
export function stateIcon(state: string, mark: number): readonly [icon: IconName, hue: StateHue] {
  if (mark === TRAFFIC_MARKS.closed) return ['circle-slash', 'pale'];
  return STATES.get(state) ?? STATE_ICONS.unknown;
}
