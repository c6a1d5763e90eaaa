import assert from 'node:assert/strict';
import { changeSince, type Looked } from '../../../../src/core/containers/stopCheck';
import type { ContainerNow } from '../../../../src/core/model/container';
import type { Kept } from '../../../../src/core/ports/keptBy';
import { container, GONE, now, OTHER } from '../../keptContainers';

const QUESTION = { port: 3000, transport: 'tcp' } as const;
const KEPT: Kept = { container: container(), by: 'published', sharers: [] };

function valueOf(answer: ReturnType<typeof now>): ContainerNow {
  return answer.outcome === 'ok' ? answer.value : assert.fail(answer.outcome);
}

describe('what changed while a question whether to stop a container was open', () => {
  const change = (again: Partial<Looked>, asked = valueOf(now())): string | undefined =>
    changeSince({ kept: KEPT, now: asked }, { kept: KEPT, now: now(), ...again }, QUESTION);

  it('is nothing where it is the same container, started once, with the same port', () => {
    assert.equal(change({}), undefined);
  });

  const changes: readonly (readonly [string, Partial<Looked>, string])[] = [
    ['it is deleted', { now: GONE, kept: undefined }, 'ended'],
    ['it has ended', { now: now({ isRunning: false }), kept: undefined }, 'ended'],
    ['another has the port', { kept: { ...KEPT, container: container({ id: OTHER }) } }, 'replaced'],
    ['the engine tells of another', { now: now({ id: OTHER }) }, 'replaced'],
    ['it was started anew', { now: now({ startedAt: '2026-01-02T03:04:06Z' }) }, 'restarted'],
    ['it does not run here', { now: now({}, false) }, 'elsewhere'],
    ['it publishes the port no more', { now: now({ ports: [] }) }, 'port'],
    ['nobody is certain to have it', { kept: undefined }, 'port'],
    ['its engine is silent', { now: { outcome: 'slow' } }, 'unknown'],
  ];
  for (const [name, again, kind] of changes) {
    it(`is seen where ${name}`, () => assert.equal(change(again), kind));
  }

  it('is not told where the start is not: then nothing is stopped', () => {
    const { startedAt: _, ...details } = valueOf(now()).details;
    const asked = { details, isHere: true };
    assert.equal(change({ now: { outcome: 'ok', value: asked } }, asked), 'restarted');
  });
});
