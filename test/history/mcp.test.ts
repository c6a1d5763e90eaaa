/** The MCP server as it is shipped, asked for what happened, from the same files. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_BYTES } from '../../src/core/tools/cap';
import { toolsFor } from '../../src/core/tools/definitions';
import { thisPlace, thisRecorder, writeRecorder } from '../../src/node/history/recorderFile';
import { sqlite } from '../../src/node/history/sqlite';
import { startProgram, stopPrograms, tcpServer } from '../integration/programs';
import { type Agent, type Connection, connectAgent } from '../mcp/agent';
import { SERVER } from '../mcp/server';
import { skipWithReason } from '../skip';
import { connection, listener, madeHistory, type MadeHistory, seen } from './madeHistory';

const MINUTE = 60_000;
const AGREED = { action: 'accept', content: { end: true } } as const;

interface Told {
  readonly events: readonly { readonly event: string; readonly text: string }[];
  readonly omitted?: number;
  readonly connections: string;
}

describe('the MCP server, of what happened', () => {
  const open: Agent[] = [];
  let made: MadeHistory;

  before(function () {
    if (sqlite() === undefined) skipWithReason(this, `Node ${process.version} has no node:sqlite`);
  });

  beforeEach(() => {
    made = madeHistory();
    const now = Date.now();
    made.add([
      listener(3000, seen('node', 4242), now - 50 * MINUTE, now - 20 * MINUTE),
      listener(3000, seen('vite', 4310), now - 19 * MINUTE),
      connection([3000, 51_000], seen('vite', 4310), now - 5 * MINUTE, now - 4 * MINUTE),
    ]);
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ client }) => client.close()));
    await stopPrograms();
    made.remove();
  });

  async function agent(
    args: readonly string[],
    { flags = [], folder = made.folder, ...how }: Connection & { flags?: string[]; folder?: string } = {},
  ): Promise<Agent> {
    const command = [process.execPath, ...flags, SERVER, ...args];
    const connected = await connectAgent({ ...how, command, env: { NETSTAT_HISTORY_FOLDER: folder } });
    open.push(connected);
    return connected;
  }

  async function ask({ call }: Agent, input: object): Promise<Told> {
    const { text, isError, structured } = await call('get_network_history', input);
    assert.equal(isError, false, text);
    assert.deepEqual(structured, JSON.parse(text), 'programs are told the same as models');
    return JSON.parse(text) as Told;
  }

  /** A process records, as far as others can tell. */
  const recorded = (recorder = thisRecorder()): void => {
    writeRecorder(made.folder, thisPlace(), recorder);
  };

  const actions = (): number =>
    Number(made.database.prepare('SELECT count(*) AS count FROM actions').get()?.['count']);

  /** Ends a program by the server, with its user's consent. @returns its port */
  async function freed({ call }: Agent): Promise<number> {
    const { told } = await startProgram(tcpServer('127.0.0.1'));
    const { text } = await call('free_port', { port: told.port });
    assert.match(text, /: ended/);
    return told.port;
  }

  it('offers the tool only with an argument of its own, and writes nothing without', async () => {
    const connected = await agent([], { answer: AGREED });
    const { tools } = await connected.client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      toolsFor(false).map(({ name }) => name),
    );
    await freed(connected);
    assert.equal(actions(), 0);
    const allowed = await (await agent(['--history'])).client.listTools();
    assert.deepEqual(
      allowed.tools.map(({ name }) => name),
      toolsFor(true).map(({ name }) => name),
    );
  });

  it('tells what windows recorded, the newest first, in a span', async () => {
    for (const argument of ['--history', '--history=read']) {
      const connected = await agent([argument]);
      const { events } = await ask(connected, { port: 3000 });
      assert.deepEqual(
        events.map(({ event }) => event),
        ['closed', 'opened', 'taken', 'ended', 'began'],
        argument,
      );
      assert.match(events[2]?.text ?? '', /vite \(4310\)/);
      assert.equal((await ask(connected, { port: 3000, span: '10m' })).events.length, 2);
      assert.deepEqual((await ask(connected, { port: 3001 })).events, []);
      assert.match(
        (await connected.call('get_network_history', { span: 'soon' })).text,
        /must be such as 10m/,
      );
    }
  });

  it('sees what is recorded meanwhile', async () => {
    const connected = await agent(['--history=read']);
    assert.equal((await ask(connected, { port: 9 })).events.length, 0);
    made.add([listener(9, seen('late', 9), Date.now())]);
    assert.equal((await ask(connected, { port: 9 })).events.length, 1);
  });

  it('is never too long, and counts what it leaves out', async () => {
    const start = Date.now() - MINUTE;
    made.add(
      Array.from({ length: 700 }, (_, index) =>
        listener(80, seen(`server${index}`, index + 1), start + index, start + index),
      ),
    );
    const { call } = await agent(['--history']);
    const { text } = await call('get_network_history', { port: 80, limit: 500 });
    assert.ok(Buffer.byteLength(text) <= MOST_BYTES);
    const { events, omitted } = JSON.parse(text) as Told;
    assert.equal(events.length + (omitted ?? 0), 1_400);
  });

  it('writes what it ended there, as an agent’s, where it may and somebody records', async () => {
    recorded();
    const connected = await agent(['--history'], { answer: AGREED });
    await freed(connected);
    assert.equal(actions(), 1);
    const { deed, actor } = made.database.prepare('SELECT deed, actor FROM actions').get() ?? {};
    assert.match(String(deed), /"signal":"SIGTERM"/);
    assert.equal(actor, 1);
    const { events } = await ask(connected, { span: '1m' });
    assert.ok(
      events.some(({ event, text }) => event === 'action' && /by an agent/.test(text)),
      JSON.stringify(events),
    );
    await freed(await agent(['--history=read'], { answer: AGREED }));
    assert.equal(actions(), 1);
  });

  it('writes nothing where nobody records: it does not know whether anything is to be kept', async () => {
    const connected = await agent(['--history'], { answer: AGREED });
    await freed(connected);
    assert.equal(actions(), 0);
    const folder = join(made.folder, 'none');
    await freed(await agent(['--history'], { folder, answer: AGREED }));
    assert.ok(!existsSync(folder));
    recorded({ ...thisRecorder(), startTime: 1 });
    await freed(connected);
    assert.equal(actions(), 0);
    recorded();
    await freed(connected);
    assert.equal(actions(), 1);
  });

  it('makes no file to be asked', async () => {
    const folder = join(made.folder, 'none');
    const told = await ask(await agent(['--history=read'], { folder }), { port: 1 });
    assert.match(JSON.stringify(told), /Nothing was recorded/);
    assert.ok(!existsSync(folder));
  });

  it('says which Node it needs', async () => {
    const { call } = await agent(['--history'], { flags: ['--no-experimental-sqlite'] });
    const { text, isError } = await call('get_network_history', { port: 3000 });
    assert.ok(isError);
    assert.match(text, /takes Node 22\.13 or later, for its SQLite, and this runs on Node v\d+/);
  });
});
