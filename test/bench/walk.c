/*
 * The kernel's floor: what reading /proc/PID/fd costs any program. `walk` reads every link once, `walk size` asks
 * for the size of every directory. CPU time is taken by the caller.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static long links(int proc, const char *path) {
  int fd = openat(proc, path, O_RDONLY | O_DIRECTORY);
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  if (dir == NULL) return 0;
  long count = 0;
  for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
    char link[64];
    if (isdigit((unsigned char)entry->d_name[0]) && readlinkat(fd, entry->d_name, link, sizeof link) > 0) count++;
  }
  closedir(dir);
  return count;
}

int main(int argc, char **argv) {
  (void)argv;
  DIR *proc = opendir("/proc");
  if (proc == NULL) return 1;
  long count = 0;
  for (struct dirent *entry; (entry = readdir(proc)) != NULL;) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    char path[300];
    struct stat size;
    snprintf(path, sizeof path, "%s/fd", entry->d_name);
    if (argc == 1) count += links(dirfd(proc), path);
    else if (fstatat(dirfd(proc), path, &size, 0) == 0) count += size.st_size;
  }
  closedir(proc);
  printf("%ld\n", count);
  return 0;
}
