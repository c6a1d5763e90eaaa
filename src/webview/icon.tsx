import type { JSX } from 'preact';
import arrowDown from '@vscode/codicons/src/icons/arrow-small-down.svg';
import arrowUp from '@vscode/codicons/src/icons/arrow-small-up.svg';
import arrowSwap from '@vscode/codicons/src/icons/arrow-swap.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import circle from '@vscode/codicons/src/icons/circle.svg';
import circleSlash from '@vscode/codicons/src/icons/circle-slash.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import disconnect from '@vscode/codicons/src/icons/debug-disconnect.svg';
import pause from '@vscode/codicons/src/icons/debug-pause.svg';
import ellipsis from '@vscode/codicons/src/icons/ellipsis.svg';
import history from '@vscode/codicons/src/icons/history.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import play from '@vscode/codicons/src/icons/play.svg';
import question from '@vscode/codicons/src/icons/question.svg';
import radioTower from '@vscode/codicons/src/icons/radio-tower.svg';
import sync from '@vscode/codicons/src/icons/sync.svg';
import warning from '@vscode/codicons/src/icons/warning.svg';

/** The codicons that the page uses. */
const ICONS = {
  'arrow-down': arrowDown,
  'arrow-up': arrowUp,
  'arrow-swap': arrowSwap,
  check,
  'chevron-down': chevronDown,
  circle,
  'circle-slash': circleSlash,
  close,
  'debug-disconnect': disconnect,
  ellipsis,
  history,
  pause,
  pin,
  pinned,
  play,
  question,
  'radio-tower': radioTower,
  sync,
  warning,
} as const;

export type IconName = keyof typeof ICONS;

/** An icon, which says nothing to screen readers: what it means stands beside it. @param color a class of page.css */
export function Icon({ name, color = '' }: { name: IconName; color?: string }): JSX.Element {
  // Our own files, taken in by the build: nothing from outside comes this way.
  return (
    <span class={`icon ${color}`} aria-hidden="true" dangerouslySetInnerHTML={{ __html: ICONS[name] }} />
  );
}
