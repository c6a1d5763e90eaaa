import assert from 'node:assert/strict';
import type { TrafficRowsQuestion, TrafficTextQuestion } from '../../../../src/core/model/traffic';
import { TrafficRows } from '../../../../src/core/traffic/trafficRows';
import { process } from '../../snapshots';
import { MadeRecorder, question, START } from './madeRecorder';

const formula = process({ pid: 42, comm: '=1+1,"x"\t' });

function textOf(
  facts: Omit<Partial<TrafficTextQuestion>, 'rows'> & { readonly rows?: Partial<TrafficRowsQuestion> },
  prepare: (rows: TrafficRows) => void = () => {},
): string {
  const recorder = new MadeRecorder();
  const rows = new TrafficRows(recorder, recorder);
  recorder.take(
    [
      {
        ...{ id: 1, state: 1, local: ['10.0.0.1', 40_000], remote: ['10.0.0.9', 443], pids: [42] },
        ...{ process: formula, received: 100, sent: 3, receivedRate: 10.6, sentRate: 0, roundTrip: 1_500 },
        ...{ firstSeen: START - 2_000, flags: 1 },
      },
      { id: 2, protocol: 'udp', state: 1, local: ['10.0.0.1', 5_000], remote: ['8.8.8.8', 53] },
    ],
    [{ id: 3, state: 7, remote: ['10.0.0.9', 80], closedAt: START - 1_000, firstSeen: START - 5_000 }],
    { step: 1_000, processes: [formula] },
  );
  prepare(rows);
  return rows.text({ of: 'rows', format: 'tsv', window: 60, ...facts, rows: question(facts.rows) }, () =>
    assert.fail('nobody asks for samples'),
  );
}

describe('rows of Traffic as a text', () => {
  it('are copied with a header, the columns in sight and whole numbers; no cell is a formula', () => {
    const columns = ['process', 'foreignAddress', 'receivedRate', 'roundTrip', 'connections'] as const;
    assert.equal(
      textOf({ rows: { columns } }),
      [
        'Process\tForeign Address\tReceived/s (B/s)\tRTT (µs)',
        `'=1+1,"x"·42\t10.0.0.9:443\t11\t1500`,
        'unknown owner (alice)\t8.8.8.8:53\t\t',
        'unknown owner (alice)\t10.0.0.9:80\t\t',
        '',
      ].join('\n'),
    );
  });

  it('are those that are chosen, in the order in which they stand', () => {
    const columns = ['foreignAddress'] as const;
    const sort = [{ column: 'foreignAddress', isDescending: false }] as const;
    const text = textOf({ ids: [1, 2], rows: { columns, sort } });
    assert.equal(text, 'Foreign Address\n8.8.8.8:53\n10.0.0.9:443\n');
    assert.equal(textOf({ rows: { columns, filter: 'port:80' } }), 'Foreign Address\n10.0.0.9:80\n');
  });

  it('keep the order that is held, and leave it as it is', () => {
    const held = { columns: ['pid'], isHeld: true } as const;
    const prepare = (rows: TrafficRows): void => void rows.answer(question(held));
    assert.equal(textOf({ rows: held }, prepare), 'PID\n42\n\n\n');
  });

  it('are CSV with all columns of the kind, which tell their units', () => {
    const [header = '', first = ''] = textOf({ format: 'csv', rows: { columns: [] } }).split('\n');
    assert.equal(
      header,
      'process,pid,user,container,protocol,localAddress,foreignAddress,state,receiveQueue,sendQueue,' +
        'receivedBytesPerSecond,sentBytesPerSecond,receivedBytes,sentBytes,roundTripMicroseconds,retransmitted,' +
        'congestionWindow,timer,ageMilliseconds,isClosed,isAtLeast,isProcessLikely',
    );
    assert.equal(
      first,
      `"'=1+1,""x""·42",42,alice,,tcp,10.0.0.1:40000,10.0.0.9:443,ESTABLISHED,0,0,11,0,100,3,1500,0,,,2000,false,true,false`,
    );
  });

  it('are JSON, where null stands for what is not known', () => {
    const rows = JSON.parse(textOf({ format: 'json' })) as Record<string, unknown>[];
    assert.equal(rows.length, 3);
    const { process: name, receivedBytes, timer, isClosed } = rows[0] ?? {};
    assert.deepEqual([name, receivedBytes, timer, isClosed], ['=1+1,"x"·42', 100, null, false]);
    assert.deepEqual([rows[1]?.['receivedBytes'], rows[2]?.['isClosed']], [null, true]);
    assert.equal(textOf({ format: 'json', rows: { filter: 'port:1' } }), '[]\n');
  });
});
