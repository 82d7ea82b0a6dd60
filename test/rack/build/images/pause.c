// The process that holds a pod's namespaces: it sleeps, reaps what the pod's containers orphan, and ends when told to.
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal) {
  (void)signal;
  _exit(0);
}

static void reap(int signal) {
  (void)signal;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}

int main(void) {
  if (sigaction(SIGINT, &(struct sigaction){.sa_handler = end}, NULL) ||
      sigaction(SIGTERM, &(struct sigaction){.sa_handler = end}, NULL) ||
      sigaction(SIGCHLD, &(struct sigaction){.sa_handler = reap, .sa_flags = SA_NOCLDSTOP}, NULL)) {
    return 1;
  }
  for (;;) pause();
}
