import * as vscode from 'vscode';
import { joinNear } from '../../core/mentions/findMentions';
import type { PortMention } from '../../core/mentions/mention';
import { editorSettings } from './editor.contributions';
import { type Disposable, DisposableStore, Emitter, type Event } from '../lifetime';
import type { Monitor } from '../monitor';
import { mentionsIn } from './detailDocuments';
import { hintLabel } from './hintLabel';
import type { Answers } from './mentionAnswers';
import { onDidChangeSetting } from '../settings';

/** Milliseconds after the last of many changes: nothing is looked for while somebody types or scrolls. */
const SETTLE = 150;

/** An editor, and the ports that are named in the part of it that is in sight. */
interface EditorInSight {
  readonly editor: vscode.TextEditor;
  readonly mentions: readonly PortMention[];
}

/**
 * The ports that are named in the editors in sight. While there are some, the machine is watched; its event tells that
 * the answer for one of them changed.
 */
export class VisibleMentions implements Disposable {
  readonly #monitor: Monitor;
  readonly #answers: Answers;
  readonly #disposables = new DisposableStore();
  readonly #changed = this.#disposables.add(new Emitter<void>());
  readonly #looked = this.#disposables.add(new Emitter<void>());
  readonly #ask: () => void;
  #inSight: readonly EditorInSight[] = [];
  #mentions: readonly PortMention[] = [];
  /** The ports of those. */
  #ports: ReadonlySet<string> = new Set();
  #labels = '';
  #watching: Disposable | undefined;
  #timer: HostTimer | undefined;

  /** @param ask hears that a port came in sight, which may be a container's without that anything listens */
  constructor(monitor: Monitor, answers: Answers, ask: () => void) {
    this.#ask = ask;
    this.#monitor = monitor;
    this.#answers = answers;
    const later = (): void => this.#later();
    this.#disposables.add(vscode.window.onDidChangeVisibleTextEditors(later));
    this.#disposables.add(vscode.window.onDidChangeTextEditorVisibleRanges(later));
    this.#disposables.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#edited(document)));
    this.#disposables.add(
      onDidChangeSetting(editorSettings.editorHints)(() => {
        this.#look();
        this.#changed.fire();
      }),
    );
    this.#disposables.add(monitor.onDidChange(() => this.#compare()));
    this.#look();
  }

  /** A port that is named in sight has other owners than before, or hints were turned on or off. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** Editors were looked through anew, or the machine was. */
  readonly onDidLook: Event<void> = this.#looked.event;

  /** The editors in sight. */
  get inSight(): readonly EditorInSight[] {
    return this.#inSight;
  }

  /** Whether the machine is watched for what is in sight. */
  get isWatching(): boolean {
    return this.#watching !== undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#watching?.dispose();
    this.#watching = undefined;
    this.#disposables.dispose();
  }

  #edited(document: vscode.TextDocument): void {
    if (vscode.window.visibleTextEditors.some((editor) => editor.document === document)) this.#later();
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), SETTLE);
  }

  #look(): void {
    this.#inSight = vscode.window.visibleTextEditors.map((editor) => {
      const { document, visibleRanges } = editor;
      const ranges = visibleRanges.map(({ start, end }) => ({ first: start.line, last: end.line }));
      return {
        editor,
        mentions: joinNear(ranges).flatMap(({ first, last }) => mentionsIn(document, first, last)),
      };
    });
    this.#mentions = this.#inSight.flatMap(({ mentions }) => mentions);
    const ports = new Set(
      this.#mentions.map(({ port, lastPort, transport }) => `${port} ${lastPort} ${transport}`),
    );
    if ([...ports].some((each) => !this.#ports.has(each))) this.#ask();
    this.#ports = ports;
    this.#labels = this.#labelsNow();
    if (this.#mentions.length > 0) this.#watching ??= this.#monitor.watch('listening');
    else {
      this.#watching?.dispose();
      this.#watching = undefined;
    }
    this.#looked.fire();
  }

  #compare(): void {
    if (this.#watching === undefined) return;
    this.#looked.fire();
    const labels = this.#labelsNow();
    if (labels === this.#labels) return;
    this.#labels = labels;
    this.#changed.fire();
  }

  #labelsNow(): string {
    return this.#mentions
      .map((mention) => {
        const answer = this.#answers.of(mention);
        return answer === undefined ? '' : hintLabel(answer, this.#monitor.snapshot, mention);
      })
      .join('\n');
  }
}
