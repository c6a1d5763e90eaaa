import {
  type HostMessage,
  type PageMessage,
  type PageStart,
  type PlaceState,
  readHostMessage,
  readPlaceState,
} from '../core/traffic/messages';

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

/** What was kept. */
export const readKept = (): PlaceState => readPlaceState(api.getState());

/** Hears what the extension says; of anything else that is posted to the page, nothing. @returns what ends it */
export function listen(hear: (message: HostMessage) => void): () => void {
  const onMessage = ({ data }: MessageEvent<unknown>): void => {
    const message = readHostMessage(data);
    if (message !== undefined) hear(message);
  };
  window.addEventListener('message', onMessage);
  return () => window.removeEventListener('message', onMessage);
}
