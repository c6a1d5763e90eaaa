import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { editorProcesses } from '../../core/kill/editorProcesses';
import type { EndPlanned } from '../../core/ports/freePort';
import { answer } from '../../core/tools/answer';
import { capped } from '../../core/tools/cap';
import { type ToolDefinition, TOOLS } from '../../core/tools/definitions';
import { freeBy, freedAnswer } from '../../core/tools/freePortTool';
import { questionIn, readInput } from '../../core/tools/input';
import { engineSettings } from '../containers/engineSettings';
import { type Disposable, DisposableStore } from '../lifetime';
import { type SharedEngine, using } from '../sharedEngine';

/** What tools need. */
export interface ToolDependencies {
  readonly engine: SharedEngine;
  /** The extension host's: what it stands on is never ended. */
  readonly ownPid: number;
  /** Ends processes once the user has agreed in a dialog. */
  readonly end: EndPlanned;
}

/** Registers the tools that agents in VS Code can call. `free_port` asks in a dialog, however calls are approved. */
export function registerTools(dependencies: ToolDependencies): Disposable {
  const disposables = new DisposableStore();
  for (const tool of TOOLS) {
    disposables.add(
      vscode.lm.registerTool<object>(tool.name, {
        prepareInvocation: () => ({ invocationMessage: l10n.t('Asking Netstat: {0}', tool.title) }),
        invoke: async ({ input }) => {
          const text = await using(dependencies.engine, () => answerOf(tool, input, dependencies));
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(capped(text))]);
        },
      }),
    );
  }
  return disposables;
}

async function answerOf(
  tool: ToolDefinition,
  input: unknown,
  { engine, ownPid, end }: ToolDependencies,
): Promise<string> {
  if (tool.name !== 'free_port') return answer(tool.name, input, engine);
  const question = questionIn(readInput(tool, input));
  return freedAnswer(
    question,
    await freeBy(end, question, engine, await editorProcesses(engine, ownPid), engineSettings()),
    engine,
  );
}
