/*
 * Gives the pid of a process that ends to another one, again and again, as the first process's child in a pid namespace
 * of its own. A round, told on stdin and stdout:
 *
 *   it prints "PID INODE DELAY\n": a process that holds a socket of that inode, and ends DELAY microseconds after it
 *   is told to by a byte; another one then gets its pid, which holds no socket;
 *   it waits for a second byte, and prints "hit\n" where the other process had SIGUSR1, else "missed\n".
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t had_signal;

static void note(int signal) {
  (void)signal;
  had_signal = 1;
}

static void need(int ok, const char *what) {
  if (ok) return;
  perror(what);
  exit(2);
}

static void spin(long microseconds) {
  struct timespec begin, now;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  do clock_gettime(CLOCK_MONOTONIC, &now);
  while ((now.tv_sec - begin.tv_sec) * 1000000 + (now.tv_nsec - begin.tv_nsec) / 1000 < microseconds);
}

/* The next process gets this pid, unless a thread of somebody else takes it before. */
static pid_t fork_as(pid_t pid, int last_pid) {
  char text[16];
  int length = snprintf(text, sizeof text, "%d", (int)pid - 1);
  need(pwrite(last_pid, text, length, 0) == length, "ns_last_pid");
  pid_t child = fork();
  need(child >= 0, "fork");
  return child;
}

int main(int count, char **arguments) {
  int rounds = count > 1 ? atoi(arguments[1]) : 1;
  long longest = count > 2 ? atol(arguments[2]) : 100;
  pid_t pid = 300;
  int last_pid = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);
  need(last_pid >= 0, "ns_last_pid");
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = note;
  need(sigaction(SIGUSR1, &action, NULL) == 0, "sigaction");
  for (int round = 0; round < rounds; round++) {
    int told[2], asked[2];
    unsigned long inode;
    char byte;
    need(pipe(told) == 0 && pipe(asked) == 0, "pipe");
    pid_t first = fork_as(pid, last_pid);
    if (first == 0) {
      struct stat facts;
      int own = socket(AF_UNIX, SOCK_STREAM, 0);
      need(own >= 0 && fstat(own, &facts) == 0, "socket");
      inode = facts.st_ino;
      need(write(told[1], &inode, sizeof inode) == sizeof inode, "write");
      for (;;) pause();
    }
    need(read(told[0], &inode, sizeof inode) == sizeof inode, "read");
    long delay = longest > 0 ? random() % longest : 0;
    printf("%d %lu %ld\n", (int)first, inode, delay);
    fflush(stdout);
    need(read(STDIN_FILENO, &byte, 1) == 1, "begin");
    spin(delay);
    kill(first, SIGKILL);
    need(waitpid(first, NULL, 0) == first, "waitpid");
    had_signal = 0;
    pid_t second = fork_as(first, last_pid);
    if (second == 0) {
      /* Until the parent lets go: what was sent by then is here. */
      close(asked[1]);
      while (read(asked[0], &byte, 1) < 0);
      _exit(had_signal);
    }
    need(read(STDIN_FILENO, &byte, 1) == 1, "end");
    int status;
    close(asked[1]);
    need(waitpid(second, &status, 0) == second, "waitpid");
    int hit = second == first && !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    printf("%s\n", second != first ? "other" : hit ? "hit" : "missed");
    fflush(stdout);
    close(told[0]), close(told[1]), close(asked[0]);
    pid = first < 30000 ? first + 1 : 300;
  }
  return 0;
}
