import assert from 'node:assert/strict';
import '../../fakeVscode';
import { shownRemote } from '../../../../../src/extension/views/tree/remoteName';

describe('the name of the remote beside the title of a view', () => {
  const own = new Set(['localhost', '::1', 'build-7', '192.0.2.2', 'fe80::1']);

  it('is what VS Code calls a remote of another machine', () => {
    for (const remote of [
      'ssh-remote',
      'wsl',
      'dev-container',
      'codespaces',
      '192.0.2.3:8000',
      'example.org:8000',
    ])
      assert.equal(shownRemote(remote, own), remote);
  });

  it('is nothing in a window that is not remote', () => assert.equal(shownRemote(undefined, own), ''));

  it('is nothing where it is an address or a name of this machine', () => {
    for (const remote of [
      '127.0.0.1:37881',
      '127.0.1.1',
      'localhost:8000',
      '[::1]:8000',
      '192.0.2.2:8000',
      'Build-7:80',
    ])
      assert.equal(shownRemote(remote, own), '', remote);
  });
});
