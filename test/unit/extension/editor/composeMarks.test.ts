import '../fakeVscode';
import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import type { PortMention } from '../../../../src/core/mentions/mention';
import { ComposeMarks } from '../../../../src/extension/editor/composeMarks';
import type { Answers } from '../../../../src/extension/editor/mentionAnswers';
import type { VisibleMentions } from '../../../../src/extension/editor/visibleMentions';
import { Emitter } from '../../../../src/extension/lifetime';

describe('the marks in Compose files', () => {
  const mention = (line: number, port: number): PortMention => ({ line, start: 9, end: 13, port });
  let looked: Emitter<void>;
  let marked: number[][];
  let failing: Set<number>;
  let document: { version: number };
  let marks: ComposeMarks;
  beforeEach(() => {
    looked = new Emitter<void>();
    [marked, failing, document] = [[], new Set([3000]), { version: 1 }];
    const editor = {
      document,
      setDecorations: (_type: unknown, ranges: readonly vscode.Range[]) =>
        marked.push(ranges.map(({ start }) => start.line)),
    };
    const visible = {
      onDidLook: looked.event,
      inSight: [{ editor, mentions: [mention(3, 3000), mention(4, 3001)] }],
    };
    const answers = {
      of: ({ port }: PortMention) => ({ ...(failing.has(port) && { failsCompose: 'program' }) }),
    };
    marks = new ComposeMarks(visible as unknown as VisibleMentions, answers as unknown as Answers);
  });
  afterEach(() => marks.dispose());

  it('stand at the ports for which Compose will fail, and at no others', () =>
    assert.deepEqual(marked, [[3]]));

  it('follow the machine, and are left alone where nothing changed', () => {
    looked.fire();
    assert.deepEqual(marked, [[3]]);
    failing = new Set([3001]);
    looked.fire();
    failing = new Set();
    looked.fire();
    assert.deepEqual(marked, [[3], [4], []]);
  });

  it('are set anew once the text was edited', () => {
    document.version = 2;
    looked.fire();
    assert.deepEqual(marked, [[3], [3]]);
  });
});
