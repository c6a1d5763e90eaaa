import assert from 'node:assert/strict';
import { parseCgroup } from '../../../../src/core/procfs/cgroup';
import { parseNfConntrack } from '../../../../src/core/procfs/nfConntrack';
import { testCases } from '../../readCases';

describe('reported control groups', () => {
  testCases('cgroup', ({ in: text }) => {
    const { unit = '-', container } = parseCgroup(Buffer.from(text));
    return `unit=${unit} container=${container ? `${container.runtime}:${container.id}` : '-'}`;
  });
});

describe('reported connections of NAT', () => {
  testCases('conntrack', ({ in: text }) => {
    const { rows, issues } = parseNfConntrack(Buffer.from(text));
    const [row] = rows;
    assert.ok(row !== undefined && issues.length === 0);
    const { protocol, timeout, original, reply } = row;
    const ends = [original, reply].map((tuple) => `${tuple.source}>${tuple.destination}`);
    return `${protocol} timeout=${timeout} ${ends.join(' ')} reply packets=${reply.packets}`;
  });
});
