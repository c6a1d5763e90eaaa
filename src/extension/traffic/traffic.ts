import { l10n } from 'vscode';
import type { TrafficPlace as PlaceName } from '../../core/model/traffic';
import type { PageAction, PageMessage } from '../../core/traffic/messages';
import { readPageMessage } from '../../core/traffic/pageMessage';
import { isError } from '../../core/query/filter/filter';
import { parseFilter } from '../../core/query/filter/parse';
import { readTyped } from '../../core/query/filter/typed';
import { problemText } from '../filter/problemText';
import { DisposableStore, type Disposable } from '../lifetime';
import type { Monitor } from '../monitor';
import type { History } from '../netstat/history';
import type { SharedEngine } from '../sharedEngine';
import type { FilterCompletions } from './filterCompletions';
import type { PageLink } from './pageLink';
import { textsOf } from './webviewLink';
import { type PlaceSources, TrafficPlace } from './trafficPlace';
import type { TrafficState } from './trafficState';

/** What the page has done by the window. */
export interface PageDeeds {
  pause(isPaused: boolean): unknown;
  /** Copies rows of a place; all where no ids are told. */
  copy(place: TrafficPlace, ids: readonly number[] | undefined): unknown;
  export(place: TrafficPlace, of: 'rows' | 'samples'): unknown;
  act(place: TrafficPlace, action: PageAction, ids: readonly number[]): unknown;
}

/** What the places of the page go by. */
export interface TrafficSources extends Omit<PlaceSources, 'monitor' | 'state'> {
  readonly engine: Pick<SharedEngine, 'trafficRows' | 'trafficSeries' | 'trafficRow' | 'watchTraffic'>;
  readonly monitor: Pick<Monitor, 'error' | 'spent' | 'watch' | 'onDidChange' | 'snapshot'>;
  readonly state: TrafficState;
  readonly history: History;
  readonly completions: FilterCompletions;
  readonly deeds: PageDeeds;
}

/**
 * The host's side of the Traffic page. Traffic is read while one of its places is visible, and nothing is done for those that
 * are not.
 */
export class Traffic implements Disposable {
  readonly #sources: TrafficSources;
  readonly #disposables = new DisposableStore();
  readonly #places = new Map<PlaceName, TrafficPlace>();
  #watching: Disposable | undefined;
  #sequence: number | undefined;
  #last: TrafficPlace | undefined;

  constructor(sources: TrafficSources) {
    const { monitor, state } = sources;
    this.#sources = sources;
    this.#disposables.add(monitor.onDidChange(() => this.#followMonitor()));
    this.#disposables.add(
      state.onDidChange(() => {
        for (const place of this.#places.values()) {
          place.tell();
          place.askAgain();
        }
      }),
    );
  }

  /** A place of the page is there from now on, until disposed. */
  attach(link: PageLink): Disposable {
    const own = new DisposableStore();
    const place = own.add(new TrafficPlace(link, this.#sources));
    this.#places.get(link.place)?.dispose();
    this.#places.set(link.place, place);
    own.add(link.onMessage((value) => this.#take(place, value)));
    own.add(link.onDidChangeVisibility(() => this.#followVisibility()));
    own.add({
      dispose: () => {
        if (this.#places.get(link.place) === place) this.#places.delete(link.place);
        this.#followVisibility();
      },
    });
    this.#followVisibility();
    return own;
  }

  place(name: PlaceName): TrafficPlace | undefined {
    return this.#places.get(name);
  }

  /** The place that said last what it shows. */
  get last(): TrafficPlace | undefined {
    return this.#last;
  }

  dispose(): void {
    for (const place of this.#places.values()) place.dispose();
    this.#places.clear();
    this.#followVisibility();
    this.#disposables.dispose();
  }

  #followVisibility(): void {
    const isVisible = [...this.#places.values()].some(({ link }) => link.isVisible);
    if (isVisible === (this.#watching !== undefined)) return;
    const { engine, monitor } = this.#sources;
    this.#watching?.dispose();
    engine.watchTraffic(isVisible, textsOf(l10n.bundle));
    this.#watching = isVisible ? monitor.watch('traffic') : undefined;
  }

  #followMonitor(): void {
    const { snapshot } = this.#sources.monitor;
    const isNew = snapshot !== undefined && snapshot.sequence !== this.#sequence;
    this.#sequence = snapshot?.sequence;
    for (const place of this.#places.values()) {
      if (!place.isShown) continue;
      place.tell();
      if (isNew) place.passed();
    }
  }

  #take(place: TrafficPlace, value: unknown): void {
    const message = readPageMessage(value);
    if (message !== undefined) void this.#do(place, message);
  }

  async #do(place: TrafficPlace, message: PageMessage): Promise<unknown> {
    const { state, completions, deeds } = this.#sources;
    switch (message.kind) {
      case 'ready':
        return place.ready();
      case 'view':
        this.#last = place;
        return place.show(message);
      case 'filter':
        return this.#filter(place, message);
      case 'pin':
        return state.pin(message.isPinned);
      case 'complete': {
        const { text, caret, request } = message;
        const found = await completions.of(text, caret);
        return place.post({ kind: 'completions', request, completions: found });
      }
      case 'pause':
        return deeds.pause(message.isPaused);
      case 'columns':
        return state.arrange(message.columns);
      case 'copy':
        return deeds.copy(place, message.ids);
      case 'export':
        return deeds.export(place, message.of);
      case 'act':
        return deeds.act(place, message.action, message.ids);
      case 'known':
        return state.know();
    }
  }

  async #filter(
    place: TrafficPlace,
    { text, isFinal }: Extract<PageMessage, { kind: 'filter' }>,
  ): Promise<void> {
    const { state, history } = this.#sources;
    const { filter } = state;
    // What may still become right is told once it is to be final.
    const read = isFinal ? parseFilter(text) : readTyped(text);
    const isUnfinished = 'unfinished' in read;
    void place.post({
      ...{ kind: 'filterProblem', text, problem: isError(read) ? problemText(read) : '' },
      ...(isUnfinished && { readAs: read.expression }),
    });
    if (isError(read)) return;
    if (!isFinal) return void filter.preview(text);
    await filter.set(text);
    if (filter.expression !== '') await history.add(filter.expression);
  }
}
