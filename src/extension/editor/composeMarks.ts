import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../lifetime';
import type { Answers } from './mentionAnswers';
import type { VisibleMentions } from './visibleMentions';

/**
 * Marks the ports of Compose files for which `docker compose up` will fail, quietly: dots below the number and beside the
 * scroll bar. It is no diagnostic, which would count as a problem of the file. The hint behind the port says it in words.
 */
export class ComposeMarks implements Disposable {
  readonly #visible: VisibleMentions;
  readonly #answers: Answers;
  readonly #disposables = new DisposableStore();
  readonly #mark: vscode.TextEditorDecorationType;
  readonly #marked = new WeakMap<vscode.TextEditor, string>();

  constructor(visible: VisibleMentions, answers: Answers) {
    this.#visible = visible;
    this.#answers = answers;
    const color = new vscode.ThemeColor('editorWarning.foreground');
    this.#mark = this.#disposables.add(
      vscode.window.createTextEditorDecorationType({
        borderColor: color,
        borderStyle: 'none none dotted none',
        borderWidth: '2px',
        overviewRulerColor: color,
        overviewRulerLane: vscode.OverviewRulerLane.Right,
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      }),
    );
    this.#disposables.add(visible.onDidLook(() => this.#update()));
    this.#update();
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #update(): void {
    for (const { editor, mentions } of this.#visible.inSight) {
      const failing = mentions.filter((mention) => this.#answers.of(mention)?.failsCompose !== undefined);
      const ranges = failing.map(({ line, start, end }) => new vscode.Range(line, start, line, end));
      // Passes come every few seconds: an editor hears of what is new alone. Edits move the ranges with the text.
      const said = `${editor.document.version} ${failing.map(({ line, start, end }) => `${line}:${start}-${end}`).join()}`;
      if (said === this.#marked.get(editor)) continue;
      this.#marked.set(editor, said);
      editor.setDecorations(this.#mark, ranges);
    }
  }
}
