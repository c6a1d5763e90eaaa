import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { type ListeningPort, listeningPorts } from '../../core/query/listeningPorts';
import { answer, type ReadingTool } from '../../core/tools/answer';
import { capped } from '../../core/tools/cap';
import { type ToolDefinition, toolNamed, TOOLS } from '../../core/tools/definitions';
import { whyNotOffered } from '../../core/tools/freePort';
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
          return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(capped(text))]);
        },
      }),
    );
  }
  return disposables;
}

function answerOf(tool: ToolDefinition, input: unknown, engine: SharedEngine, kill: Kill): Promise<string> {
  return tool.name === 'free_port' ? freePort(input, engine, kill) : answer(tool.name, input, engine);
}

/** Asks the user, ends the owner, and tells what the port is then. What others rely on is not even asked about. */
export async function freePort(input: unknown, engine: SharedEngine, kill: Kill): Promise<string> {
  const definition = toolNamed('free_port');
  if (definition === undefined) throw new ToolError('There is no tool "free_port".');
  const { port, transport = 'tcp' } = readInput(definition, input);
  const ports = async (): Promise<ListeningPort[]> =>
    listeningPorts(await engine.scan('inet', true)).filter(
      (row) => row.port === port && row.transport === transport,
    );
  const outcome = await ended(await ports(), ports, engine, kill);
  const explained: ReadingTool = 'explain_port';
  const now = JSON.parse(await answer(explained, { port, transport }, engine)) as unknown;
  return JSON.stringify({ port, transport, outcome, now });
}

/** What came of the wish, in words for a model. */
async function ended(
  before: readonly ListeningPort[],
  look: () => Promise<readonly ListeningPort[]>,
  engine: SharedEngine,
  kill: Kill,
): Promise<string> {
  const [first] = before;
  if (first === undefined) return 'nothing was ended: nobody listened on the port';
  const owners = before.flatMap((row) => row.owners);
  if (owners.length === 0) return 'nothing was ended: the owner is not known, see why below';
  const refusal = await whyNotOffered(first.port, owners, engine);
  if (refusal !== undefined) return `nothing was ended: ${refusal}`;
  await kill(before);
  return (await look()).length === 0
    ? 'nobody listens on the port any more'
    : 'the port is still listened on: the user declined, or it was taken again';
}
