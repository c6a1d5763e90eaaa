import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { timerDelay } from '../../core/model/bounds';
import type { Engine } from '../../core/model/engine';
import type { HistoryEntry } from '../../core/model/history';
import type { Snapshot } from '../../core/model/snapshot';
import { elsewhereQuestion, portIn } from '../../core/ports/findPorts';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { pastOfPort } from '../history/past';
import { DisposableStore } from '../lifetime';
import type { Names } from '../names';
import type { RowNode } from '../views/tree/row';
import type { RowMenus } from '../menus/rowMenus';
import type { Action, ActionButton, FindItem } from './findActions';
import { foundChoices, type FoundSources } from './foundMenu';
import { answersTo, searchedText } from './findItems';

/** Milliseconds after the last key before the answers are worked out. */
const DEBOUNCE = 120;
/** Milliseconds that a snapshot serves before the next key has the machine looked at again. */
const FRESHNESS = 2_000;

/** Milliseconds that the past of a port may take to come behind the answers. */
const PATIENCE = 10_000;

/** What the user chose to do with a port; or the port, as people type it, whose history is wanted. */
export type Choice =
  | { readonly port: ListeningPort; readonly action: Action }
  | { readonly command: { readonly id: string; readonly node: RowNode } }
  | { readonly history: string };

/** What answers are found and acted on with. */
export interface FindSources extends FoundSources {
  readonly engine: Engine;
  readonly names: Names;
  readonly menus: RowMenus;
}

/** The same before it is chosen what to do. */
type Chosen = Choice | { readonly port: ListeningPort; readonly snapshot: Snapshot };

/** Asks for a port, pid or name, answers while it is typed, and returns what is to be done with which answer. */
export async function findPortOwner(sources: FindSources, question: string): Promise<Choice | undefined> {
  const picked = await new Finder(sources.engine, sources.names, question).run();
  return picked !== undefined && 'snapshot' in picked ? chooseAction(picked, sources) : picked;
}

class Finder {
  readonly #engine: Engine;
  readonly #names: Names;
  readonly #disposables = new DisposableStore();
  readonly #pick = this.#disposables.add(vscode.window.createQuickPick<FindItem>());
  #snapshot: Snapshot | undefined;
  #timer: HostTimer | undefined;
  #question = 0;

  constructor(engine: Engine, names: Names, question: string) {
    this.#engine = engine;
    this.#names = names;
    this.#pick.value = question;
    this.#pick.title = l10n.t('Find Port Owner');
    this.#pick.placeholder = searchedText();
  }

  /** Resolves with an answer, or with an answer and what to do with it; with nothing where it was closed. */
  run(): Promise<Chosen | undefined> {
    return new Promise((resolve) => {
      const finish = (choice: Chosen | undefined): void => {
        resolve(choice);
        this.#disposables.dispose();
        clearTimeout(this.#timer);
      };
      const pick = this.#pick;
      this.#disposables.add(pick.onDidChangeValue(() => this.#ask(DEBOUNCE)));
      this.#disposables.add(pick.onDidHide(() => finish(undefined)));
      this.#disposables.add(
        pick.onDidAccept(() => {
          const { port, history } = pick.selectedItems[0] ?? {};
          if (port !== undefined && this.#snapshot !== undefined) finish({ port, snapshot: this.#snapshot });
          else if (history !== undefined) finish({ history });
        }),
      );
      this.#disposables.add(
        pick.onDidTriggerItemButton(({ item, button }) => {
          const { port } = item;
          if (port !== undefined) finish({ port, action: (button as ActionButton).action });
        }),
      );
      pick.show();
      this.#ask(0);
    });
  }

  #ask(delay: number): void {
    clearTimeout(this.#timer);
    this.#pick.busy = true;
    const question = ++this.#question;
    this.#timer = setTimeout(() => void this.#answer(question), timerDelay(delay));
  }

  async #answer(question: number): Promise<void> {
    const isStale = (): boolean => question !== this.#question || this.#disposables.isDisposed;
    const port = portIn(this.#pick.value);
    // Nobody waits for the past: rows that tell of it come behind the others.
    const asking = port === undefined ? undefined : pastOfPort(this.#engine, { port }, PATIENCE);
    try {
      if (this.#snapshot === undefined || Date.now() - this.#snapshot.takenAt > FRESHNESS) {
        const snapshot = await this.#engine.scan('all', true);
        if (isStale()) return;
        this.#snapshot = snapshot;
      }
      const asked = elsewhereQuestion(this.#pick.value);
      const elsewhere = asked && (await this.#engine.elsewhere(asked));
      if (isStale()) return;
      const show = (snapshot: Snapshot, past: readonly HistoryEntry[] = []): void => {
        const items = answersTo(this.#pick.value, snapshot, this.#names, elsewhere, past);
        const [active] = past.length === 0 ? [] : this.#pick.activeItems;
        const isBest = ({ label, kind }: FindItem): boolean =>
          active === undefined ? kind !== vscode.QuickPickItemKind.Separator : label === active.label;
        this.#pick.items = items;
        this.#pick.activeItems = items.filter(isBest).slice(0, 1);
      };
      show(this.#snapshot);
      this.#pick.busy = false;
      const past = (await asking) ?? [];
      if (isStale()) return;
      if (past.length > 0) show(this.#snapshot, past);
    } catch (error) {
      if (isStale()) return;
      const message = error instanceof Error ? error.message : String(error);
      const icon = new ThemeIcon('error');
      const label = l10n.t('The machine could not be read');
      this.#pick.items = [{ label, detail: message, iconPath: icon, alwaysShow: true }];
    }
    this.#pick.busy = false;
  }
}

/** All that the menu of its row has, as a second question: for the keyboard and the screen reader. */
async function chooseAction(
  { port, snapshot }: { readonly port: ListeningPort; readonly snapshot: Snapshot },
  sources: FindSources,
): Promise<Choice | undefined> {
  const items = foundChoices(port, snapshot, sources.menus, sources);
  const placeHolder = l10n.t('What to do with port {0}?', port.port);
  const { action, command } = (await vscode.window.showQuickPick(items, { placeHolder })) ?? {};
  if (action !== undefined) return { port, action };
  return command && { command };
}
