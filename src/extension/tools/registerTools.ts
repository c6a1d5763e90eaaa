import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { alwaysNamingEngine } from '../../core/containers/namingEngine';
import { editorProcesses } from '../../core/kill/editorProcesses';
import type { Containers } from '../../core/model/container';
import type { PortQuestion } from '../../core/model/portFacts';
import { type EndPlanned, planToFree } from '../../core/ports/freePort';
import type { Kept } from '../../core/ports/keptBy';
import { answer, historyAnswer } from '../../core/tools/answer';
import { capped } from '../../core/tools/cap';
import { type ToolDefinition, type ToolName, toolsFor } from '../../core/tools/definitions';
import { freeBy, freedAnswer } from '../../core/tools/freePortTool';
import { questionIn, readInput } from '../../core/tools/input';
import { declinedWords, goesOnWords, stoppedWords } from '../../core/tools/stopTool';
import { engineSettings } from '../containers/engineSettings';
import { type Stopping, stopInstead } from '../containers/stopContainer';
import { type Disposable, DisposableStore } from '../lifetime';
import { onDidChangeSetting, readSetting } from '../settings';
import { type SharedEngine, using } from '../sharedEngine';
import { agentSettings } from './tools.contributions';

/** What tools need. */
export interface ToolDependencies {
  readonly engine: SharedEngine;
  /** The extension host's: what it stands on is never ended. */
  readonly ownPid: number;
  /** Ends processes once the user has agreed in a dialog. */
  readonly end: EndPlanned;
}

/**
 * Registers the tools that agents in VS Code can call. `free_port` asks in a dialog, however calls are approved; what happened
 * can be asked for as long as the user allows it.
 */
export function registerTools(dependencies: ToolDependencies): Disposable {
  const disposables = new DisposableStore();
  const registered = new Map<ToolName, Disposable>();
  const follow = (): void => {
    const wanted = toolsFor(readSetting(agentSettings.history));
    for (const [name, tool] of registered) {
      if (wanted.some((each) => each.name === name)) continue;
      registered.delete(name);
      tool.dispose();
    }
    for (const tool of wanted) {
      if (!registered.has(tool.name)) registered.set(tool.name, registerTool(tool, dependencies));
    }
  };
  follow();
  disposables.add(onDidChangeSetting(agentSettings.history)(follow));
  disposables.add({ dispose: () => registered.forEach((tool) => tool.dispose()) });
  return disposables;
}

function registerTool(tool: ToolDefinition, dependencies: ToolDependencies): Disposable {
  return vscode.lm.registerTool<object>(tool.name, {
    prepareInvocation: () => ({ invocationMessage: l10n.t('Asking Netstat: {0}', tool.title) }),
    invoke: async ({ input }) => {
      const text = await using(dependencies.engine, () => answerOf(tool, input, dependencies));
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(capped(text))]);
    },
  });
}

async function answerOf(
  tool: ToolDefinition,
  input: unknown,
  { engine, ownPid, end }: ToolDependencies,
): Promise<string> {
  const engines = engineSettings();
  const asked = alwaysNamingEngine(engine, engines);
  if (tool.name === 'get_network_history') return historyAnswer(input, asked, Date.now());
  if (tool.name !== 'free_port') return answer(tool.name, input, asked);
  const question = questionIn(readInput(tool, input));
  const isOwn = await editorProcesses(engine, ownPid);
  const look = async (): Promise<Kept | undefined> =>
    (await planToFree(question, engine, isOwn, engines)).kept;
  const offerStop = async (kept: Kept): Promise<string | undefined> => {
    const stopping = await stopInstead(kept, { question, engine, engines, look });
    return stoppingWords(stopping, question, kept, await engine.containers(engines, true));
  };
  const outcome = await freeBy(end, question, engine, isOwn, engines, offerStop);
  return freedAnswer(question, outcome, asked);
}

/** What became of the offer to stop a container, for a model; nothing where its process is to be ended instead. */
function stoppingWords(
  stopping: Stopping,
  question: PortQuestion,
  kept: Kept,
  now: Containers,
): string | undefined {
  switch (stopping.kind) {
    case 'ended':
      return stoppedWords(question, stopping, now, stopping.text);
    case 'goesOn':
      return goesOnWords(kept.container);
    case 'nothing':
      return stopping.text;
    case 'declined':
      return declinedWords(kept);
    case 'endInstead':
      return undefined;
  }
}
