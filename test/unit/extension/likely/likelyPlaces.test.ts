/** Place by place: what each that tells of a socket says of an owner that is likely, and who must not go by it. */
import { said } from '../fakeVscode';
import { NAMES, QUESTION, Scene } from '../ports/portScene';
import assert from 'node:assert/strict';
import { statesText } from '../../../../src/core/compare/comparedStates';
import type { LikelyOwner } from '../../../../src/core/model/likelyOwner';
import { explain } from '../../../../src/core/ports/explainPort';
import { portEvent, serversOn } from '../../../../src/core/ports/portWatch';
import { compileFilter } from '../../../../src/core/query/filter/compile';
import { allRows } from '../../../../src/core/query/page/selectedRows';
import { answer } from '../../../../src/core/tools/answer';
import { pickProcess } from '../../../../src/extension/debug/pickProcess';
import { hintLabel } from '../../../../src/extension/editor/hintLabel';
import { portAnswer } from '../../../../src/extension/editor/mentionAnswers';
import { answersTo } from '../../../../src/extension/find/findItems';
import { answerOf } from '../../../../src/extension/kill/killAnswers';
import { serverNames } from '../../../../src/extension/portNames';
import { portReport } from '../../../../src/extension/ports/portReport';
import { newsText, stateText } from '../../../../src/extension/watch/watchTexts';
import { filterOf } from '../../core/query/filter/machine';
import type { TrafficKind } from '../../../../src/core/model/traffic';
import { type Told, tell } from '../traffic/tellings';
import { LIKELY_SITUATIONS } from '../../likelySituations';
import { type MadeSocket, process } from '../../snapshots';

/** The process is seen, is this window's, and is none that the socket is known to be of. */
const SSHD = process({ pid: 812, startTime: 90, uid: 0, comm: 'sshd', isMine: true });

const listening = (likelyOwner: LikelyOwner): Scene => sceneOf({ uid: 0, likelyOwner });
/** The port is the end of a connection alone. */
const connected = (likelyOwner: LikelyOwner): Scene =>
  sceneOf({ uid: 0, state: 1, remote: ['10.0.0.9', 443], likelyOwner });

function sceneOf(socket: MadeSocket): Scene {
  return new Scene({ sockets: [{ inode: 7, ...socket }], owners: [SSHD] });
}

function found({ machine }: Scene): string {
  const items = answersTo(String(QUESTION.port), machine, NAMES);
  return items.map(({ label, description, detail }) => [label, description, detail].join(' ')).join('\n');
}

function news({ machine, listeners }: Scene): string {
  const nobody = { inodes: [], leaders: [], likely: [] };
  const now = { inodes: [7], ...serversOn(listeners, QUESTION) };
  const told = [portEvent(nobody, now), portEvent(now, nobody)].map((event) =>
    event === undefined ? assert.fail('no news') : newsText({ watched: QUESTION, event }, machine),
  );
  return [...told, stateText(now, machine)].join('\n');
}

async function messages(run: () => Promise<unknown>): Promise<string> {
  said.length = 0;
  await run();
  return said.join('\n');
}

async function onPage(owner: LikelyOwner, kind: TrafficKind, place: keyof Told): Promise<string> {
  const { engine, machine } = kind === 'listeners' ? listening(owner) : connected(owner);
  return (await tell(machine, { engine, names: NAMES }, [kind]))[place].join('\n');
}

/** What a place says. */
const PLACES: Readonly<Record<string, (owner: LikelyOwner) => string | Promise<string>>> = {
  'Find Port Owner': (owner) => found(listening(owner)),
  'Find Port Owner, of the end of a connection': (owner) => found(connected(owner)),
  'Why Is This Port Busy?': async (owner) => portReport(await explain(QUESTION, listening(owner).engine)),
  'Why Is This Port Busy?, of the end of a connection': async (owner) =>
    portReport(await explain(QUESTION, connected(owner).engine)),
  'the message on a port in use': async (owner) => (await listening(owner).notification()).text,
  'a hint': (owner) => hintLabel(portAnswer(QUESTION, listening(owner).listeners), undefined),
  'a list of ports': (owner) =>
    listening(owner)
      .listeners.map((port) => serverNames(port, undefined).join(' '))
      .join(),
  'the answer after a kill, where the port was taken over': (owner) => {
    const ports = [{ ...QUESTION, kind: 'taken', holders: listening(owner).listeners } as const];
    return answerOf({ results: [], ports, signal: 'SIGTERM' }).text;
  },
  'a watched port': (owner) => news(listening(owner)),
  'Free Port': (owner) => messages(() => listening(owner).command()),
  'compared snapshots': (owner) => statesText(allRows(listening(owner).machine)),
  'the tool list_listening_ports': (owner) => answer('list_listening_ports', {}, listening(owner).engine),
  'the tool list_connections': (owner) => answer('list_connections', {}, connected(owner).engine),
  'the chat’s find_port_owner': async (owner) =>
    JSON.stringify(await listening(owner).chat('find_port_owner')),
  'the same of the end of a connection': async (owner) =>
    JSON.stringify(await connected(owner).chat('find_port_owner')),
  'the chat’s explain_port': async (owner) => JSON.stringify(await listening(owner).chat('explain_port')),
  'the chat’s free_port': async (owner) => String((await listening(owner).chat('free_port'))['outcome']),
  'MCP’s free_port': (owner) => listening(owner).mcp(),
  ...Object.fromEntries(
    (['listeners', 'connections'] as const).flatMap((kind) =>
      (['cells', 'copy', 'csv', 'json', 'details', 'nodes'] as const).map((place) => [
        `Traffic’s ${place} of ${kind}`,
        (owner: LikelyOwner) => onPage(owner, kind, place),
      ]),
    ),
  ),
};

describe('an owner that is likely', () => {
  for (const [situation, { owner, units, process: program }] of Object.entries(LIKELY_SITUATIONS)) {
    for (const [place, tell] of Object.entries(PLACES)) {
      it(`is named, and marked, by ${place}: ${situation}`, async () => {
        const text = await tell(owner);
        for (const unit of units) assert.ok(text.includes(unit), text);
        assert.equal(/\bsshd\b/.test(text), program !== undefined, text);
        assert.match(text, /likely|probably|~/i);
        assert.doesNotMatch(text, /held by|unknown owner|owner is (?!not known)/i);
      });
    }

    it(`is found by its unit and its process: ${situation}`, () => {
      const { machine } = listening(owner);
      const rows = (question: string): number =>
        answersTo(question, machine, NAMES).filter(({ port }) => port !== undefined).length;
      for (const unit of units) assert.equal(rows(unit), 1);
      assert.equal(rows('sshd'), program === undefined ? 0 : 1);
      assert.equal(rows('pid 812'), program === undefined ? 0 : 1);
    });

    it(`is nobody’s target, this window’s, or a process that is known to listen: ${situation}`, async () => {
      const scene = listening(owner);
      await scene.command();
      await scene.task('free');
      await scene.chat('free_port');
      assert.equal(scene.asked, undefined);
      assert.match(await scene.mcp(), /^nothing was ended: /);
      assert.equal(compileFilter(filterOf('mine:'), scene.machine).inet(0), false);
      scene.engine.processes = async () => [SSHD];
      const picked = await messages(() => pickProcess(scene.engine));
      assert.match(picked, /^sshd 812 · 0$/);
    });
  }
});
