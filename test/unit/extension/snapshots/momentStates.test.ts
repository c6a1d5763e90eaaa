import assert from 'node:assert/strict';
import '../fakeVscode';
import type { HistoryEntry, HistoryGap } from '../../../../src/core/model/history';
import { momentStates } from '../../../../src/extension/snapshots/momentStates';
import { at, exactly, listener, PLACE } from '../../historyEntries';
import { FakeEngine } from '../fakeEngine';

const MOMENT = at('14:00:00');

describe('the sockets of a moment of the history', () => {
  let engine: FakeEngine;
  let kept: readonly HistoryEntry[];
  beforeEach(() => {
    kept = [];
    engine = new FakeEngine();
    engine.historyStatusNow = {
      ...{ record: 'listeners', recorder: 'this', bytes: 1, entries: 1, revision: 1 },
      since: at('13:00:00'),
    };
    engine.onHistory = ({ kinds }) => ({ entries: kept.filter(({ kind }) => kinds?.includes(kind)) });
    engine.onHistoryStates = (takenAt) => ({ takenAt, sockets: 0, text: '\tpast\n' });
  });

  const gap = (why: HistoryGap['why']): HistoryGap => {
    return { id: 1, place: PLACE, kind: 'gap', why, from: at('13:50:00'), to: at('14:10:00') };
  };

  it('are what was recorded then', async () => {
    kept = [gap('lost'), gap('unheard')];
    assert.equal((await momentStates(engine, MOMENT)).takenAt, MOMENT);
    assert.equal(engine.consumers, 0);
  });

  it('are not known where nobody looked', async () => {
    for (const why of ['ended', 'sleep'] as const) {
      kept = [gap(why)];
      await assert.rejects(
        momentStates(engine, MOMENT),
        /nobody knows what was open then: nothing was recorded from/,
      );
    }
    kept = [];
    await assert.rejects(momentStates(engine, at('12:59:00')), /does not reach back/);
  });

  it('are not known since recording ended', async () => {
    engine.historyStatusNow = { ...engine.historyStatusNow, record: 'off', recorder: 'none' };
    kept = [listener({ closed: exactly('13:59:00'), ending: 'unwatched' })];
    await assert.rejects(momentStates(engine, MOMENT), /nothing is recorded since/);
    assert.equal((await momentStates(engine, at('13:58:00'))).takenAt, at('13:58:00'));
  });
});
