import assert from 'node:assert/strict';
import { likelyProgram, shortContainer, shownUnit } from '../../../../src/core/units/shownUnit';

describe('names of units', () => {
  it('are shown as their authors wrote them', () => {
    assert.equal(
      shownUnit(String.raw`systemd-fsck@dev-disk-by\x2duuid-1.service`),
      'systemd-fsck@dev-disk-by-uuid-1.service',
    );
  });

  it('are cleaned after they were unescaped, and cut', () => {
    assert.equal(shownUnit(String.raw`a\x0aid\x0a.service`), 'a id .service');
    assert.equal(shownUnit(String.raw`a\x1b[2J.service`), 'a<U+001B>[2J.service');
    assert.equal(shownUnit(`${'a'.repeat(250)}.service`).length, 60);
  });

  it('have programs with cleaned names', () => {
    assert.equal(likelyProgram({ pid: 1, startTime: 1, program: 'ss\u202ehd' }), 'ss<U+202E>hd');
  });

  it('have containers with the id that docker ps shows, or their name', () => {
    assert.equal(shortContainer({ runtime: 'docker', id: '0123456789abcdef'.repeat(4) }), '0123456789ab');
    assert.equal(shortContainer({ runtime: 'lxc', id: 'web\n1' }), 'web 1');
  });
});
