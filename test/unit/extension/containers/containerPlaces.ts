/** Each place that tells of a port, asked for its text of a scene. Import it before what imports `vscode`. */
import { NAMES, QUESTION, type Scene } from '../ports/portScene';
import assert from 'node:assert/strict';
import { compareStates } from '../../../../src/core/compare/compare';
import { statesText } from '../../../../src/core/compare/comparedStates';
import { USUAL_ENGINES } from '../../../../src/core/model/container';
import { explain } from '../../../../src/core/ports/explainPort';
import { type PortEvent, type Servers, serversOn } from '../../../../src/core/ports/portWatch';
import { print } from '../../../../src/core/print/print';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { rowsOf } from '../../../../src/core/query/page/pageSources';
import { answer } from '../../../../src/core/tools/answer';
import { detailsText } from '../../../../src/extension/details/detailsText';
import { hintLabel } from '../../../../src/extension/editor/hintLabel';
import { portAnswer } from '../../../../src/extension/editor/mentionAnswers';
import { answersTo } from '../../../../src/extension/find/findItems';
import { portItems } from '../../../../src/extension/ports/choosePort';
import { portReport } from '../../../../src/extension/ports/portReport';
import { portRow, type PortRow } from '../../../../src/extension/views/listeningPorts/portRows';
import { newsText, stateText } from '../../../../src/extension/watch/watchTexts';
import { PortFreeing } from '../../../../src/node/mcp/freePort';
import { type Told, tell } from '../traffic/tellings';
import { fakeEtc } from '../../node/engineOn';
import { environmentOn } from '../../node/environmentOn';
import { FakeReader } from '../../node/fakeReader';
import { rulePorts } from '../../../../src/core/ports/rulePorts';

/** The row of the port in Listening Ports, where somebody listens or packet rules alone hand it on. */
export function rowOf({ listeners, machine, engine }: Scene): PortRow {
  const [port] = [...listeners, ...rulePorts(machine, listeners)];
  assert.ok(port);
  return portRow(port, { engine, names: NAMES, roots: { of: () => [] }, snapshot: () => machine });
}

export async function tooltipOf(row: PortRow): Promise<string> {
  const tooltip = (await row.tooltip?.()) ?? [];
  return tooltip
    .flatMap(({ heading = '', fields }) => [
      heading,
      ...fields.map((field) => field.filter(Boolean).join(': ')),
    ])
    .join('\n');
}

export function found({ machine }: Scene, question: string): string {
  return answersTo(question, machine, NAMES)
    .map(({ label, description, detail }) => [label, description, detail].join(' '))
    .join('\n');
}

function details({ machine }: Scene): string {
  const row = rowsOf('connections', { ...machine, scope: 'all' }).row(0);
  const facts = {
    snapshot: machine,
    names: NAMES,
    roots: { of: () => [] },
    sockets: [{ row, isGone: false, told: {} }],
    origins: [],
    served: [],
  };
  return detailsText({ id: 'x', title: 'Details', sockets: [row], owners: row.owners }, facts);
}

/** Somebody who serves the watched port, before or after. */
function ends({ listeners }: Scene): { readonly now: Servers; readonly before: Servers } {
  const servers = serversOn(listeners, QUESTION);
  return { now: servers, before: servers };
}

function news({ machine }: Scene, event: PortEvent): string {
  return newsText({ watched: QUESTION, event }, machine);
}

function printed({ machine }: Scene, format: 'json' | 'csv'): Promise<string> {
  const how = { format, numeric: true };
  return print(allRows(machine), how, environmentOn(new FakeReader(), fakeEtc()), {
    containers: machine.containers ?? [],
  });
}

function compared({ machine }: Scene): string {
  const { opened } = compareStates('', statesText(allRows(machine), machine.containers));
  return opened.map(({ owners }) => owners).join();
}

function onPage(place: keyof Told): (scene: Scene) => Promise<string> {
  return async ({ machine, engine }) =>
    (await tell(machine, { engine, names: NAMES }, ['listeners', 'containers']))[place].join('\n');
}

/** What a place says. */
export const PLACES: Readonly<Record<string, (scene: Scene) => string | undefined | Promise<string>>> = {
  'a row': (scene) => rowOf(scene).label,
  'a row, as it is spoken': (scene) => rowOf(scene).spoken,
  'its tooltip': (scene) => tooltipOf(rowOf(scene)),
  'Show Details': details,
  'a hint': ({ listeners, machine }) =>
    hintLabel(portAnswer(QUESTION, listeners, machine.containers), undefined),
  'a list of ports': ({ machine }) =>
    portItems(machine)
      .map(({ label, description }) => `${label} ${description}`)
      .join('\n'),
  'the message on a port in use': async (scene) => (await scene.notification()).text,
  'a watched port': ({ listeners, machine }) =>
    stateText(
      { inodes: listeners.length === 0 ? [] : [5000], ...serversOn(listeners, QUESTION) },
      machine,
      QUESTION,
      machine.containers,
    ),
  'the message that a watched port opened': (scene) => news(scene, { kind: 'opened', ...ends(scene) }),
  'the message that a watched port closed': (scene) => news(scene, { kind: 'closed', ...ends(scene) }),
  'the message that a watched port changed hands': (scene) =>
    news(scene, { kind: 'changedHands', ...ends(scene) }),
  'the hover of a hint': (scene) => scene.hover(),
  'rows as JSON': (scene) => printed(scene, 'json'),
  'rows as CSV': (scene) => printed(scene, 'csv'),
  'a comparison of snapshots': compared,
  'the tool list_listening_ports': ({ engine }) => answer('list_listening_ports', {}, engine),
  'the tool find_port_owner': ({ engine }) => answer('find_port_owner', { port: QUESTION.port }, engine),
  'the tool list_connections': ({ engine }) => answer('list_connections', {}, engine),
  'the tool free_port': async (scene) => JSON.stringify(await scene.chat('free_port')),
  'free_port of the MCP server': (scene) => scene.mcp(),
  'free_port of the MCP server, where the client has nobody to ask': ({ engine }) =>
    new PortFreeing(engine, USUAL_ENGINES).refuse(QUESTION),
  'the tool explain_port': ({ engine }) => answer('explain_port', { port: QUESTION.port }, engine),
  'the table of Traffic': onPage('cells'),
  'a copy of Traffic’s rows': onPage('copy'),
  'Traffic’s rows as CSV': onPage('csv'),
  'Traffic’s rows as JSON': onPage('json'),
  'details in Traffic': onPage('details'),
  'what commands get of Traffic': onPage('nodes'),
  'Find Port Owner': (scene) => found(scene, String(QUESTION.port)),
  'Why Is This Port Busy?': async ({ engine }) => portReport(await explain(QUESTION, engine)),
};
