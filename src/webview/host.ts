import type { HostMessage, PageMessage, PageStart, PlaceState } from '../core/traffic/messages';
import { TRAFFIC_KINDS, TRAFFIC_WINDOWS } from '../core/model/traffic';

/** What VS Code gives a page, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: PlaceState): void;
};

const api = acquireVsCodeApi();

/** Tells the extension something. */
export const post = (message: PageMessage): void => api.postMessage(message);

/** Keeps what a place has for itself over a reload of the window. */
export const keep = (state: PlaceState): void => api.setState(state);

/** What the page was made with. */
export function readStart(): PageStart {
  return JSON.parse(document.body.dataset['start'] ?? '') as PageStart;
}

const FIRST: PlaceState = { kind: 'connections', sort: [], window: 1, hiddenSeries: [], detailsHeight: 0 };

/** What was kept; of a state that another version kept, what is still understood. */
export function readKept(): PlaceState {
  const kept = api.getState();
  if (typeof kept !== 'object' || kept === null) return FIRST;
  const { kind, sort, window, hiddenSeries, detailsHeight } = { ...FIRST, ...(kept as Partial<PlaceState>) };
  return {
    kind: TRAFFIC_KINDS.includes(kind) ? kind : FIRST.kind,
    sort: Array.isArray(sort) ? sort : FIRST.sort,
    window: TRAFFIC_WINDOWS.includes(window) ? window : FIRST.window,
    hiddenSeries: Array.isArray(hiddenSeries) ? hiddenSeries : FIRST.hiddenSeries,
    detailsHeight: typeof detailsHeight === 'number' ? detailsHeight : FIRST.detailsHeight,
  };
}

const KINDS: Readonly<Record<HostMessage['kind'], true>> = {
  shared: true,
  rows: true,
  series: true,
  details: true,
  filterProblem: true,
  completions: true,
  reveal: true,
  problem: true,
};

/** Hears what the extension says; of anything else that is posted to the page, nothing. @returns what ends it */
export function listen(hear: (message: HostMessage) => void): () => void {
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    if (typeof data !== 'object' || data === null || !('kind' in data)) return;
    if (typeof data.kind === 'string' && Object.hasOwn(KINDS, data.kind)) hear(data as HostMessage);
  };
  window.addEventListener('message', onMessage);
  return () => window.removeEventListener('message', onMessage);
}
