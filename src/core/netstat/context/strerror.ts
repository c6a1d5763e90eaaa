/** The words of glibc's strerror(3) for what opening, reading and writing files may say, and listening. */
const WORDS: Readonly<Record<string, string>> = {
  EPERM: 'Operation not permitted',
  ENOENT: 'No such file or directory',
  EINTR: 'Interrupted system call',
  EIO: 'Input/output error',
  ENXIO: 'No such device or address',
  EBADF: 'Bad file descriptor',
  EAGAIN: 'Resource temporarily unavailable',
  ENOMEM: 'Cannot allocate memory',
  EACCES: 'Permission denied',
  ENODEV: 'No such device',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EINVAL: 'Invalid argument',
  ENFILE: 'Too many open files in system',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ELOOP: 'Too many levels of symbolic links',
  ENOSPC: 'No space left on device',
  EROFS: 'Read-only file system',
  EOVERFLOW: 'Value too large for defined data type',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  ESTALE: 'Stale file handle',
};

/** An error code in words: "ENOENT" is "No such file or directory". */
export function strerror(code: string): string {
  return WORDS[code] ?? code;
}
