import * as vscode from 'vscode';
import { l10n, ThemeIcon } from 'vscode';
import { timerDelay } from '../../core/model/bounds';
import type { Engine } from '../../core/model/engine';
import type { Snapshot } from '../../core/model/snapshot';
import { elsewhereQuestion } from '../../core/ports/findPorts';
import type { ListeningPort } from '../../core/ports/listeningPorts';
import { DisposableStore } from '../lifetime';
import type { Names } from '../names';
import { type Action, type ActionButton, actionsFor, type FindItem } from './findActions';
import { answersTo } from './findItems';

/** Milliseconds after the last key before the answers are worked out. */
const DEBOUNCE = 120;
/** Milliseconds that a snapshot serves before the next key has the machine looked at again. */
const FRESHNESS = 2_000;

/** What the user chose to do. */
export interface Choice {
  readonly port: ListeningPort;
  readonly action: Action;
}

/** Asks for a port, pid or name, answers while it is typed, and returns what is to be done with which answer. */
export async function findPortOwner(
  engine: Engine,
  names: Names,
  question: string,
): Promise<Choice | undefined> {
  const picked = await new Finder(engine, names, question).run();
  if (picked === undefined || 'action' in picked) return picked;
  return chooseAction(picked.port);
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
    this.#pick.placeholder = l10n.t(
      'A port, a pid, or a part of a process, container, unit, service or command name',
    );
  }

  /** Resolves with an answer, or with an answer and what to do with it; with nothing where it was closed. */
  run(): Promise<Choice | { readonly port: ListeningPort } | undefined> {
    return new Promise((resolve) => {
      const finish = (choice: Choice | { readonly port: ListeningPort } | undefined): void => {
        resolve(choice);
        this.#disposables.dispose();
        clearTimeout(this.#timer);
      };
      const pick = this.#pick;
      this.#disposables.add(pick.onDidChangeValue(() => this.#ask(DEBOUNCE)));
      this.#disposables.add(pick.onDidHide(() => finish(undefined)));
      this.#disposables.add(
        pick.onDidAccept(() => {
          const port = pick.selectedItems[0]?.port;
          if (port !== undefined) finish({ port });
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
    try {
      if (this.#snapshot === undefined || Date.now() - this.#snapshot.takenAt > FRESHNESS) {
        const snapshot = await this.#engine.scan('all', true);
        if (isStale()) return;
        this.#snapshot = snapshot;
      }
      const asked = elsewhereQuestion(this.#pick.value);
      const elsewhere = asked && (await this.#engine.elsewhere(asked));
      if (isStale()) return;
      const items = answersTo(this.#pick.value, this.#snapshot, this.#names, elsewhere);
      this.#pick.items = items;
      const best = items.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
      if (best !== undefined) this.#pick.activeItems = [best];
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

/** The buttons of an answer as a second question: for the keyboard and the screen reader. */
async function chooseAction(port: ListeningPort): Promise<Choice | undefined> {
  const items = actionsFor(port).map((action) => ({
    label: action.title,
    iconPath: new ThemeIcon(action.icon),
    action,
  }));
  const placeHolder = l10n.t('What to do with port {0}?', port.port);
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  return chosen && { port, action: chosen.action };
}
