import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { listeningPorts } from '../../core/query/listeningPorts';
import { answer, type ReadingTool } from '../../core/tools/answer';
import { type ToolDefinition, toolNamed, TOOLS } from '../../core/tools/definitions';
import { readInput, ToolError } from '../../core/tools/input';
import type { Kill } from '../kill/register';
import { type Disposable, DisposableStore } from '../lifetime';
import { type SharedEngine, using } from '../sharedEngine';

/** Registers the tools that agents in VS Code can call. `free_port` asks in a dialog, however calls are approved. */
export function registerTools(engine: SharedEngine, kill: Kill): Disposable {
  const disposables = new DisposableStore();
  for (const tool of TOOLS) {
    disposables.add(
      vscode.lm.registerTool<object>(tool.name, {
        prepareInvocation: () => ({ invocationMessage: l10n.t('Asking Netstat: {0}', tool.title) }),
        invoke: async ({ input }) => {
          const text = await using(engine, () => answerOf(tool, input, engine, kill));
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
        },
      }),
    );
  }
  return disposables;
}

function answerOf(tool: ToolDefinition, input: unknown, engine: SharedEngine, kill: Kill): Promise<string> {
  return tool.name === 'free_port' ? freePort(input, engine, kill) : answer(tool.name, input, engine);
}

/** Asks the user, ends the owner, and tells what the port is then. */
async function freePort(input: unknown, engine: SharedEngine, kill: Kill): Promise<string> {
  const definition = toolNamed('free_port');
  if (definition === undefined) throw new ToolError('There is no tool "free_port".');
  const { port, transport = 'tcp' } = readInput(definition, input);
  const ports = async (): Promise<ReturnType<typeof listeningPorts>> =>
    listeningPorts(await engine.scan('inet', true)).filter(
      (row) => row.port === port && row.transport === transport,
    );
  const before = await ports();
  if (before.some(({ leader }) => leader !== undefined)) await kill(before);
  const after = await ports();
  const explained: ReadingTool = 'explain_port';
  return JSON.stringify({
    port,
    transport,
    outcome: outcomeOf(
      before.length,
      before.some(({ leader }) => leader !== undefined),
      after.length,
    ),
    now: JSON.parse(await answer(explained, { port, transport }, engine)) as unknown,
  });
}

function outcomeOf(before: number, isOwned: boolean, after: number): string {
  if (before === 0) return 'nothing was ended: nobody listened on the port';
  if (!isOwned) return 'nothing was ended: the owner is not known, see why below';
  return after === 0
    ? 'nobody listens on the port any more'
    : 'the port is still listened on: the user declined, or it was taken again';
}
