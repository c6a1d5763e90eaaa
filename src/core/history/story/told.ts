import type { HistoryMoment, HistoryProgram } from '../../model/history';
import type { Localizer } from '../../text/localizer';
import type { StoryClock } from './moments';

/** What an event is, for an icon. */
export type StoryKind =
  | 'began'
  | 'taken'
  | 'handedOver'
  | 'ended'
  | 'opened'
  | 'closed'
  | 'refused'
  | 'action'
  | 'notice'
  | 'gap'
  | 'restart';

/** An event in words. */
export interface Told {
  readonly kind: StoryKind;
  /** Which of the entry's events it is: an interval has two. */
  readonly part: 'began' | 'ended' | 'at';
  readonly at: HistoryMoment;
  /** Plain words without the time; what others chose in it is cleaned and cut. */
  readonly line: string;
  /** The port that it is about: of a connection the one that it was made to. */
  readonly port?: number;
  /** Who had, began or ended it. */
  readonly programs: readonly HistoryProgram[];
}

/** What lines are made with. */
export interface StoryWords {
  readonly l10n: Localizer;
  readonly clock: StoryClock;
  /** The port whose story it is: lines need not say it again. */
  readonly port?: number;
  /** The process that asks, of a window: what it did itself is told as "from this window". */
  readonly window?: number;
}
