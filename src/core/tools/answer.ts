import type { Engine } from '../model/engine';
import { scanAsked } from './askedNamespace';
import { cappedJson, quotedInput } from './cap';
import { type ToolName, toolNamed } from './definitions';
import { elsewhereFacts } from './elsewhereFacts';
import { networkHistory } from './historyTool';
import { readInput, ToolError, type ToolInput } from './input';
import { networkOverview } from './overview';
import { explainPortToModel, findPortOwner } from './portAnswers';
import { passing, unseenFacts, unseenPorts } from './publishedFacts';
import { filterIn, listConnections, listListeningPorts } from './socketAnswers';

/**
 * The tools that leave the machine as it is, and tell how it is now; `free_port` asks the user, which each front end does in
 * its own way.
 */
export type ReadingTool = Exclude<ToolName, 'free_port' | 'get_network_history'>;

/**
 * What a tool answers, as JSON that is never too long.
 * @param input the arguments as the model gave them
 * @throws {ToolError} where the call is wrong, with what would be right
 */
export async function answer(name: ReadingTool, input: unknown, engine: Engine): Promise<string> {
  return cappedJson(await factsFor(name, input, engine));
}

async function factsFor(name: ReadingTool, input: unknown, engine: Engine): Promise<object> {
  const values = valuesFor(name, input);
  switch (name) {
    case 'list_listening_ports': {
      const { snapshot, isOwn, said } = await scanAsked(engine, 'listening', values);
      const facts = { ...said, ...listListeningPorts(snapshot, values) };
      if (!isOwn) return facts;
      const unseen = unseenPorts(snapshot, passing(filterIn(values), snapshot));
      const told = { ...facts, ...unseenFacts(unseen) };
      return facts.listeners.length > 0
        ? told
        : { ...told, ...(await elsewhereFacts(engine, values, snapshot)) };
    }
    case 'find_port_owner':
      return findPortOwner(engine, values);
    case 'list_connections': {
      const { snapshot, isOwn, said } = await scanAsked(engine, 'inet', values);
      const facts = { ...said, ...listConnections(snapshot, values) };
      return facts.sockets.length > 0 || !isOwn
        ? facts
        : { ...facts, ...(await elsewhereFacts(engine, values, snapshot)) };
    }
    case 'explain_port':
      return explainPortToModel(engine, values);
    case 'get_network_overview':
      return networkOverview(engine);
  }
}

/**
 * What `get_network_history` answers, in the same way.
 * @param now milliseconds since 1970
 */
export async function historyAnswer(
  input: unknown,
  engine: Pick<Engine, 'history'>,
  now: number,
): Promise<string> {
  return cappedJson(await networkHistory(engine, valuesFor('get_network_history', input), now));
}

function valuesFor(name: ToolName, input: unknown): ToolInput {
  const definition = toolNamed(name);
  if (definition === undefined) throw new ToolError(`There is no tool ${quotedInput(name)}.`);
  return readInput(definition, input);
}
